// Names and words from documents. They may be in any script and direction, and may hold anything.

import type { Named } from "../api/client";
import { pieces } from "../logic/marks";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { strings } from "../strings";

export const ActorLink = (props: { actor: Named }) => (
  <a href={places.actor(props.actor.id)}>
    <bdi>{props.actor.name || props.actor.id}</bdi>
  </a>
);

export const OutletLink = (props: { outlet: Named }) => (
  <a href={places.outlet(props.outlet.id)}>
    <bdi>{props.outlet.name || props.outlet.id}</bdi>
  </a>
);

export const DebateLink = (props: { document: { id: string; title: string | null } }) => (
  <a href={places.debate(props.document.id)}>
    <bdi>{props.document.title || strings.debate.untitled}</bdi>
  </a>
);

export const Day = (props: { date: string | null }) =>
  props.date ? <time>{naming.date(props.date)}</time> : <span>{strings.debate.undated}</span>;

export const Quoted = (props: { words: string; marks?: readonly (readonly number[])[] }) => (
  <q dir="auto">
    {pieces(props.words, props.marks ?? []).map((piece, n) => (piece.marked ? <mark key={n}>{piece.text}</mark> : piece.text))}
  </q>
);

/** A link to an address that a document names, or the text where it is none. */
export function Elsewhere(props: { address: string }) {
  const href = places.safeLink(props.address);
  if (!href) return <bdi>{props.address}</bdi>;
  return (
    <a href={href} rel="noreferrer noopener external" target="_blank">
      <bdi>{props.address}</bdi>
    </a>
  );
}
