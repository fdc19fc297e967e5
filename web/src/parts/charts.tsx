// Charts that are lists: read aloud as they stand, used by keyboard, drawn by the style sheet.

import type { Bar, Judged } from "../logic/counts";
import * as places from "../logic/places";
import { number, strings } from "../strings";

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

const VALENCES = ["positive", "neutral", "negative"] as const;

const total = (row: Judged): number => VALENCES.reduce((sum, valence) => sum + row.counts[valence], 0);

/** For each actor how claims stand to it, and where those claims are. */
export function Judgements(props: { label: string; rows: readonly Judged[]; href: (id: string) => string }) {
  const most = Math.max(0, ...props.rows.map(total));
  return (
    <ol class="bars" aria-label={props.label}>
      {props.rows.map((row) => (
        <li key={row.id}>
          <a href={places.actor(row.id)}>
            <bdi>{row.name}</bdi>
          </a>
          <a class="count" href={props.href(row.id)}>
            {VALENCES.filter((valence) => row.counts[valence])
              .map((valence) => `${number(row.counts[valence])} ${strings.valence[valence]}`)
              .join(", ")}
          </a>
          <span class="split" style={share(total(row), most)}>
            {VALENCES.filter((valence) => row.counts[valence]).map((valence) => (
              <span key={valence} class={`bar ${valence}`} style={{ flexGrow: row.counts[valence] }} />
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}
