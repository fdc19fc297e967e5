// Queries at the endpoint: what it answers in the forms of SPARQL, and where a query cannot be read.

import { Fault, type Vocabulary } from "./client";
import { type Triple, triples } from "../logic/triples";

export type { Vocabulary };

/** A term of RDF as the JSON of SPARQL has it. */
export interface Term {
  type: "uri" | "literal" | "bnode" | "triple";
  value: string;
  "xml:lang"?: string;
  datatype?: string;
}
export type Row = Record<string, Term | undefined>;

/** What a query found: rows of a SELECT, whether something is so, or triples. */
export type Found = { kind: "rows"; columns: string[]; rows: Row[] } | { kind: "yes"; value: boolean } | { kind: "triples"; triples: Triple[]; isCut: boolean };

/** Why a query is not answered; `place` says where it cannot be read: line and column from 1, in code points. */
export class QueryFault extends Fault {
  constructor(
    status: number,
    message: string,
    remedy: string,
    readonly place: { line: number; column: number } | null,
  ) {
    super(status, message, remedy);
  }
}

const ROWS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

/** The answer to a query, with no more rows or triples than `most`. */
export async function ask(query: string, most: number, signal: AbortSignal): Promise<Found> {
  const response = await sent({ query, rows: String(most) }, signal, `${ROWS}, ${TRIPLES}`);
  const isRows = (response.headers.get("content-type") ?? "").startsWith(ROWS);
  const text = await read(response);
  if (!isRows) {
    const found = triples(text);
    return { kind: "triples", triples: found.slice(0, most), isCut: found.length > most };
  }
  const said = JSON.parse(text) as { boolean?: boolean; head: { vars?: string[] }; results?: { bindings: Row[] } };
  if (said.boolean !== undefined) return { kind: "yes", value: said.boolean };
  return { kind: "rows", columns: said.head.vars ?? [], rows: said.results?.bindings ?? [] };
}

/** The whole answer to a query in a form of the server, as a file. */
export async function fileOf(query: string, format: string): Promise<Blob> {
  return (await sent({ query, format })).blob();
}

async function sent(fields: Record<string, string>, signal?: AbortSignal, accept = "*/*"): Promise<Response> {
  const asked = fetch("/sparql", { method: "POST", body: new URLSearchParams(fields), headers: { accept }, signal });
  const response = await asked.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Fault(0, "");
  });
  if (response.ok) return response;
  const said = (await response.json().catch(() => ({}))) as { error?: string; remedy?: string; line?: number; column?: number };
  const place = said.line && said.column ? { line: said.line, column: said.column } : null;
  throw new QueryFault(response.status, said.error ?? response.statusText, said.remedy ?? "", place);
}

/** The text of an answer; a transfer that breaks is one whose end the server could not make in time. */
async function read(response: Response): Promise<string> {
  return response.text().catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Fault(0, "");
  });
}
