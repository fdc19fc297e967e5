// Places and communities of nodes, computed by a worker so that the page stays quick.

import type Graph from "graphology";
import address from "./layout.worker?worker&url";

export interface Task {
  order: number; // nodes are numbers from 0 on
  ends: Uint32Array; // two for each tie
  weights: Float64Array; // one for each tie, above 0
}

export interface Layout {
  places: Float64Array; // x and y of each node
  communities: Uint32Array;
  isLast: boolean;
}

interface Policy {
  createScriptURL(address: string): unknown;
}
type TrustedTypes = { createPolicy(name: string, rules: { createScriptURL(address: string): string }): Policy };

// The page demands trusted types; the one policy that it allows lets this worker begin, and nothing else.
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("kg-layout", {
  createScriptURL: (given) => {
    if (given !== address) throw new TypeError("this is no worker of the explorer");
    return given;
  },
});

/** Lay a graph out; `tell` is told several times, as it gets better. The answer ends it. */
export function lay(graph: Graph, tell: (layout: Layout) => void): () => void {
  const worker = new Worker((policy?.createScriptURL(address) ?? address) as string, { type: "module" });
  worker.addEventListener("message", ({ data }: MessageEvent<Layout>) => {
    tell(data);
    if (data.isLast) worker.terminate();
  });
  worker.postMessage(taskOf(graph));
  return () => worker.terminate();
}

/** Ties of a node with itself draw at nothing, and are left out. */
function taskOf(graph: Graph): Task {
  const numbers = new Map(graph.nodes().map((node, n) => [node, n]));
  const ties = graph.mapEdges((_, { weight }, source, target) => ({ source, target, weight: weight as number }));
  const others = ties.filter((tie) => tie.source !== tie.target);
  return {
    order: graph.order,
    ends: Uint32Array.from(others.flatMap((tie) => [numbers.get(tie.source)!, numbers.get(tie.target)!])),
    weights: Float64Array.from(others.map((tie) => Math.log1p(tie.weight))), // a tie of 100 does not draw 100 times as much
  };
}
