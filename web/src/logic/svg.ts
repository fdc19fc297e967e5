// A drawing as SVG: the same lines, marks and names as on the screen, with text as text.

import { xml } from "./files";

const BENT = 0.25; // of the length of a tie that has another in the other direction

/** What is seen of a drawing, in pixels from its upper left corner. */
export interface Seen {
  width: number;
  height: number;
  ground: string;
  text: string;
  font: string;
  ties: readonly { path: string; colour: string; width: number; opacity: number; dash: string; arrow: string }[];
  nodes: readonly { x: number; y: number; size: number; colour: string; opacity: number; isRow: boolean; name: string }[];
  names: readonly { x: number; y: number; text: string; opacity: number }[];
}

/** The drawing as SVG: lines, marks and names as text, the same as on the screen. */
export function svg(seen: Seen): string {
  const tag = (name: string, given: Record<string, string | number>, inner = ""): string =>
    `<${name} ${Object.entries(given).map(([key, value]) => `${key}="${xml(String(value))}"`).join(" ")}${inner ? `>${inner}</${name}>` : "/>"}`;
  const ties = seen.ties.flatMap((tie) => {
    const line = { d: tie.path, fill: "none", stroke: tie.colour, "stroke-width": tie.width, opacity: tie.opacity };
    const arrow = tie.arrow ? [tag("path", { d: tie.arrow, fill: tie.colour, opacity: tie.opacity })] : [];
    return [tag("path", tie.dash ? { ...line, "stroke-dasharray": tie.dash } : line), ...arrow];
  });
  const nodes = seen.nodes.map((node) => {
    const { x, y, size } = node;
    const look = { fill: node.colour, opacity: node.opacity };
    const title = `<title>${xml(node.name)}</title>`;
    return node.isRow ? tag("circle", { cx: x, cy: y, r: size, ...look }, title) : tag("rect", { x: x - size, y: y - size, width: 2 * size, height: 2 * size, ...look }, title);
  });
  const names = seen.names.map((one) => {
    const look = { fill: seen.text, stroke: seen.ground, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke", opacity: one.opacity };
    return tag("text", { x: one.x, y: one.y, "dominant-baseline": "middle", ...look }, xml(one.text));
  });
  const ground = tag("rect", { width: seen.width, height: seen.height, fill: seen.ground });
  const size = { xmlns: "http://www.w3.org/2000/svg", width: seen.width, height: seen.height, viewBox: `0 0 ${seen.width} ${seen.height}` };
  return tag("svg", { ...size, "font-family": seen.font, "font-size": 13 }, ["", ground, ...ties, ...nodes, ...names, ""].join("\n"));
}

interface Mark {
  x: number;
  y: number;
  size: number;
}

/** The way of a tie between two marks, with an arrow of a length before the second; both as paths of SVG. */
export function lineOf(from: Mark, to: Mark, isBent: boolean, length: number): { path: string; arrow: string } {
  const round = (...all: number[]): string => all.map((one) => Number(one.toFixed(2))).join(" ");
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const bent = isBent ? BENT : 0;
  const middle = { x: (from.x + to.x) / 2 + bent * dy, y: (from.y + to.y) / 2 - bent * dx };
  const far = Math.hypot(to.x - middle.x, to.y - middle.y) || 1;
  const [ux, uy] = [(to.x - middle.x) / far, (to.y - middle.y) / far];
  const tip = { x: to.x - ux * to.size, y: to.y - uy * to.size };
  const end = { x: tip.x - ux * length, y: tip.y - uy * length };
  const way = isBent ? `Q${round(middle.x, middle.y)} ` : "L";
  const side = length / 2;
  const arrow = length ? `M${round(tip.x, tip.y)}L${round(end.x - uy * side, end.y + ux * side)}L${round(end.x + uy * side, end.y - ux * side)}Z` : "";
  return { path: `M${round(from.x, from.y)}${way}${round(end.x, end.y)}`, arrow };
}
