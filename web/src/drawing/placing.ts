// Where nodes lie. Nothing in it is left to chance: the same graph has the same places.

import Graph from "graphology";
import louvain from "graphology-communities-louvain";
import forceAtlas2 from "graphology-layout-forceatlas2";
import type { Layout, Task } from "./layout";

const STEPS = 300;
const TOLD = 30; // steps after which the places are told
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** Places by ForceAtlas2, which begins on a spiral, and communities by Louvain. */
export function* placed(task: Task): Generator<Layout> {
  const graph = graphOf(task);
  const rng = seeded(1);
  const found: Record<string, number> = graph.size ? louvain(graph, { getEdgeWeight: "weight", rng }) : {};
  const communities = Uint32Array.from({ length: task.order }, (_, n) => found[n] ?? n);
  const settings = { ...forceAtlas2.inferSettings(graph), barnesHutOptimize: task.order > 500, edgeWeightInfluence: 1 };
  for (let step = 0; step < STEPS; step += TOLD) {
    if (task.order) forceAtlas2.assign(graph, { iterations: TOLD, settings, getEdgeWeight: "weight" });
    const places = new Float64Array(2 * task.order);
    graph.forEachNode((node, { x, y }) => places.set([x as number, y as number], 2 * Number(node)));
    yield { places, communities, isLast: step + TOLD >= STEPS };
  }
}

function graphOf(task: Task): Graph {
  const graph = new Graph({ type: "undirected" });
  for (let n = 0; n < task.order; n += 1) {
    const far = 10 * Math.sqrt(n + 1);
    graph.addNode(n, { x: far * Math.cos(n * GOLDEN), y: far * Math.sin(n * GOLDEN) });
  }
  task.weights.forEach((weight, n) => {
    graph.updateEdge(task.ends[2 * n], task.ends[2 * n + 1], (known) => ({ weight: ((known.weight as number) ?? 0) + weight }));
  });
  return graph;
}

/** Numbers from 0 to 1 that follow from a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
