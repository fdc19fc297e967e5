// The API of `kg serve`, typed by its description (schema.d.ts, made by `make types`).

import createClient from "openapi-fetch";
import type { components, operations, paths } from "./schema";
import { bearer } from "./token";

type Schemas = components["schemas"];
export type Actor = Schemas["Actor"];
export type ActorInFull = Schemas["ActorInFull"];
export type Outlet = Schemas["Outlet"];
export type Claim = Schemas["Claim"];
export type ClaimInFull = Schemas["ClaimInFull"];
export type Document = Schemas["Document"];
export type DocumentInFull = Schemas["DocumentInFull"];
export type DocumentText = Schemas["DocumentText"];
export type TextPassage = Schemas["TextPassage"];
export type Passage = Schemas["Passage"];
export type Named = Schemas["Named"];
export type Overview = Schemas["Overview"];
export type RelationKind = Schemas["RelationKind"];
export type ClassKind = Schemas["ClassKind"];
export type ClassInFull = Schemas["ClassInFull"];
export type Valence = RelationKind["valence"];
export type ViewpointNetwork = Schemas["ViewpointNetwork"];
export type ViewpointNode = Schemas["ViewpointNode"];
export type Tie = Schemas["Tie"];
export type StatedTie = Schemas["StatedTie"];
export type Slice = Schemas["Slice"];
export type Vocabulary = Schemas["Vocabulary"];
export type VocabularyTerm = Schemas["VocabularyTerm"];
export type NamedQuery = Schemas["NamedQuery"];
export type Group = Schemas["Group"];
export type Groups = Schemas["Groups"];
export type Portrait = Schemas["Portrait"];
export type Comparison = Schemas["Comparison"];
export type Pairs = Schemas["Pairs"];
export type Stance = Schemas["Stance"];

type Asked<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;
export type ActorFilter = Asked<"/api/actors">;
export type ClaimFilter = Asked<"/api/claims">;
export type PortraitFilter = Asked<"/api/portrait">;
export type ComparisonFilter = Asked<"/api/comparison">;
export type StanceFilter = Asked<"/api/stances">;
export type StancePortraitFilter = Asked<"/api/stances/portrait">;
export type DocumentFilter = Asked<"/api/documents">;
export type SearchFilter = Asked<"/api/search">;
export type NetworkFilter = Asked<"/api/networks/{view}">;
export type TieFilter = Asked<"/api/networks/{view}/ties">;
export type NetworkView = operations["viewpoints_api_networks__view__get"]["parameters"]["path"]["view"];

/** Why the server did not answer; status 0 where it cannot be reached. */
export class Fault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly remedy: string = "",
  ) {
    super(message);
  }
}

export const client = createClient<paths>({ baseUrl: location.origin });
client.use(bearer);

/** The value that was asked for. Throws a Fault where there is none. */
export async function given<T>(asked: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await asked.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Fault(0, "");
  });
  if (data !== undefined) return data;
  const said = (typeof error === "object" && error !== null ? error : {}) as { error?: string; remedy?: string };
  throw new Fault(response.status, said.error ?? response.statusText, said.remedy);
}

type Signal = AbortSignal | undefined;

export const overview = (signal?: Signal) => given(client.GET("/api/overview", { signal }));
export const classes = (signal?: Signal) => given(client.GET("/api/classes", { signal }));
export const classNamed = (name: string, signal?: Signal) =>
  given(client.GET("/api/classes/{name}", { params: { path: { name } }, signal }));
export const actors = (query: ActorFilter, signal?: Signal) => given(client.GET("/api/actors", { params: { query }, signal }));
export const actor = (id: string, signal?: Signal) => given(client.GET("/api/actors/{id}", { params: { path: { id } }, signal }));
export const outlets = (query: ActorFilter, signal?: Signal) => given(client.GET("/api/outlets", { params: { query }, signal }));
export const outlet = (id: string, signal?: Signal) => given(client.GET("/api/outlets/{id}", { params: { path: { id } }, signal }));
export const claims = (query: ClaimFilter, signal?: Signal) => given(client.GET("/api/claims", { params: { query }, signal }));
export const claim = (id: string, signal?: Signal) => given(client.GET("/api/claims/{id}", { params: { path: { id } }, signal }));
export const documents = (query: DocumentFilter, signal?: Signal) =>
  given(client.GET("/api/documents", { params: { query }, signal }));
export const document = (id: string, signal?: Signal) =>
  given(client.GET("/api/documents/{id}", { params: { path: { id } }, signal }));
export const documentText = (id: string, signal?: Signal) =>
  given(client.GET("/api/documents/{id}/text", { params: { path: { id } }, signal }));
export const search = (query: SearchFilter, signal?: Signal) => given(client.GET("/api/search", { params: { query }, signal }));
export const network = (view: NetworkView, query: NetworkFilter, signal?: Signal) =>
  given(client.GET("/api/networks/{view}", { params: { path: { view }, query }, signal }));
export const tie = (view: NetworkView, query: TieFilter, signal?: Signal) =>
  given(client.GET("/api/networks/{view}/ties", { params: { path: { view }, query }, signal }));
export const vocabulary = (signal?: Signal) => given(client.GET("/api/vocabulary", { signal }));
export const queries = (signal?: Signal) => given(client.GET("/api/queries", { signal }));
export const queryText = (name: string, values: Record<string, string>, signal?: Signal) =>
  given(client.GET("/api/queries/{name}/text", { params: { path: { name }, query: values as never }, signal }));

export const portrait = (query: PortraitFilter, signal?: Signal) =>
  given(client.GET("/api/portrait", { params: { query }, signal }));
export const comparison = (query: ComparisonFilter, signal?: Signal) =>
  given(client.GET("/api/comparison", { params: { query }, signal }));
export const stances = (query: StanceFilter, signal?: Signal) => given(client.GET("/api/stances", { params: { query }, signal }));
export const stancePortrait = (query: StancePortraitFilter, signal?: Signal) =>
  given(client.GET("/api/stances/portrait", { params: { query }, signal }));
export const coverage = (outlet: string, limit: number, signal?: Signal) =>
  given(client.GET("/api/coverage", { params: { query: { outlet, limit } }, signal }));
export const agreement = (outlet: string, limit: number, signal?: Signal) =>
  given(client.GET("/api/agreement", { params: { query: { outlet, limit } }, signal }));

/** Where a network is given as a page to keep. */
export function networkPage(view: NetworkView, query: NetworkFilter): string {
  const given = Object.entries(query).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const));
  const words = given.filter(([, one]) => one !== undefined && one !== null).map(([name, one]) => [name, String(one)]);
  return `/api/networks/${view}/page?${new URLSearchParams(words).toString()}`;
}

export type Hit = Awaited<ReturnType<typeof search>>["items"][number];

let kinds: Promise<ReadonlyMap<string, RelationKind>> | undefined;

/** The relation types by name; they are asked for once. */
export function relationKinds(): Promise<ReadonlyMap<string, RelationKind>> {
  kinds ??= given(client.GET("/api/relation-types")).then(({ items }) => new Map(items.map((kind) => [kind.name, kind])));
  kinds.catch(() => (kinds = undefined));
  return kinds;
}
