// A network of viewpoints as it is shown: what was chosen, which ties are seen, how nodes are grouped and sized.

import type { NetworkFilter, NetworkView, Tie, ViewpointNetwork, ViewpointNode } from "../api/client";
import type { Change } from "./compare";
import { tally } from "./counts";

export const MOST = 20_000; // ties that are drawn

export const VIEWS = ["judgements", "relations", "positions", "types"] as const satisfies readonly NetworkView[];

/** Choices that the API takes under these names. */
export const CHOICES = [
  "mode", "directed", "source", "about", "rows", "columns", "aggregation", "normalisation", "duplicates", "opposites", "only",
  "exclude", "confidence", "since", "until", "least", "threshold", "sign", "around", "window",
] as const;
/** Choices of what is seen of the answer. */
export const SEEN = ["colour", "size", "slice", "order", "node", "to", "row", "column", "before", "after", "pins"] as const;

/** Choices among the values of a column, and the column. They are part of `only` in what the API is asked. */
export const VALUES = {
  type: "type", valence: "valence", polarity: "polarity", modality: "modality", status: "status", said: "source", outlet: "outlet",
} as const;
export const VALUED = Object.keys(VALUES) as (keyof typeof VALUES)[];

export type Chosen = Partial<Record<"view" | (typeof CHOICES)[number] | keyof typeof VALUES | (typeof SEEN)[number], string>>;

export const viewOf = (chosen: Chosen): NetworkView => VIEWS.find((view) => view === chosen.view) ?? VIEWS[0];

/** What the API is asked; several values of `only` and `exclude` have `;` between them. The server judges the values. */
export function asked(chosen: Chosen): NetworkFilter {
  const given = CHOICES.filter((name) => chosen[name]).map((name) => [name, isList(name) ? listed(chosen[name]!) : chosen[name]!]);
  const valued = VALUED.filter((name) => chosen[name]).map((name) => `${VALUES[name]}=${chosen[name]}`);
  const only = [...listed(chosen.only ?? ""), ...valued];
  return { ...Object.fromEntries(given), ...(only.length && { only }) } as NetworkFilter;
}

const isList = (name: string): boolean => name === "only" || name === "exclude";
const listed = (text: string): string[] => text.split(";").map((one) => one.trim()).filter(Boolean);

/** Whether a name is one node, and ties lead from it. */
export const isDirected = (chosen: Chosen): boolean => chosen.directed === "true" && chosen.mode !== "one";

/** The time of the slice that is seen, as what is asked of a single tie; empty where all time is seen. */
export function timeOf(chosen: Chosen, answer: ViewpointNetwork): { since?: string; until?: string } {
  const at = sliceOf(chosen, answer);
  const slice = at === null ? undefined : answer.slices[at];
  return slice ? { since: slice.start.slice(0, 10), until: lastDay(slice.end) } : {};
}

