// The addresses of views. Everything that a view shows follows from its address.

const part = encodeURIComponent;

export type Query = Record<string, string | number | boolean | undefined>;

/** A path with those parameters that have a value. */
export function place(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== "" && value !== false);
  const words = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return words ? `${path}?${words}` : path;
}

export const debate = (id: string): string => `/debates/${part(id)}`;
export const actor = (id: string): string => `/actors/${part(id)}`;
export const outlet = (id: string): string => `/outlets/${part(id)}`;
export const claim = (id: string): string => `/claims/${part(id)}`;
export const claims = (query: Query): string => place("/claims", query);
export const debates = (query: Query): string => place("/debates", query);
export const term = (name: string): string => `/ontology/${part(name)}`;
export const relationType = term; // names of classes begin with a capital letter, those of relation types do not

/** A claim where it stands in its debate. */
export const inDebate = (claim: { id: string; document: { id: string } }): string => place(debate(claim.document.id), { claim: claim.id });

/** What the server says of an IRI, in RDF; the claim tells how IRIs of the project begin. */
export function described(iri: string, claim: { id: string; iri: string }): string {
  const own = `claim/${claim.id}`;
  const base = claim.iri.endsWith(own) ? claim.iri.slice(0, -own.length) : "";
  return base && iri.startsWith(base) ? `/id/${iri.slice(base.length)}` : place("/about", { iri });
}

/** Where somebody signs in, and then comes back to an address of this explorer. */
export function signIn(back: string, isExpired = false): string {
  return place("/signin", { back: back.startsWith("/signin") ? undefined : back, expired: isExpired });
}

/** An address of this explorer that another address names; the start where it is none. */
export const within = (address: string | undefined): string => (address && /^\/(?![/\\])/.test(address) ? address : "/");

/** Where a hit of a search leads. */
export function ofHit(hit: { kind: string; id: string; document: { id: string } | null }): string {
  if (hit.kind === "actor") return actor(hit.id);
  if (hit.kind === "outlet") return outlet(hit.id);
  if (hit.kind === "claim") return claim(hit.id);
  return hit.document ? debate(hit.document.id) : "/";
}

/** Where a thing is shown; what has no view of its own has its description. */
export function instance(thing: { kind: string; id: string; iri: string }): string {
  const views: Record<string, (id: string) => string> = { actor, outlet, claim, document: debate, type: term };
  return views[thing.kind]?.(thing.id) ?? place("/about", { iri: thing.iri });
}

/** The list of all things of a class, which its things tell; none where no view has such a list. */
export function listOf(name: string, kind: string | undefined): string | null {
  if (kind === "actor" || kind === "outlet") return place(`/${kind}s`, { type: name, all: "yes" });
  if (kind === "claim") return claims({});
  if (kind === "document") return debates({});
  return kind === "type" ? "/ontology" : null;
}

/** An address elsewhere that a link may lead to; a document may say anything. */
export function safeLink(text: string | null | undefined): string | null {
  if (!text || !/^https?:\/\//i.test(text)) return null;
  try {
    return new URL(text).href;
  } catch {
    return null;
  }
}
