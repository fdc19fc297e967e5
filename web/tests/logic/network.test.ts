import { describe, expect, it } from "vitest";
import type { Slice, Tie, ViewpointNetwork, ViewpointNode } from "../../src/api/client";
import { shortened } from "../../src/drawing/names";
import { placed } from "../../src/drawing/placing";
import { changeOf, compared, periodOf, periods } from "../../src/logic/compare";
import { csv, graphml } from "../../src/logic/files";
import { along, graphOf, neighbourhood, pathOf, seenOf, tieKey } from "../../src/logic/graph";
import * as logic from "../../src/logic/network";
import { lineOf, type Seen, svg } from "../../src/logic/svg";

const node = (key: string, given: Partial<ViewpointNode> = {}): ViewpointNode => ({
  key, name: key.toUpperCase(), variable: "source", id: null, iri: null, frequency: 1, attributes: {}, ...given,
});
const tie = (source: string, target: string, weight: number): Tie => ({ source, target, weight, sign: weight < 0 ? "negative" : "positive" });
const slice = (...ties: Tie[]): Slice => ({ centre: "2020-07-01", start: "2020-01-01", end: "2020-12-31", statements: ties.length, ties, total: ties.length });

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

describe("choices of values", () => {
  it("are part of what only is asked", () => {
    const chosen = { only: "source.country=DE", valence: "negative", said: "Ankara", outlet: "" };
    expect(logic.asked(chosen)).toEqual({ only: ["source.country=DE", "valence=negative", "source=Ankara"] });
  });
});

describe("pins", () => {
  it("stand in an address and come back", () => {
    const pins = new Map([['a "b"; c', [0.123456, -2] as const]]);
    expect([...logic.pinsOf({ pins: logic.pinned(pins) })]).toEqual([['a "b"; c', [0.12346, -2]]]);
    expect(logic.pinned(new Map())).toBe(undefined);
  });
  it("are none where the address says something else", () => {
    expect(["{", "1", '[["a"]]', '[["a",1]]', "null"].map((pins) => logic.pinsOf({ pins }).size)).toEqual([0, 0, 0, 0, 0]);
  });
});

describe("two times", () => {
  it("are days, months or years, or from one to another", () => {
    expect([periodOf("2020"), periodOf("2018-05 / 2019")]).toEqual([{ since: "2020", until: "2020" }, { since: "2018-05", until: "2019" }]);
    expect(periods({ before: "2020" })).toBe(null);
  });
  it("tell what is gained, lost and changed", () => {
    const pairs: [number, number][] = [[0, 1], [2, 0], [1, -1], [1, 3], [-3, -1], [2, 2]];
    expect(pairs.map(([before, after]) => changeOf(before, after))).toEqual(["gained", "lost", "turned", "stronger", "weaker", "same"]);
  });
  it("are one network, whatever the keys of the answers are", () => {
    const before = answer([tie("x", "y", 2), tie("x", "z", -1)], [], [node("x", { name: "A" }), node("y", { name: "B" }), node("z", { name: "C" })]);
    const after = answer([tie("a", "b", 5)], [], [node("a", { name: "A", variable: "target" }), node("b", { name: "B" })]);
    const one = compared(before, after, true);
    const name = new Map(one.nodes.map(({ key, name }) => [key, name]));
    const told = one.ties.map(({ source, target, weight, change }) => [name.get(source), name.get(target), weight, change]);
    expect(told).toEqual([["A", "B", 3, "stronger"], ["A", "C", 1, "lost"]]);
    expect(one.nodes.find(({ name }) => name === "A")?.frequency).toBe(2);
    expect(compared(before, after, false).nodes.length).toBe(4); // A as a source is not A as a target
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
  it("are CSV that no spreadsheet program takes for a formula", () => {
    const names = new Map(["=1+1", "+a", "-a", "@a", "'=a", "a=b", "'a"].map((name, n) => [`n${n}`, node(`n${n}`, { name })]));
    const rows = csv([...names.keys()].map((key) => tie(key, key, -1)), names).split("\r\n").slice(1, -1);
    expect(rows.map((row) => row.split(",")[0])).toEqual(["'=1+1", "'+a", "'-a", "'@a", "''=a", "a=b", "'a"]);
    expect(rows[0]!.split(",")[2]).toBe("-1");
  });
  it("are SVG with names as text, which runs nothing", () => {
    const seen: Seen = {
      width: 10, height: 5, ground: "#fff", text: "#000", font: '"x" & y', ties: [{ path: "M0 0L1 1", colour: "red", width: 1, opacity: 1, dash: "6 4", arrow: "" }],
      nodes: [{ x: 1, y: 1, size: 2, colour: '"/><script>', opacity: 1, isRow: true, name: "<script>" }], names: [{ x: 1, y: 2, text: "Пу<b>тин", opacity: 1 }],
    };
    const text = svg(seen);
    expect(text).toContain(">Пу&lt;b&gt;тин</text>");
    expect(text).toContain('stroke-dasharray="6 4"');
    expect(text).toContain("<title>&lt;script&gt;</title>");
    expect(text).not.toContain("<script");
  });
  it("have lines that end at the marks, with an arrow", () => {
    expect(lineOf({ x: 0, y: 0, size: 1 }, { x: 10, y: 0, size: 2 }, false, 4)).toEqual({ path: "M0 0L4 0", arrow: "M8 0L4 2L4 -2Z" });
    expect(lineOf({ x: 0, y: 0, size: 1 }, { x: 10, y: 0, size: 2 }, true, 0)).toMatchObject({ path: expect.stringMatching(/^M0 0Q5 -2.5 /), arrow: "" });
  });
  it("are GraphML without what XML does not bear", () => {
    const text = graphml([tie("a", "b", -1.5)], nodes, true);
    expect(text).toContain('<graph edgedefault="directed">');
    expect(text).toContain('<data key="label">&lt;b&gt;&amp;\uFFFD</data>');
    expect(text).toContain('<edge source="a" target="b"><data key="weight">-1.5</data><data key="sign">negative</data></edge>');
  });
});

describe("names", () => {
  it("are cut between code points", () => {
    expect(shortened(`${"💥".repeat(41)}`)).toBe(`${"💥".repeat(40)}…`);
    expect(shortened("  a\n b ")).toBe("a b");
  });
});
