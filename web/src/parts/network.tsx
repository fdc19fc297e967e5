// What stands beside the drawing of a network: slices of time, the table of ties, what is known of a node, a tie, a path.

import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import { claim, type NetworkView, type Slice, tie as asked, type Tie, type TieFilter, type ViewpointNode } from "../api/client";
import { tieKey } from "../logic/graph";
import { ORDERS, type Order } from "../logic/network";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { strings } from "../strings";
import { ClaimList } from "./claims";
import { Shown } from "./shown";

const words = strings.network;
const MOST = 10; // claims of a tie
const PAUSE = 1200; // milliseconds that a slice is seen

export type Nodes = ReadonlyMap<string, ViewpointNode>;
export type To = (changed: places.Query) => string; // the same view with other choices

export const weight = (value: number): string => Number(value.toFixed(3)).toLocaleString("en").replace("-", "−");
const sign = (tie: Tie): string => words.signs[tie.sign];

/** A slider over slices of time; 0 is all time. */
export function Slices(props: { slices: readonly Slice[]; at: number; go: (at: number) => void }) {
  const { slices, at, go } = props;
  const [isPlaying, setPlaying] = useState(false);
  const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const isEnd = at >= slices.length;
  useEffect(() => {
    if (!isPlaying) return;
    if (isEnd) return setPlaying(false);
    const wait = setTimeout(() => go(at + 1), PAUSE);
    return () => clearTimeout(wait);
  }, [isPlaying, at]);
  const slice = slices[at - 1];
  const said = slice ? words.slice(naming.date(slice.start.slice(0, 10)), naming.date(slice.end.slice(0, 10)), slice.statements) : words.allTime;
  const start = (): void => {
    if (!isPlaying && isEnd) go(0);
    setPlaying(!isPlaying);
  };
  return (
    <div class="slices">
      <label>
        {words.slices}
        <input
          type="range" min={0} max={slices.length} step={1} value={at} aria-valuetext={said}
          onInput={(event) => go(Number(event.currentTarget.value))}
        />
      </label>
      {!isCalm && (
        <button type="button" onClick={start}>
          {isPlaying ? words.pause : words.play}
        </button>
      )}
      <output>{said}</output>
    </div>
  );
}

/** The ties that are drawn, as a table. */
export function Ties(props: { ties: readonly Tie[]; nodes: Nodes; order: Order; chosen: string | null; to: To; toNode: To; name: (key: string) => string }) {
  const { order, to } = props;
  const headings: Record<Order, string> = { weight: words.weight, row: words.row, column: words.column };
  const heading = (one: Order) => (
    <th key={one} scope="col" aria-sort={one === order ? (one === "weight" ? "descending" : "ascending") : undefined}>
      <a href={to({ order: one === ORDERS[0] ? undefined : one })}>{headings[one]}</a>
    </th>
  );
  const end = (key: string) => (
    <a href={props.toNode({ node: props.name(key) })}>
      <bdi>{props.nodes.get(key)?.name}</bdi>
    </a>
  );
  return (
    <div class="scroll" role="region" aria-label={words.ties} tabIndex={0}>
      <table>
        <caption class="unseen">{words.ties}</caption>
        <thead>
          <tr>
            {heading("row")}
            {heading("column")}
            {heading("weight")}
            <th scope="col">{words.sign}</th>
            <th scope="col">{words.behind}</th>
          </tr>
        </thead>
        <tbody>
          {props.ties.map((tie) => (
            <tr key={tieKey(tie)} aria-current={tieKey(tie) === props.chosen ? "true" : undefined}>
              <td>{end(tie.source)}</td>
              <td>{end(tie.target)}</td>
              <td class="number">{weight(tie.weight)}</td>
              <td>{sign(tie)}</td>
              <td>
                <TieLink tie={tie} nodes={props.nodes} to={props.toNode}>
                  {words.claims}
                </TieLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function TieLink(props: { tie: Tie; nodes: Nodes; to: To; children: string }) {
  const [row, column] = [props.tie.source, props.tie.target].map((key) => props.nodes.get(key)?.name);
  return (
    <a href={props.to({ row, column })}>
      {props.children}
      <span class="unseen">
        {": "}
        {row}, {column}
      </span>
    </a>
  );
}

/** A tie in words, with what leads to its claims. */
function TieLine(props: { tie: Tie; nodes: Nodes; to: To }) {
  const { tie, nodes } = props;
  return (
    <>
      <bdi>{nodes.get(tie.source)?.name}</bdi> – <bdi>{nodes.get(tie.target)?.name}</bdi>: {weight(tie.weight)} {sign(tie)}{" "}
      <TieLink tie={tie} nodes={nodes} to={props.to}>
        {words.claims}
      </TieLink>
    </>
  );
}

export const TieLines = (props: { ties: readonly Tie[]; nodes: Nodes; to: To }) => (
  <ol class="plain">
    {props.ties.map((tie) => (
      <li key={tieKey(tie)}>
        <TieLine tie={tie} nodes={props.nodes} to={props.to} />
      </li>
    ))}
  </ol>
);

/** The first claims behind a tie, in the words of the texts. */
export function Behind(props: { view: NetworkView; query: TieFilter }) {
  const { view, query } = props;
  const answer = useAnswer(JSON.stringify([view, query]), async (signal) => {
    const found = await asked(view, query, signal);
    const ids = found.claims.filter((id) => !id.startsWith("stance/"));
    const first = await Promise.all(ids.slice(0, MOST).map((id) => claim(id, signal)));
    return { ...found, first, claims: ids.length, stances: found.claims.length - ids.length };
  });
  return (
    <>
      <h2>
        <bdi>{query.row}</bdi> – <bdi>{query.column}</bdi>
      </h2>
      <Shown answer={answer}>
        {(found) => (
          <>
            <p>
              {words.weight}: {weight(found.weight)} {words.signs[found.sign]}. {words.rests(found.first.length, found.claims, found.stances)}
            </p>
            <ClaimList claims={found.first} />
          </>
        )}
      </Shown>
    </>
  );
}