/** The last day of a time that ends; one that ends with the begin of a day ends on the day before. */
function lastDay(end: string): string {
  if (!/T00:00(:00)?$/.test(end)) return end.slice(0, 10);
  return new Date(Date.parse(`${end.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** A node in an address: its key in the answer changes with the graph, its name does not. */
export const nameOf = (node: ViewpointNode): string => `${node.variable}=${node.name}`;

/** The key of the node that an address names, by `nameOf` or by its name alone; null where there is none. */
export const keyOf = (keys: ReadonlyMap<string, string>, nodes: readonly ViewpointNode[], given = ""): string | null =>
  keys.get(given) ?? nodes.find((node) => node.name === given)?.key ?? null;

/** Which slice is seen, counted from 0; null where all time is. */
export function sliceOf(chosen: Chosen, answer: ViewpointNetwork): number | null {
  const at = Number(chosen.slice) - 1;
  return Number.isInteger(at) && at >= 0 && at < answer.slices.length ? at : null;
}

/** The ties of all time or of a slice, the heaviest first, no more than are drawn. */
export function tiesOf(answer: ViewpointNetwork, slice: number | null): readonly Tie[] {
  return slice === null ? answer.ties : heaviest(answer.slices[slice]?.ties ?? []).slice(0, MOST);
}

export const heaviest = (ties: readonly Tie[]): Tie[] => [...ties].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));

export const ORDERS = ["weight", "row", "column"] as const;
export type Order = (typeof ORDERS)[number];

/** Ties as the table has them. What is equal keeps its order. */
export function ordered(ties: readonly Tie[], order: Order, nodes: ReadonlyMap<string, ViewpointNode>): readonly Tie[] {
  if (order === "weight") return ties;
  const name = (tie: Tie): string => nodes.get(order === "row" ? tie.source : tie.target)?.name ?? "";
  const compare = new Intl.Collator("en").compare;
  return [...ties].sort((a, b) => compare(name(a), name(b)));
}

export const SIZES = ["frequency", "degree", "strength"] as const;
export type Size = (typeof SIZES)[number];

/** A number for each node that has a tie: statements, ties, or the sum of their weights without signs. */
export function measured(nodes: readonly ViewpointNode[], ties: readonly Tie[], size: Size): Map<string, number> {
  const found = new Map(nodes.map((node) => [node.key, size === "frequency" ? node.frequency : 0]));
  if (size === "frequency") return found;
  for (const { source, target, weight } of ties) {
    const more = size === "degree" ? 1 : Math.abs(weight);
    for (const key of source === target ? [source] : [source, target]) found.set(key, (found.get(key) ?? 0) + more);
  }
  return found;
}

export const COLOURS = ["class", "country", "community"] as const;
export type Colour = (typeof COLOURS)[number];
export type Groups = Map<string, string>; // the group of a node by its key; empty where nothing is known

/** What nodes have in common by what the graph knows of them; in place of a class what has none is named by its variable. */
export function grouped(nodes: readonly ViewpointNode[], colour: Exclude<Colour, "community">): Groups {
  return new Map(nodes.map((node) => [node.key, node.attributes[colour] ?? (colour === "class" ? node.variable : "")]));
}

// As bright as can be told from a light ground and from a dark one: 3 to 1 at least on both.
export const PALETTE = ["#3b7dd8", "#c2571a", "#0e8a8a", "#a855c7", "#9a7b0a", "#c0436f", "#4f8f3a", "#6f6bd1"] as const;
export const OTHER = "#7d8590";
const CHANGES: Record<Change, string> = { gained: "#2e8b57", lost: "#d0473e", turned: "#a855c7", stronger: "#3b7dd8", weaker: "#9a7b0a", same: "#7d8590" };
export const SIGNS = { positive: "#2e8b57", negative: "#d0473e", mixed: "#9a7b0a", "": "#7d8590" } as const;

/** The colours of the largest groups, the largest first; all others share one. */
export function palette(groups: Groups): Map<string, string> {
  const known = tally([...groups.values()].filter(Boolean)).slice(0, PALETTE.length);
  return new Map(known.map(({ name }, n) => [name, PALETTE[n]!]));
}

/** How a tie is drawn: the colour is that of its sign, or of its change where two times are compared; what is negative or lost is dashed. */
export function lookOf(tie: Tie & { change?: Change }): { colour: string; isDashed: boolean } {
  if (tie.change) return { colour: CHANGES[tie.change], isDashed: tie.change === "lost" };
  return { colour: SIGNS[tie.sign], isDashed: tie.sign === "negative" };
}

/** Pinned nodes by their names in an address, with their places; what is no list of pins is none. */
export function pinsOf(chosen: Chosen): Map<string, [number, number]> {
  try {
    const found = JSON.parse(chosen.pins ?? "[]") as unknown[];
    const pins = found.filter((one): one is [string, number, number] => Array.isArray(one) && typeof one[0] === "string" && isFinite(one[1]) && isFinite(one[2]));
    return new Map(pins.map(([name, x, y]) => [name, [Number(x), Number(y)]]));
  } catch {
    return new Map();
  }
}

export function pinned(pins: ReadonlyMap<string, readonly [number, number]>): string | undefined {
  const round = (one: number): number => Number(one.toPrecision(5));
  return pins.size ? JSON.stringify([...pins].map(([name, [x, y]]) => [name, round(x), round(y)])) : undefined;
}
