// Charts that are lists: read aloud as they stand, used by keyboard, drawn by the style sheet.

import { Fragment } from "preact";
import type { Bar } from "../logic/counts";
import { number } from "../strings";

const share = (count: number, most: number) => ({ "--share": String(most ? count / most : 0) });
const largest = (bars: readonly Bar[]): number => Math.max(0, ...bars.map((bar) => bar.count));

/** Columns along an axis; each that counts something leads to it. */
export function Columns(props: { label: string; bars: readonly Bar[]; href: (name: string) => string; name?: (name: string) => string }) {
  const most = largest(props.bars);
  return (
    <ol class="columns" aria-label={props.label}>
      {props.bars.map((bar) => (
        <li key={bar.name}>
          <a href={bar.count ? props.href(bar.name) : undefined}>
            <span class="name">{props.name?.(bar.name) ?? bar.name}</span>
            <span class="count">{number(bar.count)}</span>
            <span class="bar" style={share(bar.count, most)} />
          </a>
        </li>
      ))}
    </ol>
  );
}

/** Bars one below the other. */
export function Bars(props: { label: string; bars: readonly (Bar & { href: string; said: string })[] }) {
  const most = largest(props.bars);
  return (
    <ol class="bars" aria-label={props.label}>
      {props.bars.map((bar) => (
        <li key={bar.href}>
          <a href={bar.href}>
            <bdi>{bar.name}</bdi>
          </a>
          <span class="count">{bar.said}</span>
          <span class="bar" style={share(bar.count, most)} />
        </li>
      ))}
    </ol>
  );
}

export const VALENCES = ["positive", "neutral", "negative", "mixed"] as const;

export interface Counted {
  positive: number;
  neutral: number;
  negative: number;
  mixed: number;
}

const total = (counts: Counted): number => VALENCES.reduce((sum, valence) => sum + counts[valence], 0);

/** How many there are of each valence, each number a link to them. */
export function Numbers(props: { counts: Counted; words: Record<string, string>; whole: (n: number) => string; href: (valence?: string) => string }) {
  const there = VALENCES.filter((valence) => props.counts[valence]);
  return (
    <span class="count">
      {there.length !== 1 && (
        <>
          <a href={props.href()}>{props.whole(total(props.counts))}</a>
          {there.length > 0 && ": "}
        </>
      )}
      {there.map((valence, n) => (
        <Fragment key={valence}>
          {n > 0 && ", "}
          <a class={valence} href={props.href(valence)}>
            {number(props.counts[valence])} {props.words[valence]}
          </a>
        </Fragment>
      ))}
    </span>
  );
}

/** A bar whose parts are the valences, as long as its share of the largest. */
export const Split = (props: { counts: Counted; most: number }) => (
  <span class="split" style={share(total(props.counts), props.most)}>
    {VALENCES.filter((valence) => props.counts[valence]).map((valence) => (
      <span key={valence} class={`bar ${valence}`} style={{ flexGrow: props.counts[valence] }} />
    ))}
  </span>
);

/** For each group how many are of each valence, and where those are. */
export function Judgements<G extends { id: string; name: string; counts: Counted }>(props: {
  label: string;
  rows: readonly G[];
  words: Record<string, string>;
  whole: (n: number) => string;
  href: (id: string, valence?: string) => string;
  to: (row: G) => string;
}) {
  const most = Math.max(0, ...props.rows.map((row) => total(row.counts)));
  return (
    <ol class="bars" aria-label={props.label}>
      {props.rows.map((row) => (
        <li key={row.id}>
          <a href={props.to(row)}>
            <bdi>{row.name}</bdi>
          </a>
          <Numbers counts={row.counts} words={props.words} whole={props.whole} href={(valence) => props.href(row.id, valence)} />
          <Split counts={row.counts} most={most} />
        </li>
      ))}
    </ol>
  );
}
