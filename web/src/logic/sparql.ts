// A query as a text: its prefixes, what may be written next, where a place in it lies.

import type { Vocabulary, VocabularyTerm } from "../api/client";

type Prefixes = Vocabulary["prefixes"];

const MOST = 60; // proposals at once
const HIDDEN = /"""(?:[^\\]|\\.)*?"""|'''(?:[^\\]|\\.)*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|<[^<>"{}|^`\\\s]*>|#[^\n]*/gs;
const DECLARED = /\bPREFIX\s+([\w.-]*):/gi;
const USED = /(?<![\w?$:.%-])([A-Za-z][\w.-]*):/g;
export const KEYWORDS = (
  "SELECT DISTINCT CONSTRUCT ASK DESCRIBE WHERE PREFIX BASE OPTIONAL UNION MINUS FILTER BIND VALUES GRAPH EXISTS NOT IN AS GROUP BY " +
  "HAVING ORDER ASC DESC LIMIT OFFSET COUNT SUM AVG MIN MAX SAMPLE GROUP_CONCAT STR LANG LANGMATCHES DATATYPE BOUND IRI CONCAT STRLEN " +
  "SUBSTR UCASE LCASE CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER REPLACE REGEX YEAR MONTH DAY ABS ROUND CEIL FLOOR COALESCE IF a"
).split(" ");

/** The text with blanks for strings, IRIs and remarks; places stay as they are. */
export const masked = (text: string): string => text.replace(HIDDEN, (hidden) => hidden.replace(/[^\n]/g, " "));

/** What declares the known prefixes that a text uses and does not declare, and where it belongs: behind remarks at the top. */
export function missing(text: string, prefixes: Prefixes): { at: number; text: string } | null {
  const bare = masked(text);
  const declared = new Set([...bare.matchAll(DECLARED)].map(([, name]) => name));
  const used = new Set([...bare.matchAll(USED)].map(([, name]) => name));
  const lacking = prefixes.filter(({ name }) => used.has(name) && !declared.has(name));
  if (!lacking.length) return null;
  const at = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(text)![0].length;
  return { at, text: lacking.map(({ name, iri }) => `PREFIX ${name}: <${iri}>\n`).join("") };
}

/** A text with all known prefixes that it uses. */
export function complete(text: string, prefixes: Prefixes): string {
  const more = missing(text, prefixes);
  return more ? text.slice(0, more.at) + more.text + text.slice(more.at) : text;
}

export interface Proposal {
  text: string; // what is inserted
  kind: VocabularyTerm["kind"] | "variable" | "keyword" | "prefix";
  label?: string;
  about?: string;
}

/** What a word that is begun may become: variables of the text, terms of the ontology, prefixes, keywords. */
export function proposals(word: string, text: string, known: Vocabulary): Proposal[] {
  if (/^[?$]/.test(word)) return variables(word, text);
  const begun = word.toLowerCase();
  const terms = known.terms.map((term) => ({ term, rank: rankOf(term, begun) })).filter(({ rank }) => rank < NONE);
  terms.sort((a, b) => a.rank - b.rank);
  const found: Proposal[] = terms.map(({ term }) => ({ text: term.name, kind: term.kind, label: term.label ?? undefined, about: term.definition ?? undefined }));
  if (word.includes(":")) return found.slice(0, MOST);
  const keywords = KEYWORDS.filter((one) => one.toLowerCase().startsWith(begun) && word).map((one): Proposal => ({ text: one, kind: "keyword" }));
  const prefixes = known.prefixes.filter(({ name }) => name.startsWith(begun)).map(({ name, iri }): Proposal => ({ text: `${name}:`, kind: "prefix", label: iri }));
  return [...keywords, ...prefixes, ...found].slice(0, MOST);
}

const NONE = 4;

/** How well a term fits what is begun, the lower the better: by its name, by a word of its label, by letters within. */
function rankOf(term: VocabularyTerm, begun: string): number {
  const name = term.name.toLowerCase();
  const local = name.slice(name.indexOf(":") + 1);
  if (begun.includes(":")) return name.startsWith(begun) ? 0 : name.startsWith(begun.slice(0, begun.indexOf(":") + 1)) && local.includes(begun.split(":")[1]!) ? 1 : NONE;
  if (!begun) return NONE;
  if (local.startsWith(begun)) return 1;
  const label = (term.label ?? "").toLowerCase();
  if (label.split(" ").some((one) => one.startsWith(begun))) return 2;
  return begun.length > 2 && local.includes(begun) ? 3 : NONE;
}

function variables(word: string, text: string): Proposal[] {
  const names = new Set([...masked(text).matchAll(/[?$](\w+)/g)].map(([, name]) => `${word[0]}${name}`));
  return [...names].filter((one) => one !== word && one.toLowerCase().startsWith(word.toLowerCase())).sort().map((one) => ({ text: one, kind: "variable" }));
}

/** How an IRI stands in a query: with a prefix where what comes behind it needs no escape. */
export function written(iri: string, prefixes: Prefixes): string {
  const short = shortened(iri, prefixes);
  return short && /^[\w-]+:[A-Za-z0-9_][\w-]*$/.test(short) ? short : `<${iri}>`;
}

/** An IRI with the longest prefix that fits; null where none does. */
export function shortened(iri: string, prefixes: Prefixes): string | null {
  const fit = prefixes.filter((one) => iri.startsWith(one.iri) && iri.length > one.iri.length).sort((a, b) => b.iri.length - a.iri.length)[0];
  return fit ? `${fit.name}:${iri.slice(fit.iri.length)}` : null;
}

/** The part of a text that a fault lies on: a place by line and column (from 1, in code points), and the word that stands there. */
export function spanAt(text: string, place: { line: number; column: number }): { from: number; to: number } {
  const lines = text.split("\n");
  const line = lines[Math.min(place.line, lines.length) - 1]!;
  const before = lines.slice(0, place.line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const signs = Array.from(line);
  const from = Math.min(before + signs.slice(0, place.column - 1).join("").length, text.length);
  const word = /^[^\s{}()]+|^./su.exec(text.slice(from))?.[0] ?? "";
  return word.trim() ? { from, to: from + word.length } : { from: Math.max(0, from - 1), to: from };
}
