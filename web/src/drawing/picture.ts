// The drawing of a network by WebGL.

import type Graph from "graphology";
import type { Attributes } from "graphology-types";
import Sigma, { DEFAULT_STYLES } from "sigma";
import { extremityArrow, layerDashed, layerFill, layerPlain, pathCurved, pathLine, pathLoop, sdfCircle, sdfSquare } from "sigma/rendering";
import type { Tie } from "../api/client";
import { type Kept, tieKey } from "../logic/graph";
import { lookOf, SIGNS } from "../logic/network";
import { lineOf, type Seen } from "../logic/svg";
import type { Layout } from "./layout";
import { type Line, Lines } from "./lines";
import { drawNames, placedNames, shortened } from "./names";

const RADIUS = { least: 3, more: 10 }; // pixels
const WIDTH = { least: 0.6, more: 3.4 };
const DASH = { gap: 4, line: 6 };
const FADED = 0.12;
const ARROW = 6; // pixels
const OPACITY = { least: 0.25, more: 0.75, steps: 4 }; // of plain lines
const PLAIN = 3000; // with more ties all are plain straight lines, so that a processor without help draws them in time

type Drawn = Sigma<Attributes, Attributes, Attributes, { isFaded: boolean }, { isFaded: boolean }>;

export interface Hands {
  node(key: string, isSecond: boolean): void;
  tie(key: string): void;
  ground(): void;
  hover(key: string | null): void;
  pin(key: string, at: Place): void;
}

export type Place = readonly [x: number, y: number]; // in the coordinates of the layout

export interface Node {
  name: string;
  isRow: boolean;
}

/** Whether there are so many ties that they are drawn alike, and only the table opens them. */
export const isPlain = (graph: Graph): boolean => graph.size > PLAIN;

/** A drawing in a box, until it is ended. Throws where the browser has no WebGL 2. */
export class Picture {
  private readonly sigma: Drawn;
  private readonly names: HTMLCanvasElement;
  private readonly graph: Graph;
  private readonly lines: Lines | null;
  private ties: readonly Tie[] = [];
  private order: string[] = [];
  private kept: Kept | null = null;

  constructor(
    private readonly box: HTMLElement,
    whole: Graph,
    nodes: (key: string) => Node,
    private readonly isDirected: boolean,
    hands: Hands,
  ) {
    const graph = isPlain(whole) ? whole.emptyCopy() : whole;
    this.graph = graph;
    graph.updateEachNodeAttributes((key, known) => {
      const { name, isRow } = nodes(key);
      return { x: 0, y: 0, ...known, name: shortened(name), shape: isRow ? "circle" : "square", size: RADIUS.least, color: SIGNS[""] };
    });
    this.sigma = drawn(box, graph, isDirected);
    this.lines = isPlain(whole) ? new Lines(this.sigma.createCanvas("lines", { beforeLayer: "stage" }), this.sigma, graph) : null;
    this.names = this.sigma.createCanvas("names", { afterLayer: "stage" });
    this.sigma.on("afterProcess", () => this.lines?.moved());
    this.sigma.on("afterRender", () => {
      this.lines?.draw();
      box.dataset.names = String(drawNames(this.names, this.sigma, graph, this.named()));
    });
    this.sigma.on("clickNode", ({ node, event }) => hands.node(node, event.original.shiftKey));
    this.sigma.on("clickEdge", ({ edge }) => hands.tie(edge));
    this.sigma.on("clickStage", () => hands.ground());
    this.sigma.on("enterNode", ({ node }) => hands.hover(node));
    this.sigma.on("leaveNode", () => hands.hover(null));
    this.sigma.on("nodeDragEnd", ({ node }) => hands.pin(node, this.at(node)));
  }

  private named(): string[] {
    const { kept, order } = this;
    return kept ? order.filter((node) => kept.nodes.has(node)) : order;
  }

