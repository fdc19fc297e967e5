// A text whose stretches belong to claims, which may overlap or lie within each other. Places count code points, as the
// API does; strings count UTF-16 units.

import type { Claim, Valence } from "../api/client";

/** A stretch of the text of a document. */
export interface Stretch {
  begin: number;
  text: string;
}

/** Something with a place in the text of a document. */
export interface Placed {
  id: string;
  begin: number;
  end: number;
}

export interface Segment {
  text: string;
  all: string[]; // ids of what it belongs to, the innermost first
  first: boolean; // whether no segment before has the same innermost
  ends: string[]; // ids of what ends with it
}

export const placed = (claim: Claim): Placed => ({ id: claim.id, begin: claim.evidence.begin, end: claim.evidence.end });

/** The stretch in segments that belong to the same things. What lies outside is cut. */
export function segments(stretch: Stretch, things: readonly Placed[]): Segment[] {
  const signs = Array.from(stretch.text);
  const end = stretch.begin + signs.length;
  const inside = things.filter((one) => one.begin < one.end && one.begin < end && one.end > stretch.begin).sort(byLength);
  const within = (place: number): boolean => place > stretch.begin && place < end;
  const cuts = new Set(inside.flatMap((one) => [one.begin, one.end]).filter(within));
  const places = [stretch.begin, ...[...cuts].sort((a, b) => a - b), end];
  const seen = new Set<string>();
  return places.slice(0, -1).flatMap((from, n) => {
    const to = places[n + 1]!;
    if (to <= from) return [];
    const covering = inside.filter((one) => one.begin <= from && one.end >= to);
    const all = covering.map((one) => one.id);
    const first = all.length > 0 && !seen.has(all[0]!);
    if (first) seen.add(all[0]!);
    const ends = covering.filter((one) => Math.min(one.end, end) === to).map((one) => one.id);
    return [{ text: signs.slice(from - stretch.begin, to - stretch.begin).join(""), all, first, ends }];
  });
}

const byLength = (a: Placed, b: Placed): number => a.end - a.begin - (b.end - b.begin);

/** The words of claims in the order of the text; those that overlap and agree make one stretch. */
export function stretches(claims: readonly Claim[]): Stretch[] {
  const told = claims.flatMap(({ evidence }) => (evidence.words ? [{ begin: evidence.begin, signs: Array.from(evidence.words) }] : []));
  const found: { begin: number; signs: string[] }[] = [];
  for (const one of told.sort((a, b) => a.begin - b.begin || b.signs.length - a.signs.length)) {
    const last = found.at(-1);
    const shared = last ? last.signs.slice(one.begin - last.begin) : [];
    if (last && shared.length > 0 && shared.every((sign, n) => n >= one.signs.length || sign === one.signs[n])) {
      last.signs.push(...one.signs.slice(shared.length));
    } else {
      found.push({ ...one, signs: [...one.signs] });
    }
  }
  return found.map(({ begin, signs }) => ({ begin, text: signs.join("") }));
}

/** A part of a stretch, from one place to another, without blanks around it. */
export function part(stretch: Stretch, begin: number, end = Infinity): Stretch {
  const signs = Array.from(stretch.text).slice(Math.max(0, begin - stretch.begin), Math.max(0, end - stretch.begin));
  const blanks = signs.findIndex((sign) => sign.trim() !== "");
  const kept = blanks < 0 ? [] : signs.slice(blanks);
  return { begin: Math.max(begin, stretch.begin) + Math.max(blanks, 0), text: kept.join("").trimEnd() };
}

export type Shade = Valence | "mixed";

/** How a stretch that belongs to several claims is coloured: what is neutral yields to what is not. */
export function shade(claims: readonly Pick<Claim, "valence">[]): Shade {
  const found = new Set(claims.map((claim) => claim.valence).filter((one) => one !== "neutral"));
  if (found.size > 1) return "mixed";
  return [...found][0] ?? "neutral";
}
