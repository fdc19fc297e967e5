// A network of viewpoints as it is shown: what was chosen, which ties are seen, how nodes are grouped and sized.

import type { NetworkFilter, NetworkView, Tie, ViewpointNetwork, ViewpointNode } from "../api/client";
import { tally } from "./counts";

export const MOST = 20_000; // ties that are drawn

export const VIEWS = ["judgements", "relations", "positions", "types"] as const satisfies readonly NetworkView[];

/** Choices that the API takes under these names. */
export const CHOICES = [
  "mode", "directed", "source", "about", "rows", "columns", "aggregation", "normalisation", "duplicates", "opposites", "only",
  "exclude", "confidence", "since", "until", "least", "threshold", "sign", "around", "window",
] as const;
/** Choices of what is seen of the answer. */
export const SEEN = ["colour", "size", "slice", "order", "node", "to", "row", "column"] as const;

export type Chosen = Partial<Record<"view" | (typeof CHOICES)[number] | (typeof SEEN)[number], string>>;

export const viewOf = (chosen: Chosen): NetworkView => VIEWS.find((view) => view === chosen.view) ?? VIEWS[0];

/** What the API is asked; several values of `only` and `exclude` have `;` between them. The server judges the values. */
export function asked(chosen: Chosen): NetworkFilter {
  const given = CHOICES.filter((name) => chosen[name]).map((name) => [name, isList(name) ? listed(chosen[name]!) : chosen[name]!]);
  return Object.fromEntries(given) as NetworkFilter;
}

const isList = (name: string): boolean => name === "only" || name === "exclude";
const listed = (text: string): string[] => text.split(";").map((one) => one.trim()).filter(Boolean);

/** A node in an address: its key in the answer changes with the graph, its name does not. */
export const nameOf = (node: ViewpointNode): string => `${node.variable}=${node.name}`;

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
export const SIGNS = { positive: "#2e8b57", negative: "#d0473e", mixed: "#9a7b0a", "": "#7d8590" } as const;

/** The colours of the largest groups, the largest first; all others share one. */
export function palette(groups: Groups): Map<string, string> {
  const known = tally([...groups.values()].filter(Boolean)).slice(0, PALETTE.length);
  return new Map(known.map(({ name }, n) => [name, PALETTE[n]!]));
}
