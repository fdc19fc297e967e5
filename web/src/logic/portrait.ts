// Which claims are behind the numbers of portraits and comparisons.

import { years, type Bar } from "./counts";
import { claims, type Query } from "./places";

/** The filters of claims that portraits and comparisons share, by their names in the address. */
export const FILTERS = ["subject", "object", "source", "outlet", "country", "type", "valence", "named", "since", "until"] as const;
export type Filter = Partial<Record<(typeof FILTERS)[number], string>>;

export const SIDES = ["object", "subject", "source", "country", "outlet", "period"] as const;
export type On = (typeof SIDES)[number];

const SHOWN = ["subject", "object", "type", "source", "country", "outlet", "year"] as const;
export type By = (typeof SHOWN)[number];

/** By what claims are grouped where some filters leave but one group. */
export function shown(filter: Filter, on?: On): By[] {
  const fixed: Partial<Record<string, unknown>> = { ...filter, ...(on && { [on]: on }), year: on === "period" || undefined };
  return SHOWN.filter((by) => !fixed[by]);
}

/** The filter of a group: where the year is part of a period, the part of the period in it. */
export function within<F extends Filter>(filter: F, by: string, id: string, valence?: string): Query {
  const chosen: Query = { ...filter, ...(valence && { valence }) };
  if (by !== "year") return { ...chosen, [by]: id };
  const { since, until } = filter;
  return { ...chosen, since: since?.startsWith(id) ? since : id, until: until?.startsWith(id) ? until : id };
}

/** The filter of a side of a comparison. */
export function side(filter: Filter, on: On, value: string): Filter {
  if (on !== "period") return { ...filter, [on]: value };
  const [since = "", until = since] = value.split("/");
  return { ...filter, since, until };
}

/** The list of the claims that are counted: without those that were rejected. */
export const counted = (filter: Query): string => claims({ ...filter, rejected: "no", order: "newest" });

interface Sized {
  id: string;
  total: number;
}

export const yearBars = (groups: readonly Sized[]): Bar[] =>
  years(groups.filter(({ id }) => /^\d{4}$/.test(id)).map(({ id, total }) => ({ year: id, documents: total })));

/** The years in two halves of about as many claims, as periods; none where there are fewer than two. */
export function halves(groups: readonly Sized[]): [string, string] | null {
  const known = groups.filter(({ id, total }) => /^\d{4}$/.test(id) && total > 0);
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last || known.length < 2) return null;
  const all = known.reduce((sum, { total }) => sum + total, 0);
  let before = 0;
  const found = known.findIndex(({ total }) => (before += total) >= all / 2);
  const at = Math.min(Math.max(found, 0), known.length - 2);
  return [span(first.id, known[at]!.id), span(known[at + 1]!.id, last.id)];
}

const span = (first: string, last: string): string => (first === last ? first : `${first}/${last}`);

/** A period in words. */
export const spanned = (period: string): string => period.replace("/", "–");
