// Triples in N-Triples, as the endpoint writes them.

import type { Term } from "../api/sparql";

export type Triple = [subject: Term, predicate: Term, object: Term];

const TERM = /<([^>]*)>|_:([^\s]+)|"((?:[^"\\]|\\.)*)"(?:\^\^<([^>]*)>|@([A-Za-z0-9-]+))?/y;
const ESCAPE = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const SIGNS: Record<string, string> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f" };

/** The triples of a text. A line that has another form is left out. */
export function triples(text: string): Triple[] {
  return text.split("\n").flatMap((line) => {
    const terms = termsOf(line);
    return terms.length === 3 ? [terms as Triple] : [];
  });
}

function termsOf(line: string): Term[] {
  const found: Term[] = [];
  for (TERM.lastIndex = 0; TERM.lastIndex < line.length; ) {
    const match = TERM.exec(line);
    if (!match) break;
    found.push(term(match));
    while (line[TERM.lastIndex] === " ") TERM.lastIndex += 1;
  }
  return found;
}

function term([, iri, node, words, datatype, language]: RegExpExecArray): Term {
  if (iri !== undefined) return { type: "uri", value: unescaped(iri) };
  if (node !== undefined) return { type: "bnode", value: node };
  const value = unescaped(words ?? "");
  if (language) return { type: "literal", value, "xml:lang": language };
  return datatype ? { type: "literal", value, datatype: unescaped(datatype) } : { type: "literal", value };
}

const unescaped = (text: string): string =>
  text.replace(ESCAPE, (_, short?: string, long?: string, sign?: string) => (sign ? (SIGNS[sign] ?? sign) : String.fromCodePoint(Number.parseInt(short ?? long!, 16))));
