// Many ties as plain lines of one pixel on a canvas of their own, below the nodes. Where a processor draws without help, lines
// that are stroked together take less time than those of WebGL (docs/explorer.md has the measures).

import type Graph from "graphology";
import type Sigma from "sigma";

type Stage = Pick<Sigma, "getDimensions" | "getNodeDisplayData" | "framedGraphToViewport">;

const WIDTH = 0.99; // device pixels; from 1 on lines are filled as areas, which takes long

export interface Line {
  source: string;
  target: string;
  colour: string;
  opacity: number; // those of the same colour and opacity are stroked together
}

/** The lines of a drawing. They lie where sigma has the nodes, also while these are dragged. */
export class Lines {
  private lines: readonly Line[] = [];
  private strokes: { path: Path2D; colour: string; opacity: number }[] | null = null;

  constructor(
    readonly canvas: HTMLCanvasElement,
    private readonly stage: Stage,
    graph: Graph,
  ) {
    for (const event of ["nodeAttributesUpdated", "eachNodeAttributesUpdated"] as const) graph.on(event, () => this.moved());
  }

  /** Nodes lie elsewhere. */
  moved(): void {
    this.strokes = null;
  }

  /** These are the lines; of two that cross the less faint one lies above. */
  show(lines: readonly Line[]): void {
    this.lines = lines;
    this.strokes = null;
  }

  draw(): void {
    const { canvas, stage } = this;
    fit(canvas, stage);
    const ratio = devicePixelRatio;
    const [origin, right, down] = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 0, y: 1 }].map((at) => stage.framedGraphToViewport(at)) as [Point, Point, Point];
    const context = canvas.getContext("2d")!;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, canvas.width, canvas.height);
    const axes = [right.x - origin.x, right.y - origin.y, down.x - origin.x, down.y - origin.y] as const;
    const [a, b, c, d] = axes.map((one) => one * ratio) as [number, number, number, number];
    context.setTransform(a, b, c, d, origin.x * ratio, origin.y * ratio);
    context.lineWidth = WIDTH / Math.hypot(a, b);
    this.strokes ??= this.stroked();
    for (const { path, colour, opacity } of this.strokes) {
      Object.assign(context, { strokeStyle: colour, globalAlpha: opacity });
      context.stroke(path);
    }
  }

  private stroked(): { path: Path2D; colour: string; opacity: number }[] {
    const found = new Map<string, { path: Path2D; colour: string; opacity: number }>();
    for (const { source, target, colour, opacity } of this.lines) {
      const [begin, end] = [this.stage.getNodeDisplayData(source), this.stage.getNodeDisplayData(target)];
      if (!begin || !end) continue;
      const name = `${opacity} ${colour}`;
      if (!found.has(name)) found.set(name, { path: new Path2D(), colour, opacity });
      const { path } = found.get(name)!;
      path.moveTo(begin.x, begin.y);
      path.lineTo(end.x, end.y);
    }
    return [...found.values()].sort((one, other) => one.opacity - other.opacity);
  }
}

interface Point {
  x: number;
  y: number;
}

/** Give a canvas the size of the drawing, in pixels of the device. */
export function fit(canvas: HTMLCanvasElement, stage: Pick<Sigma, "getDimensions">): void {
  const { width, height } = stage.getDimensions();
  const [wide, high] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
  if (canvas.width === wide && canvas.height === high) return;
  Object.assign(canvas, { width: wide, height: high });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px`, pointerEvents: "none" });
}
