// What stands beside the drawing of a network: slices of time, the table of ties, what is known of a node, a tie, a path.

import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import { claim, type NetworkView, type Slice, tie as asked, type Tie, type TieFilter, type ViewpointNode } from "../api/client";
import { isChange, type Period } from "../logic/compare";
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
const sign = (tie: Tie): string => (isChange(tie) ? strings.networks.changes[tie.change] : words.signs[tie.sign]);

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
  const isCompared = props.ties.some(isChange);
  const headings: Record<Order, string> = { weight: isCompared ? strings.networks.difference : words.weight, row: words.row, column: words.column };
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
            {isCompared && <th scope="col">{strings.networks.before}</th>}
            {isCompared && <th scope="col">{strings.networks.after}</th>}
            <th scope="col">{isCompared ? strings.networks.change : words.sign}</th>
            <th scope="col">{words.behind}</th>
          </tr>
        </thead>
        <tbody>
          {props.ties.map((tie) => (
            <tr key={tieKey(tie)} aria-current={tieKey(tie) === props.chosen ? "true" : undefined}>
              <td>{end(tie.source)}</td>
              <td>{end(tie.target)}</td>
              <td class="number">{weight(tie.weight)}</td>
              {isChange(tie) && <td class="number">{weight(tie.before)}</td>}
              {isChange(tie) && <td class="number">{weight(tie.after)}</td>}
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

/** How many ties were gained, lost or changed between two times. */
export function ChangedCount(props: { ties: readonly Tie[] }) {
  const changes = props.ties.filter(isChange).map((tie) => tie.change);
  const count = (...some: string[]): number => changes.filter((one) => some.includes(one)).length;
  return <p role="status">{strings.networks.changed(count("gained"), count("lost"), count("turned", "stronger", "weaker"))}</p>;
}

/** The claims behind a tie in the words of the texts, the first of them, and more on demand; of a time where one is given. */
export function Behind(props: { view: NetworkView; query: TieFilter; period: Partial<Period>; level?: 2 | 3 }) {
  const { view, query, period } = props;
  const [most, setMost] = useState(MOST);
  const Heading = props.level === 3 ? "h5" : "h2";
  const key = JSON.stringify([view, query]);
  const answer = useAnswer(key, (signal) => asked(view, query, signal));
  return (
    <>
      <Heading>
        <bdi>{query.row}</bdi> – <bdi>{query.column}</bdi>
        {period.since && ` (${period.since === period.until ? period.since : `${period.since} – ${period.until}`})`}
      </Heading>
      <Shown answer={answer}>
        {(found) => {
          const ids = found.claims.filter((id) => !id.startsWith("stance/"));
          const shown = Math.min(most, ids.length);
          return (
            <>
              <p>
                {words.weight}: {weight(found.weight)} {words.signs[found.sign]}. {words.rests(shown, ids.length, found.claims.length - ids.length)}
              </p>
              {Array.from({ length: Math.ceil(shown / MOST) }, (_, n) => <SomeClaims key={n} ids={ids.slice(n * MOST, Math.min((n + 1) * MOST, shown))} />)}
              {shown < ids.length && (
                <button type="button" onClick={() => setMost(most + MOST)}>{strings.networks.more(Math.min(MOST, ids.length - shown))}</button>
              )}
            </>
          );
        }}
      </Shown>
    </>
  );
}

function SomeClaims(props: { ids: readonly string[] }) {
  const answer = useAnswer(props.ids.join(" "), (signal) => Promise.all(props.ids.map((id) => claim(id, signal))));
  return <Shown answer={answer}>{(claims) => <ClaimList claims={claims} />}</Shown>;
}
