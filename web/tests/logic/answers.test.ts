import { describe, expect, it } from "vitest";
import type { Vocabulary } from "../../src/api/client";
import type { Row, Term } from "../../src/api/sparql";
import { chartOf, endsOf, kinds, named, networkOf, numberOf, placeOf, said, sorted, tableOf } from "../../src/logic/answers";
import { triples } from "../../src/logic/triples";
import hostile from "../browser/hostile.json" with { type: "json" };

const XSD = "http://www.w3.org/2001/XMLSchema#";
const BASE = "https://w3id.org/pov/id/";
const iri = (value: string): Term => ({ type: "uri", value });
const word = (value: string): Term => ({ type: "literal", value });
const number = (value: number): Term => ({ type: "literal", value: String(value), datatype: `${XSD}integer` });
const vocabulary: Vocabulary = {
  base: BASE, seconds: 30, longest: 1000, terms: [],
  prefixes: [{ name: "actor", iri: `${BASE}actor/` }, { name: "type", iri: "https://w3id.org/pov/type/" }],
};
const plain = (term: Term): string => term.value;
const table = (columns: string[], ...rows: (Term | undefined)[][]) => ({
  columns, rows: rows.map((cells): Row => Object.fromEntries(cells.map((cell, n) => [columns[n]!, cell]))),
});

describe("triples", () => {
  it("are read with datatypes, languages and escapes", () => {
    expect(triples('<urn:a> <urn:b> "x\\"\\n\\u00e9\\U0001F4A5"@en .\n_:c <urn:d> "1"^^<urn:e> .\n')).toEqual([
      [iri("urn:a"), iri("urn:b"), { type: "literal", value: 'x"\né💥', "xml:lang": "en" }],
      [{ type: "bnode", value: "c" }, iri("urn:d"), { type: "literal", value: "1", datatype: "urn:e" }],
    ]);
  });
  it("hold any string", () => {
    const escaped = (text: string): string => text.replace(/[\\"\n\r]/g, (sign) => ({ "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r" })[sign]!);
    for (const text of hostile) expect(triples(`<urn:a> <urn:b> "${escaped(text)}" .`)).toEqual([[iri("urn:a"), iri("urn:b"), word(text)]]);
  });
  it("are a table of three columns", () => {
    expect(tableOf({ kind: "triples", triples: triples("<urn:a> <urn:b> <urn:c> ."), isCut: false })).toEqual(table(["subject", "predicate", "object"], [iri("urn:a"), iri("urn:b"), iri("urn:c")]));
  });
});

describe("terms", () => {
  it("are numbers by their datatype alone", () => {
    expect([number(3), word("3"), { ...number(1), value: "INF" }, undefined, iri("urn:3")].map(numberOf)).toEqual([3, null, null, null, null]);
  });
  it("lead to where the explorer shows them", () => {
    const places = [`${BASE}actor/a/b`, `${BASE}claim/c1`, `${BASE}doc/2022%2Fx/passage/3`, "https://w3id.org/pov/type/saves", `${BASE}doc/%E0%A4%A`, "urn:x", `${BASE}relation/r`];
    expect(places.map((one) => placeOf(one, vocabulary))).toEqual(["/actors/a%2Fb", "/claims/c1", "/debates/2022%2Fx", "/ontology/saves", null, null, null]);
  });
  it("are said by name, by prefix, or in full", () => {
    const names = new Map([[`${BASE}actor/a`, "Ann"]]);
    expect([iri(`${BASE}actor/a`), iri(`${BASE}actor/b`), iri(`${BASE}doc/k`), iri("urn:x"), word("w")].map((one) => said(one, vocabulary, names))).toEqual(["Ann", "actor:b", "doc/k", "urn:x", "w"]);
  });
  it("are asked for a name once, if they may have one", () => {
    expect(named(table(["a", "b"], [iri(`${BASE}actor/a`), iri("urn:x")], [iri(`${BASE}actor/a`), iri(`${BASE}doc/k`)]), vocabulary)).toEqual([`${BASE}actor/a`, `${BASE}doc/k`]);
  });
});

describe("a table", () => {
  const rows = table(["name", "n"], [word("b"), number(10)], [word("a"), number(9)], [undefined, number(2)]);
  const by = (order: string | undefined) => sorted(rows, order, plain).map((row) => row.n!.value);
  it("is sorted by numbers and by words, what is not bound last", () => {
    expect([by("n"), by("-n"), by("name"), by("-name"), by("nothing"), by(undefined)]).toEqual([
      ["2", "9", "10"], ["10", "9", "2"], ["9", "10", "2"], ["10", "9", "2"], ["10", "9", "2"], ["10", "9", "2"],
    ]);
  });
  it("knows its columns of numbers", () => {
    expect(kinds(rows)).toEqual({ numbers: ["n"], others: ["name"] });
    expect(kinds(table(["a"], [undefined]))).toEqual({ numbers: [], others: ["a"] });
  });
});

describe("a chart", () => {
  const rows = table(["year", "up", "down"], [word("2020"), number(1), number(-2)], [word("2021"), undefined, number(0)]);
  it("takes the first column of words and the numbers", () => {
    expect(chartOf(rows, undefined, undefined, plain)).toEqual({
      x: "year", y: ["up", "down"], labels: ["2020", "2021"], series: [{ name: "up", values: [1, null] }, { name: "down", values: [-2, 0] }], left: 0,
    });
  });
  it("takes what is chosen, and leaves out what is no column", () => {
    expect(chartOf(rows, "up", "down,nothing", plain)).toMatchObject({ x: "up", y: ["down"] });
  });
  it("needs numbers, and says what it leaves out", () => {
    expect(chartOf(table(["a"], [word("x")]), undefined, undefined, plain)).toBeNull();
    expect(chartOf(table(["a", "n"], ...Array.from({ length: 100 }, (_, n) => [word("x"), number(n)])), undefined, undefined, plain)?.left).toBe(40);
  });
});

describe("a network", () => {
  const rows = table(["a", "b", "n"], [iri("urn:1"), iri("urn:2"), number(3)], [iri("urn:1"), iri("urn:2"), number(4)], [iri("urn:2"), word("urn:1"), number(-9)], [undefined, iri("urn:2"), number(1)]);
  it("takes two columns and the numbers, or what is chosen", () => {
    expect(endsOf(rows, {})).toEqual({ from: "a", to: "b", weight: "n" });
    expect(endsOf(rows, { from: "b", to: "a", weight: "" })).toEqual({ from: "b", to: "a", weight: "" });
    expect(endsOf(table(["n"], [number(1)]), {})).toBeNull();
  });
  it("adds up equal ties, and tells an IRI from a word of the same letters", () => {
    const { nodes, ties } = networkOf(rows, { from: "a", to: "b", weight: "n" }, plain);
    expect(nodes.map((one) => [one.name, one.iri, one.frequency])).toEqual([["urn:1", "urn:1", 2], ["urn:2", "urn:2", 3], ["urn:1", null, 1]]);
    expect(ties.map((one) => [one.weight, one.sign])).toEqual([[-9, "negative"], [7, ""]]);
  });
  it("counts rows without numbers", () => {
    expect(networkOf(rows, { from: "a", to: "b", weight: "" }, plain).ties.map((one) => one.weight)).toEqual([2, 1]);
  });
});
