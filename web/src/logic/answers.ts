// What a query found, as a table, a chart and a network have it.

import type { Tie, ViewpointNetwork, ViewpointNode, Vocabulary } from "../api/client";
import type { Found, Row, Term } from "../api/sparql";
import * as places from "./places";
import { shortened } from "./sparql";

export interface Table {
  columns: readonly string[];
  rows: readonly Row[];
}

/** Rows and triples as a table. */
export function tableOf(found: Exclude<Found, { kind: "yes" }>): Table {
  if (found.kind === "rows") return found;
  const columns = ["subject", "predicate", "object"];
  return { columns, rows: found.triples.map((terms) => Object.fromEntries(terms.map((term, n) => [columns[n]!, term]))) };
}

const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger", "positiveInteger", "short"].map((one) => XSD + one));

/** The number that a term is; null where it is none. */
export function numberOf(term: Term | undefined): number | null {
  if (!term?.datatype || !NUMBERS.has(term.datatype)) return null;
  const value = Number(term.value);
  return Number.isFinite(value) ? value : null;
}

/** Columns that have numbers and nothing else, and the others. */
export function kinds({ columns, rows }: Table): { numbers: string[]; others: string[] } {
  const isNumber = (name: string): boolean => rows.some((row) => row[name]) && rows.every((row) => !row[name] || numberOf(row[name]) !== null);
  const numbers = columns.filter(isNumber);
  return { numbers, others: columns.filter((name) => !numbers.includes(name)) };
}

const collator = new Intl.Collator("en", { numeric: true });

/** Rows by a column, downwards where its name has a − before it; numbers as numbers, what is not bound last. Equal rows keep their order. */
export function sorted(table: Table, by: string | undefined, name: (term: Term) => string): readonly Row[] {
  const column = by?.replace(/^-/, "") ?? "";
  if (!table.columns.includes(column)) return table.rows;
  const turn = by!.startsWith("-") ? -1 : 1;
  const compare = (a: Term, b: Term): number => {
    const [x, y] = [numberOf(a), numberOf(b)];
    return x !== null && y !== null ? x - y : collator.compare(name(a), name(b));
  };
  return [...table.rows].sort((a, b) => {
    const [x, y] = [a[column], b[column]];
    if (!x || !y) return Number(!x) - Number(!y);
    return turn * compare(x, y);
  });
}

export type Names = ReadonlyMap<string, string>; // names by IRI

/** A term in short: a name where one is known, an IRI with its prefix, a literal as it stands. */
export function said(term: Term, known: Vocabulary, names: Names): string {
  if (term.type !== "uri") return term.type === "bnode" ? `_:${term.value}` : term.value;
  return names.get(term.value) ?? shortened(term.value, known.prefixes) ?? term.value.replace(known.base, "");
}

/** Where the explorer shows what an IRI stands for; null where it does not. */
export function placeOf(iri: string, known: Vocabulary): string | null {
  const type = known.prefixes.find((one) => one.name === "type")?.iri;
  if (type && iri.startsWith(type)) return places.relationType(iri.slice(type.length));
  if (!iri.startsWith(known.base)) return null;
  const [kind, ...rest] = iri.slice(known.base.length).split("/");
  if (kind === "actor") return places.actor(rest.join("/"));
  if (kind === "claim" && rest.length === 1) return places.claim(rest[0]!);
  if (kind === "doc") return documentPlace(rest[0] ?? "");
  return null;
}

function documentPlace(key: string): string | null {
  try {
    return places.debate(decodeURIComponent(key));
  } catch {
    return null;
  }
}

