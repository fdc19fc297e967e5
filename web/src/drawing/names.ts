// Names beside the nodes. They are drawn as text on a canvas of its own, since the letters of sigma are drawn one by
// one, which no script from right to left and none with joined letters bears.

import type Graph from "graphology";
import type Sigma from "sigma";
import { fit } from "./lines";

type Camera = Pick<Sigma, "getDimensions" | "getContainer" | "getNodeDisplayData" | "framedGraphToViewport" | "scaleSize">;

const MOST = 60; // names at once
const LONGEST = 40; // code points
const HEIGHT = 14; // pixels

interface Box {
  x: number;
  y: number;
  width: number;
}

const touches = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && Math.abs(a.y - b.y) < HEIGHT;

/** What is drawn of a name. */
export function shortened(name: string): string {
  const signs = Array.from(name.replace(/\s+/g, " ").trim());
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST).join("")}…` : signs.join("");
}

export interface Placed {
  text: string;
  x: number;
  y: number;
  opacity: number;
}

const fontOf = (stage: Camera): string => `${HEIGHT - 1}px ${getComputedStyle(stage.getContainer()).fontFamily}`;

/** Where names stand: in the order given, each where it covers none that is there. */
export function placedNames(context: CanvasRenderingContext2D, stage: Camera, graph: Graph, order: readonly string[]): Placed[] {
  const { width, height } = stage.getDimensions();
  context.font = fontOf(stage);
  const taken: Box[] = [];
  const placed: Placed[] = [];
  for (const node of order) {
    if (taken.length >= MOST) break;
    const data = stage.getNodeDisplayData(node);
    if (!data || data.visibility === "hidden") continue;
    const at = stage.framedGraphToViewport(data);
    if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
    const text = graph.getNodeAttribute(node, "name") as string;
    const box = { x: at.x + stage.scaleSize(data.size) + 3, y: at.y, width: context.measureText(text).width };
    if (taken.some((other) => touches(box, other))) continue;
    taken.push(box);
    placed.push({ text, x: box.x, y: box.y, opacity: data.opacity });
  }
  return placed;
}

/** Draw the names of nodes. Answers how many are drawn. */
export function drawNames(canvas: HTMLCanvasElement, stage: Camera, graph: Graph, order: readonly string[]): number {
  fit(canvas, stage);
  const context = canvas.getContext("2d")!;
  const look = getComputedStyle(stage.getContainer());
  context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const placed = placedNames(context, stage, graph, order);
  Object.assign(context, { textBaseline: "middle", lineWidth: 3, lineJoin: "round", strokeStyle: look.backgroundColor, fillStyle: look.color });
  for (const { text, x, y, opacity } of placed) {
    context.globalAlpha = opacity;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
  context.globalAlpha = 1;
  return placed.length;
}
