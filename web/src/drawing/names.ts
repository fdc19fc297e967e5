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

/** Draw the names of nodes in the order given, each where it covers none that is there. Answers how many are drawn. */
export function drawNames(canvas: HTMLCanvasElement, sigma: Camera, graph: Graph, order: readonly string[]): number {
  const { width, height } = sigma.getDimensions();
  const ratio = devicePixelRatio;
  fit(canvas, sigma);
  const context = canvas.getContext("2d")!;
  const look = getComputedStyle(sigma.getContainer());
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  Object.assign(context, { font: `${HEIGHT - 1}px ${look.fontFamily}`, textBaseline: "middle", lineWidth: 3, lineJoin: "round" });
  Object.assign(context, { strokeStyle: look.backgroundColor, fillStyle: look.color });
  const taken: Box[] = [];
  for (const node of order) {
    if (taken.length >= MOST) break;
    const data = sigma.getNodeDisplayData(node);
    if (!data || data.visibility === "hidden") continue;
    const at = sigma.framedGraphToViewport(data);
    if (at.x < 0 || at.y < 0 || at.x > width || at.y > height) continue;
    const text = graph.getNodeAttribute(node, "name") as string;
    const box = { x: at.x + sigma.scaleSize(data.size) + 3, y: at.y, width: context.measureText(text).width };
    if (taken.some((other) => touches(box, other))) continue;
    taken.push(box);
    context.globalAlpha = data.opacity;
    context.strokeText(text, box.x, box.y);
    context.fillText(text, box.x, box.y);
  }
  context.globalAlpha = 1;
  return taken.length;
}
