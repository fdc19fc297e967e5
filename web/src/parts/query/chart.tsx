// The answer to a query as a chart. It is an image of SVG; a table below it has the same numbers.

import { scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import type { Chart as Drawn } from "../../logic/answers";
import { keep } from "../../logic/files";
import { PALETTE } from "../../logic/network";
import { strings } from "../../strings";
import { Scrolled } from "./table";

const words = strings.query.chart;
const SIZE = { width: 800, height: 400 };
const EDGE = { top: 12, right: 12, bottom: 110, left: 56 };
const LONGEST = 18; // signs of a label
const TICKS = 6;

type Kind = "bar" | "line";

export function Chart(props: { chart: Drawn & { x: string; y: string[] }; kind: Kind }) {
  const { chart, kind } = props;
  const picture = useRef<SVGSVGElement>(null);
  return (
    <figure class="chart">
      <Picture chart={chart} kind={kind} hold={picture} label={words.said(words.kinds[kind], chart.y.join(", "), chart.x, chart.labels.length)} />
      <figcaption>
        <ul class="legend">
          {chart.series.map((one, n) => (
            <li key={one.name} style={{ "--colour": colour(n) }}>
              <bdi>{one.name}</bdi>
            </li>
          ))}
        </ul>
        {chart.left > 0 && <p class="note">{words.left(chart.left)}</p>}
      </figcaption>
      <p class="buttons">
        <button type="button" onClick={() => keep("chart.svg", svg(picture.current!))}>
          SVG
        </button>
      </p>
      <details>
        <summary>{words.values}</summary>
        <Scrolled label={words.values}>
          <thead>
            <tr>
              {[chart.x, ...chart.y].map((name) => (
                <th key={name} scope="col">
                  <bdi>{name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {chart.labels.map((label, n) => (
              <tr key={n}>
                <th scope="row">
                  <bdi>{label}</bdi>
                </th>
                {chart.series.map((one) => (
                  <td key={one.name} class="number">
                    {one.values[n]?.toLocaleString("en").replace("-", "−")}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Scrolled>
      </details>
    </figure>
  );
}

const colour = (n: number): string => PALETTE[n % PALETTE.length]!;

/** What it draws has its colours in attributes, so that the file shows them too; the style sheet of the page may say otherwise for text. */
function Picture(props: { chart: Drawn; kind: Kind; label: string; hold: { current: SVGSVGElement | null } }) {
  const { chart, kind } = props;
  const values = chart.series.flatMap((one) => one.values).filter((value) => value !== null);
  const across = scaleBand<number>().domain(chart.labels.map((_, n) => n)).range([EDGE.left, SIZE.width - EDGE.right]).padding(0.2);
  const within = scaleBand<number>().domain(chart.series.map((_, n) => n)).range([0, across.bandwidth()]);
  const up = scaleLinear().domain([Math.min(0, ...values), Math.max(0, ...values) || 1]).nice(TICKS).range([SIZE.height - EDGE.bottom, EDGE.top]);
  const middle = (n: number): number => across(n)! + across.bandwidth() / 2;
  const path = line<number | null>().defined((value) => value !== null).x((_, n) => middle(n)).y((value) => up(value!));
  const every = Math.ceil(chart.labels.length / 30); // labels that stand closer would cover each other
  return (
    <svg ref={props.hold} role="img" aria-label={props.label} viewBox={`0 0 ${SIZE.width} ${SIZE.height}`} font-family="system-ui, sans-serif" font-size="12">
      {up.ticks(TICKS).map((tick) => (
        <g key={tick}>
          <line x1={EDGE.left} x2={SIZE.width - EDGE.right} y1={up(tick)} y2={up(tick)} stroke={tick === 0 ? "#7d8590" : "#7d859055"} />
          <text x={EDGE.left - 6} y={up(tick)} dy="0.32em" text-anchor="end" fill="#333">
            {tick.toLocaleString("en").replace("-", "−")}
          </text>
        </g>
      ))}
      {chart.labels.map((label, n) =>
        n % every ? null : (
          <text key={n} transform={`translate(${middle(n)},${SIZE.height - EDGE.bottom + 14}) rotate(-40)`} text-anchor="end" fill="#333">
            {shortened(label)}
          </text>
        ),
      )}
      {chart.series.map((one, s) =>
        kind === "line" ? (
          <g key={one.name} fill={colour(s)}>
            <path d={path(one.values) ?? ""} fill="none" stroke={colour(s)} stroke-width="2" />
            {one.values.map((value, n) => value !== null && <Mark key={n} name={`${one.name}, ${chart.labels[n]}: ${value}`}><circle cx={middle(n)} cy={up(value)} r="3.5" /></Mark>)}
          </g>
        ) : (
          <g key={one.name} fill={colour(s)}>
            {one.values.map(
              (value, n) =>
                value !== null && (
                  <Mark key={n} name={`${one.name}, ${chart.labels[n]}: ${value}`}>
                    <rect x={across(n)! + within(s)!} width={within.bandwidth()} y={Math.min(up(value), up(0))} height={Math.abs(up(value) - up(0))} />
                  </Mark>
                ),
            )}
          </g>
        ),
      )}
    </svg>
  );
}

/** A mark whose value the pointer shows. */
const Mark = (props: { name: string; children: ComponentChildren }) => (
  <g>
    <title>{props.name}</title>
    {props.children}
  </g>
);

function shortened(label: string): string {
  const signs = Array.from(label.replace(/\s+/g, " ").trim());
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST).join("")}…` : signs.join("");
}

function svg(picture: SVGSVGElement): Blob {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", String(SIZE.width));
  copy.setAttribute("height", String(SIZE.height));
  return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
}