  /** Draw these ties alone; sign by colour, what is negative dashed, weight by width. */
  show(ties: readonly Tie[]): void {
    this.ties = ties;
    if (this.lines) return this.line();
    const seen = new Map(ties.map((tie) => [tieKey(tie), tie]));
    const most = Math.max(...ties.map((tie) => Math.abs(tie.weight)), 0) || 1;
    this.graph.updateEachEdgeAttributes((key, known) => {
      const tie = seen.get(key);
      if (!tie) return { ...known, visibility: "hidden" };
      const size = WIDTH.least + WIDTH.more * Math.sqrt(Math.abs(tie.weight) / most);
      const { colour, isDashed } = lookOf(tie);
      return { ...known, visibility: "visible", color: colour, size, dash: isDashed ? DASH.gap : 0 };
    });
  }

  /** Many ties as plain lines, the heaviest above the others; those that are faded lie below. */
  private line(): void {
    const most = Math.max(...this.ties.map((tie) => Math.abs(tie.weight)), 0) || 1;
    const lines = this.ties.map((tie): Line => {
      const isFaded = !!this.kept && !this.kept.ties.has(tieKey(tie));
      const step = Math.ceil(OPACITY.steps * Math.sqrt(Math.abs(tie.weight) / most)) / OPACITY.steps;
      const opacity = isFaded ? FADED / 2 : OPACITY.least + OPACITY.more * step;
      return { source: tie.source, target: tie.target, colour: lookOf(tie).colour, opacity };
    });
    this.lines?.show(lines);
    this.sigma.scheduleRender();
  }

  /** Areas are as the numbers, colours as the groups. */
  look(numbers: ReadonlyMap<string, number>, colour: (key: string) => string): void {
    const most = Math.max(...numbers.values(), 0) || 1;
    const number = (key: string): number => numbers.get(key) ?? 0;
    this.graph.updateEachNodeAttributes((key, known) => ({
      ...known, color: colour(key), size: RADIUS.least + RADIUS.more * Math.sqrt(number(key) / most),
    }));
    this.order = this.graph.nodes().sort((a, b) => number(b) - number(a));
  }

  /** Fade all but these; null fades nothing. */
  keep(kept: Kept | null): void {
    this.kept = kept;
    const isFaded = (key: string, some: ReadonlySet<string> | undefined): boolean => !!some && !some.has(key);
    const { graph, sigma } = this;
    graph.forEachNode((key) => sigma.setNodeState(key, { isFaded: isFaded(key, kept?.nodes) }));
    if (this.lines) this.line();
    else graph.forEachEdge((key) => sigma.setEdgeState(key, { isFaded: isFaded(key, kept?.ties) }));
  }

  /** Put nodes at their places, those that are pinned at their own. */
  place(layout: Layout, pins: ReadonlyMap<string, Place>): void {
    let n = 0;
    this.graph.updateEachNodeAttributes((key, known) => {
      const laid = layout.places.subarray(2 * n, 2 * (n += 1));
      const [x, y] = pins.get(key) ?? laid;
      return { ...known, x, y };
    });
  }

  /** Where a node is. */
  at(key: string): Place {
    const { x, y } = this.graph.getNodeAttributes(key);
    return [x as number, y as number];
  }

