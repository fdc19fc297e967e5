// A debate: its contributions, each with the claims that stand in it.

import type { Claim, DocumentInFull, Named, Passage } from "../api/client";

export interface Contribution {
  passage: Passage | null;
  claims: Claim[];
}

/** The contributions in the order of the text, then the claims outside of them, each claim at its place. */
export function contributions(document: DocumentInFull, claims: readonly Claim[]): Contribution[] {
  const found = document.passages.map((passage) => ({
    passage,
    claims: inOrder(claims.filter((claim) => claim.passage === passage.iri)),
  }));
  const known = new Set(document.passages.map((passage) => passage.iri));
  const others = inOrder(claims.filter((claim) => !known.has(claim.passage)));
  return others.length ? [{ passage: null, claims: others }, ...found] : found;
}

const inOrder = (claims: Claim[]): Claim[] => claims.sort((a, b) => a.evidence.begin - b.evidence.begin);

/** What is asked of the claims of a debate. */
export interface Asked {
  valence?: string;
  source?: string; // id of somebody in the chain
  polarity?: string;
}

/** The claims that meet what is asked. */
export function meeting(claims: readonly Claim[], asked: Asked): Claim[] {
  return claims.filter(
    (claim) =>
      (!asked.valence || claim.valence === asked.valence) &&
      (!asked.polarity || claim.polarity === asked.polarity) &&
      (!asked.source || claim.source.some((step) => step.id === asked.source)),
  );
}

/** Who is a source of any of the claims, by name. */
export function sources(claims: readonly Claim[]): Named[] {
  const found = new Map(claims.flatMap((claim) => claim.source).map((step) => [step.id, step]));
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The contributions by country; the countries in the order in which they come. */
export function byCountry(all: readonly Contribution[]): Map<string, Contribution[]> {
  const found = new Map<string, Contribution[]>();
  for (const one of all) {
    const country = one.passage?.country ?? "";
    found.set(country, [...(found.get(country) ?? []), one]);
  }
  return found;
}
