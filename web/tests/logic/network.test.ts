import { describe, expect, it } from "vitest";
import type { Slice, Tie, ViewpointNetwork, ViewpointNode } from "../../src/api/client";
import { shortened } from "../../src/drawing/names";
import { placed } from "../../src/drawing/placing";
import { csv, graphml } from "../../src/logic/files";
import { along, graphOf, neighbourhood, pathOf, seenOf, tieKey } from "../../src/logic/graph";
import * as logic from "../../src/logic/network";

const node = (key: string, given: Partial<ViewpointNode> = {}): ViewpointNode => ({
  key, name: key.toUpperCase(), variable: "source", id: null, iri: null, frequency: 1, attributes: {}, ...given,
});
const tie = (source: string, target: string, weight: number): Tie => ({ source, target, weight, sign: weight < 0 ? "negative" : "positive" });
const slice = (...ties: Tie[]): Slice => ({ centre: "2020-07-01", start: "2020-01-01", end: "2020-12-31", statements: ties.length, ties });

function answer(ties: Tie[], slices: Slice[] = [], nodes = ["a", "b", "c", "d", "e"].map((key) => node(key))): ViewpointNetwork {
  const stated = ties.map((one) => ({ ...one, low: null, high: null, claims: [] }));
  const coverage = { documents: 1, outlets: 1, start: null, end: null };
  return {
    nodes, ties: stated, slices, total: ties.length, settings: "", statements: 1, leftOut: {}, coverage,
    snapshot: { hash: null, ontology: "", software: "" },
  };
}

describe("what is asked", () => {
  it("takes several values apart, and leaves out what is only seen", () => {
    const chosen = { view: "relations", only: "source.country=DE; outlet=Telex;", least: "2", colour: "country", node: "x" };
    expect(logic.asked(chosen)).toEqual({ only: ["source.country=DE", "outlet=Telex"], least: "2" });
    expect([logic.viewOf(chosen), logic.viewOf({ view: "nonsense" })]).toEqual(["relations", "judgements"]);
  });
});

describe("slices", () => {
  const found = answer([tie("a", "b", 3)], [slice(tie("a", "b", 1), tie("c", "d", -2)), slice()]);
  it("are counted from 1 in the address; other numbers are all time", () => {
    expect(["1", "2", "3", "0", "x", undefined].map((at) => logic.sliceOf({ slice: at }, found))).toEqual([0, 1, null, null, null, null]);
  });
  it("have their own ties, the heaviest first", () => {
    expect(logic.tiesOf(found, 0).map(tieKey)).toEqual(["c d", "a b"]);
    expect(logic.tiesOf(found, 1)).toEqual([]);
    expect(logic.tiesOf(found, null).map(tieKey)).toEqual(["a b"]);
  });
  it("share one graph, with the largest weight of each tie and without nodes that never have one", () => {
    const graph = graphOf(found, false);
    expect(graph.nodes()).toEqual(["a", "b", "c", "d"]);
    expect(graph.mapEdges((key, { weight }) => [key, weight])).toEqual([["a b", 3], ["c d", 2]]);
  });
});

describe("paths", () => {
  const ties = [tie("a", "b", 1), tie("b", "c", -1), tie("c", "d", 1), tie("d", "a", 1), tie("e", "e", 1)];
  it("are shortest, and go along ties where these are directed", () => {
    const [free, directed] = [seenOf(ties, false), seenOf(ties, true)];
    expect(pathOf(free, "a", "d")).toEqual(["a", "d"]);
    expect(pathOf(directed, "a", "d")).toEqual(["a", "b", "c", "d"]);
    expect(along(directed, ["a", "b", "c", "d"])).toEqual(["a b", "b c", "c d"]);
    expect(along(free, ["a", "d"])).toEqual(["d a"]);
    expect([pathOf(free, "a", "e"), pathOf(free, "a", "none")]).toEqual([null, null]);
  });
  it("leave the neighbourhood of a node what it touches", () => {
    const kept = neighbourhood(seenOf(ties, false), "a");
    expect([[...kept.nodes].sort(), [...kept.ties].sort()]).toEqual([["a", "b", "d"], ["a b", "d a"]]);
  });
});

describe("what nodes look like", () => {
  const ties = [tie("a", "b", -3), tie("a", "c", 1), tie("a", "a", 2)];
  const nodes = [node("a", { frequency: 9, attributes: { country: "FR", class: "Newspaper" } }), node("b", { attributes: { country: "PL" } }), node("c")];
  it("is measured by statements, ties, or their weights without signs", () => {
    expect(logic.SIZES.map((size) => [...logic.measured(nodes, ties, size).values()])).toEqual([[9, 1, 1], [3, 1, 1], [6, 3, 1]]);
  });
  it("is grouped by what is known", () => {
    expect([...logic.grouped(nodes, "country").values()]).toEqual(["FR", "PL", ""]);
    expect([...logic.grouped(nodes, "class").values()]).toEqual(["Newspaper", "source", "source"]);
  });
  it("has colours for the largest groups", () => {
    const groups = new Map(Array.from({ length: 30 }, (_, n) => [`n${n}`, n < 12 ? `g${n}` : "g11"]));
    expect([...logic.palette(groups).keys()].slice(0, 2)).toEqual(["g11", "g0"]);
    expect(logic.palette(groups).size).toBe(logic.PALETTE.length);
  });
});

describe("layouts", () => {
  const task = { order: 6, ends: Uint32Array.of(0, 1, 1, 2, 2, 0, 3, 4, 4, 5, 5, 3), weights: Float64Array.of(1, 1, 1, 1, 1, 1) };
  it("are the same for the same graph, and end", () => {
    const [one, other] = [[...placed(task)], [...placed(task)]];
    expect(one).toEqual(other);
    expect(one.map(({ isLast }) => isLast).indexOf(true)).toBe(one.length - 1);
    expect(new Set(one.at(-1)!.places).size).toBe(12);
  });
  it("find communities", () => {
    const [a, b, c, d, e, f] = [...placed(task)].at(-1)!.communities;
    expect([a === b && b === c, d === e && e === f, a === d]).toEqual([true, true, false]);
  });
});

describe("files", () => {
  const nodes = new Map([["a", node("a", { name: 'x "y", z' })], ["b", node("b", { name: "<b>&\u0001", attributes: { country: "FR" } })]]);
  it("are CSV that other programs read", () => {
    expect(csv([tie("a", "b", -1.5)], nodes)).toBe('row,column,weight,sign\r\n"x ""y"", z",<b>&\u0001,-1.5,negative\r\n');
  });
  it("are GraphML without what XML does not bear", () => {
    const text = graphml([tie("a", "b", -1.5)], nodes, true);
    expect(text).toContain('<graph edgedefault="directed">');
    expect(text).toContain('<data key="name">&lt;b&gt;&amp;\uFFFD</data>');
    expect(text).toContain('<edge source="a" target="b"><data key="weight">-1.5</data><data key="sign">negative</data></edge>');
  });
});

describe("names", () => {
  it("are cut between code points", () => {
    expect(shortened(`${"💥".repeat(41)}`)).toBe(`${"💥".repeat(40)}…`);
    expect(shortened("  a\n b ")).toBe("a b");
  });
});
