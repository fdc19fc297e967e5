// Two times of a network side by side: which ties are gained, lost, or of another weight.

import type { StatedTie, ViewpointNetwork, ViewpointNode } from "../api/client";
import { type Chosen, nameOf } from "./network";

export type Change = "gained" | "lost" | "turned" | "stronger" | "weaker" | "same";

/** A tie whose weight is by how much it has grown. */
export interface Compared extends StatedTie {
  before: number;
  after: number;
  change: Change;
}

export const isChange = (tie: object): tie is Compared => "change" in tie;

export interface Period {
  since: string;
  until: string;
}

/** A day, month or year, or two of them with `/` between (ISO 8601). */
export function periodOf(text: string): Period {
  const [since, until] = text.split("/").map((one) => one.trim());
  return { since: since!, until: until || since! };
}

/** The two times that are compared; null where there are not two. */
export function periods(chosen: Chosen): { before: Period; after: Period } | null {
  return chosen.before && chosen.after ? { before: periodOf(chosen.before), after: periodOf(chosen.after) } : null;
}

/** Both networks as one, the largest changes first. In a directed one a name is one node. */
export function compared(before: ViewpointNetwork, after: ViewpointNetwork, isDirected: boolean): Omit<ViewpointNetwork, "ties"> & { ties: Compared[] } {
  const nodes = new Map<string, ViewpointNode>();
  const weights = new Map<string, { source: string; target: string; before: number; after: number; sign: Compared["sign"] }>();
  for (const [time, network] of [["before", before], ["after", after]] as const) {
    const keys = new Map(network.nodes.map((node) => [node.key, merged(nodes, node, isDirected ? node.name : nameOf(node))]));
    for (const tie of network.ties) {
      const [source, target] = [keys.get(tie.source)!, keys.get(tie.target)!];
      const key = `${source} ${target}`;
      weights.set(key, { before: 0, after: 0, ...weights.get(key), source, target, sign: tie.sign, [time]: tie.weight });
    }
  }
  const ties = [...weights.values()].map((one): Compared => ({
    ...one, weight: one.after - one.before, change: changeOf(one.before, one.after), low: null, high: null, claims: [],
  }));
  const size = (tie: Compared): number => Math.abs(tie.weight);
  return {
    ...after, nodes: [...nodes.values()], ties: ties.sort((a, b) => size(b) - size(a)), total: ties.length, slices: [],
    statements: before.statements + after.statements,
  };
}

function merged(nodes: Map<string, ViewpointNode>, node: ViewpointNode, name: string): string {
  const known = nodes.get(name);
  const key = known?.key ?? `c${nodes.size}`;
  nodes.set(name, { ...(known ?? node), key, frequency: (known?.frequency ?? 0) + node.frequency });
  return key;
}

export function changeOf(before: number, after: number): Change {
  if (before === after) return "same";
  if (!before) return "gained";
  if (!after) return "lost";
  if (before < 0 !== after < 0) return "turned";
  return Math.abs(after) > Math.abs(before) ? "stronger" : "weaker";
}
