import { expect, test } from "vitest";
import { months } from "../../src/logic/counts";
import * as places from "../../src/logic/places";
import { pruned, sum, tree } from "../../src/logic/tree";
import { ranges, step, steps } from "../../src/logic/world";

test("months go on without a gap, over the end of a year too", () => {
  const found = months([
    { month: "2021-11", documents: 2 },
    { month: "2022-02", documents: 1 },
  ]);
  expect(found).toEqual([
    { name: "2021-11", count: 2 },
    { name: "2021-12", count: 0 },
    { name: "2022-01", count: 0 },
    { name: "2022-02", count: 1 },
  ]);
  expect(months([])).toEqual([]);
});

test("steps grow by equal ratios, each number is in one, and few numbers make few steps", () => {
  expect(steps([27, 1, 3])).toEqual([1, 2, 4, 8, 14]);
  expect(steps([1, 1])).toEqual([1]);
  expect(steps([])).toEqual([]);
  expect(steps([32])).toEqual([1, 2, 4, 8, 16]);
  for (let most = 1; most < 2000; most += 7) {
    const bounds = steps([most]);
    const all = ranges(bounds, most);
    expect(all[0]![0]).toBe(1);
    expect(all.at(-1)![1]).toBe(most);
    for (const [n, [from, to]] of all.entries()) expect([step(bounds, from), step(bounds, to)]).toEqual([n + 1, n + 1]);
  }
});

const kinds = [
  { name: "supports", parent: null, claims: 1 },
  { name: "aids", parent: "supports", claims: 2 },
  { name: "saves", parent: "aids", claims: 4 },
  { name: "opposes", parent: null, claims: 8 },
];
const branches = tree(kinds, (kind) => (kind.parent ? [kind.parent] : []));

test("a tree has each thing below its parent, and sums are of all below", () => {
  expect(branches.map((one) => one.thing.name)).toEqual(["supports", "opposes"]);
  expect(branches[0]!.below[0]!.below[0]!.thing.name).toBe("saves");
  expect(branches.map((one) => sum(one, (kind) => kind.claims))).toEqual([7, 8]);
});

test("a pruned tree keeps what leads to what is wanted", () => {
  const [one, ...others] = pruned(branches, (kind) => kind.name === "aids");
  expect(others).toEqual([]);
  expect([one!.thing.name, one!.below.map((below) => below.thing.name), one!.below[0]!.below]).toEqual(["supports", ["aids"], []]);
});

test("things lead to their views, others to their description, which may hold anything", () => {
  expect(places.instance({ kind: "document", id: "2022/a b", iri: "x" })).toBe("/debates/2022%2Fa%20b");
  expect(places.instance({ kind: "type", id: "saves", iri: "x" })).toBe("/ontology/saves");
  expect(places.instance({ kind: "other", id: "x", iri: "https://a/?b=c&d" })).toBe("/about?iri=https%3A%2F%2Fa%2F%3Fb%3Dc%26d");
});
