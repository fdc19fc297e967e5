// The graph behind the drawing: all nodes and ties of an answer, also those that only a slice has, so that places stay.

import Graph from "graphology";
import { bidirectional } from "graphology-shortest-path";
import type { Tie, ViewpointNetwork } from "../api/client";
import { MOST, heaviest } from "./network";

export interface Kept {
  nodes: ReadonlySet<string>;
  ties: ReadonlySet<string>;
}

export const tieKey = (tie: { source: string; target: string }): string => `${tie.source} ${tie.target}`;

/** Nodes that have a tie, and ties with the largest weight that they ever have. */
export function graphOf(answer: ViewpointNetwork, isDirected: boolean): Graph {
  const graph = new Graph({ type: isDirected ? "directed" : "undirected" });
  const ever = new Map<string, Tie>();
  for (const tie of heaviest([...answer.ties, ...answer.slices.flatMap((slice) => slice.ties)])) {
    if (!ever.has(tieKey(tie)) && ever.size < MOST) ever.set(tieKey(tie), tie);
  }
  const tied = new Set([...ever.values()].flatMap((tie) => [tie.source, tie.target]));
  for (const node of answer.nodes) if (tied.has(node.key)) graph.addNode(node.key);
  for (const [key, tie] of ever) graph.addEdgeWithKey(key, tie.source, tie.target, { weight: pull(tie) });
  return graph;
}

/** How much a tie draws its ends together: by its weight, or by the larger one of two times. */
const pull = (tie: Tie & { before?: number; after?: number }): number =>
  tie.before === undefined ? Math.abs(tie.weight) : Math.max(Math.abs(tie.before), Math.abs(tie.after ?? 0));

/** A graph of the ties that are seen alone. */
export function seenOf(ties: readonly Tie[], isDirected: boolean): Graph {
  const graph = new Graph({ type: isDirected ? "directed" : "undirected" });
  for (const tie of ties) {
    for (const key of [tie.source, tie.target]) graph.mergeNode(key);
    graph.addEdgeWithKey(tieKey(tie), tie.source, tie.target);
  }
  return graph;
}

/** A node, its neighbours, and the ties between it and them. */
export function neighbourhood(seen: Graph, node: string): Kept {
  if (!seen.hasNode(node)) return { nodes: new Set([node]), ties: new Set() };
  return { nodes: new Set([node, ...seen.neighbors(node)]), ties: new Set(seen.edges(node)) };
}

/** The nodes of a shortest path, whatever the weights; null where none leads there. In a directed network along ties. */
export function pathOf(seen: Graph, from: string, to: string): string[] | null {
  return seen.hasNode(from) && seen.hasNode(to) ? bidirectional(seen, from, to) : null;
}

/** The ties along a path. */
export function along(seen: Graph, path: readonly string[]): string[] {
  return path.slice(1).map((node, n) => seen.edge(path[n]!, node)!);
}
