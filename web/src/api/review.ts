// What the API answers about review: who asks, what was decided, what is in doubt.

import { client, given } from "./client";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];
type Signal = AbortSignal | undefined;
type Asked<P extends keyof paths> = paths[P] extends { get: { parameters: { query?: infer Q } } } ? NonNullable<Q> : never;
export type Me = Schemas["Me"];
export type DecisionMade = Schemas["DecisionMade"];
export type Doubt = Schemas["Doubt"];
export type DoubtKind = Doubt["kind"];
export type Place = NonNullable<Doubt["place"]>;
export type Mention = Schemas["Mention"];
export type Ingest = Schemas["Ingest"];
export type Disagreement = Schemas["Disagreement"];
export type NewDecision = Pick<Schemas["ToDecide"], "target" | "action"> & Partial<Schemas["ToDecide"]>;

/** Who a token belongs to; without one who is signed in. */
export const me = (token?: string, signal?: Signal) =>
  given(client.GET("/api/me", { signal, ...(token && { headers: { authorization: `Bearer ${token}` } }) }));

export const decide = (decisions: NewDecision[]) =>
  given(client.POST("/api/decisions", { body: { decisions: decisions as Schemas["ToDecide"][] } }));
export const withdraw = (id: string) => given(client.DELETE("/api/decisions/{id}", { params: { path: { id } } }));
export const decisions = (query: Asked<"/api/decisions">, signal?: Signal) =>
  given(client.GET("/api/decisions", { params: { query }, signal }));
export const history = (id: string, signal?: Signal) =>
  given(client.GET("/api/claims/{id}/history", { params: { path: { id } }, signal }));
export const queue = (query: Asked<"/api/review/queue">, signal?: Signal) =>
  given(client.GET("/api/review/queue", { params: { query }, signal }));
export const mentions = (query: Asked<"/api/mentions">, signal?: Signal) =>
  given(client.GET("/api/mentions", { params: { query }, signal }));
export const disagreements = (query: Asked<"/api/review/disagreements">, signal?: Signal) =>
  given(client.GET("/api/review/disagreements", { params: { query }, signal }));
export const ingest = (signal?: Signal) => given(client.GET("/api/review/ingest", { signal }));
export const apply = () => given(client.POST("/api/review/ingest"));
export const progress = (signal?: Signal) => given(client.GET("/api/review/progress", { signal }));