/** The IRIs of a table that may have a name in the graph, each once. */
export function named(table: Table, known: Vocabulary): string[] {
  const terms = table.rows.flatMap((row) => table.columns.map((name) => row[name]));
  const iris = terms.filter((term) => term?.type === "uri" && /^(?:actor|doc)\//.test(term.value.replace(known.base, ""))).map((term) => term!.value);
  return [...new Set(iris)];
}

/** A query for the names of things. */
export function namesQuery(iris: readonly string[]): string {
  return `SELECT ?thing (SAMPLE(?label) AS ?name) WHERE { VALUES ?thing { ${iris.map((iri) => `<${iri}>`).join(" ")} }
  { ?thing <http://www.w3.org/2004/02/skos/core#prefLabel> ?label FILTER (LANG(?label) = "en") } UNION { ?thing <https://w3id.org/pov#title> ?label }
} GROUP BY ?thing`;
}

export interface Series {
  name: string;
  values: (number | null)[];
}
export interface Chart {
  labels: string[];
  series: Series[];
  left: number; // rows that are not drawn
}

export const MOST_BARS = 60;

/** Numbers of columns by the words of another; `x` and `y` may be no columns of the table, then others are taken. Null without numbers. */
export function chartOf(table: Table, x: string | undefined, y: string | undefined, name: (term: Term) => string): (Chart & { x: string; y: string[] }) | null {
  const { numbers, others } = kinds(table);
  const wanted = (y ?? "").split(",").filter((one) => numbers.includes(one));
  const by = table.columns.includes(x ?? "") ? x! : (others[0] ?? table.columns[0]);
  const ys = wanted.length ? wanted : numbers.filter((one) => one !== by).slice(0, 4);
  if (by === undefined || !ys.length) return null;
  const rows = table.rows.slice(0, MOST_BARS);
  return {
    x: by,
    y: ys,
    labels: rows.map((row) => (row[by] ? name(row[by]) : "")),
    series: ys.map((one) => ({ name: one, values: rows.map((row) => numberOf(row[one])) })),
    left: table.rows.length - rows.length,
  };
}

export interface Ends {
  from: string;
  to: string;
  weight: string; // empty where rows are counted
}

/** Which columns make a network: those that are chosen, else the first two with IRIs, else the first two of words. Null where there are none. */
export function endsOf(table: Table, chosen: Partial<Ends>): Ends | null {
  const { numbers, others } = kinds(table);
  const iris = others.filter((one) => table.rows.some((row) => row[one]?.type === "uri" || row[one]?.type === "bnode"));
  const usual = table.columns.join() === "subject,predicate,object" ? ["subject", "object"] : iris.length > 1 ? iris : others;
  const end = (name: string | undefined, n: number): string | undefined => (others.includes(name ?? "") ? name : usual[n]);
  const [from, to] = [end(chosen.from, 0), end(chosen.to, 1)];
  if (!from || !to) return null;
  const weight = chosen.weight === "" ? "" : numbers.includes(chosen.weight ?? "") ? chosen.weight! : (numbers[0] ?? "");
  return { from, to, weight };
}

const keyOf = (term: Term): string => `${term.type} ${term.value}`.replaceAll(" ", "\u00a0"); // keys of ties have a blank between two

/** The network of two columns: rows with the same two ends are one tie, whose weight is the sum. */
export function networkOf(table: Table, ends: Ends, name: (term: Term) => string): Pick<ViewpointNetwork, "nodes" | "ties" | "slices"> {
  const nodes = new Map<string, ViewpointNode>();
  const ties = new Map<string, Tie>();
  const node = (term: Term): string => {
    const key = keyOf(term);
    const known = nodes.get(key) ?? { key, name: name(term), variable: "", id: null, iri: term.type === "uri" ? term.value : null, frequency: 0, attributes: {} };
    nodes.set(key, { ...known, frequency: known.frequency + 1 });
    return key;
  };
  for (const row of table.rows) {
    const [from, to] = [row[ends.from], row[ends.to]];
    if (!from || !to) continue;
    const [source, target] = [node(from), node(to)];
    const weight = (ties.get(`${source} ${target}`)?.weight ?? 0) + (ends.weight ? (numberOf(row[ends.weight]) ?? 0) : 1);
    ties.set(`${source} ${target}`, { source, target, weight, sign: weight < 0 ? "negative" : "" });
  }
  return { nodes: [...nodes.values()], ties: [...ties.values()].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).map((tie) => ({ ...tie, low: null, high: null, claims: [] })), slices: [] };
}