  /** Nearer for a factor above 1; without a factor all is seen. */
  zoom(factor?: number): void {
    const camera = this.sigma.getCamera();
    if (factor === undefined) camera.setState({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
    else camera.setState({ ratio: camera.getState().ratio / factor });
  }

  /** What is drawn, with the names, as PNG. */
  png(): Promise<Blob> {
    this.sigma.refresh(); // draws at once: a canvas of WebGL holds what it shows only until the page is painted
    const stage = this.sigma.getStageCanvas();
    const canvas = Object.assign(document.createElement("canvas"), { width: stage.width, height: stage.height });
    const context = canvas.getContext("2d")!;
    context.fillStyle = getComputedStyle(this.box).backgroundColor;
    context.fillRect(0, 0, canvas.width, canvas.height);
    for (const layer of [...(this.lines ? [this.lines.canvas] : []), stage, this.names]) context.drawImage(layer, 0, 0, canvas.width, canvas.height);
    return new Promise((done, fail) => canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("the picture is too large")))));
  }

  /** What is drawn, as lines, marks and text. */
  seen(): Seen {
    const { sigma, graph, kept } = this;
    const look = getComputedStyle(this.box);
    const nodes = new Map(graph.nodes().map((key) => {
      const data = sigma.getNodeDisplayData(key)!;
      const { x, y } = sigma.framedGraphToViewport(data);
      const { shape, name } = graph.getNodeAttributes(key);
      return [key, { x, y, size: sigma.scaleSize(data.size), colour: data.color, opacity: data.opacity, isRow: shape === "circle", name: name as string }];
    }));
    const most = Math.max(...this.ties.map((tie) => Math.abs(tie.weight)), 0) || 1;
    const keys = new Set(this.ties.map(tieKey));
    const ties = [...this.ties].reverse().flatMap((tie) => {
      const [from, to] = [nodes.get(tie.source), nodes.get(tie.target)];
      if (!from || !to || tie.source === tie.target) return [];
      const { colour, isDashed } = lookOf(tie);
      const opacity = kept && !kept.ties.has(tieKey(tie)) ? FADED : 1;
      const isBent = this.isDirected && keys.has(tieKey({ source: tie.target, target: tie.source }));
      const width = this.lines ? 1 : sigma.scaleSize(WIDTH.least + WIDTH.more * Math.sqrt(Math.abs(tie.weight) / most));
      const drawn = lineOf(from, to, isBent, this.isDirected && !this.lines ? ARROW + width : 0);
      return [{ ...drawn, colour, width, opacity: this.lines ? opacity * 0.5 : opacity, dash: isDashed && !this.lines ? `${DASH.line} ${DASH.gap}` : "" }];
    });
    const names = placedNames(this.names.getContext("2d")!, sigma, graph, this.named());
    const { width, height } = sigma.getDimensions();
    return { width, height, ground: look.backgroundColor, text: look.color, font: look.fontFamily, ties, nodes: [...nodes.values()], names };
  }

  end(): void {
    this.sigma.kill();
  }
}

function drawn(box: HTMLElement, graph: Graph, isDirected: boolean): Drawn {
  const gap = getComputedStyle(box).backgroundColor;
  const faded = { whenState: "isFaded", then: FADED, else: 1 } as const;
  const { edges, nodes } = DEFAULT_STYLES;
  const dashed = layerDashed({ dashSize: { attribute: "dash", default: 0, mode: "pixels" }, gapSize: { value: DASH.line, mode: "pixels" }, dashColor: gap });
  return new Sigma(graph, box, {
    primitives: {
      nodes: { shapes: [sdfCircle(), sdfSquare()], layers: [layerFill()] },
      edges: {
        variables: { dash: { type: "number", default: 0 } },
        paths: isDirected ? [pathLine(), pathCurved(), pathLoop()] : [pathLine()],
        extremities: isDirected ? [extremityArrow()] : [],
        layers: [layerPlain(), dashed],
      },
    },
    styles: {
      nodes: { ...nodes, cursor: "pointer", shape: { attribute: "shape" }, opacity: faded },
      edges: {
        ...edges, dash: { attribute: "dash" }, cursor: "pointer", visibility: { attribute: "visibility" }, opacity: faded, head: isDirected ? "arrow" : "none",
        path: "straight", parallelPath: isDirected ? "curved" : "straight", selfLoopPath: isDirected ? "loop" : "straight",
      },
    },
    customNodeState: { isFaded: false },
    customEdgeState: { isFaded: false },
    settings: {
      renderLabels: false, enableNodeDrag: true, edgePickingPadding: 3, enableEdgeEvents: true, itemSizesReference: "screen",
      allowInvalidContainer: true, // a view that goes has no width any more
    },
  });
}
