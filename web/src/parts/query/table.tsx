// The answer to a query as a table.

import type { ComponentChildren } from "preact";
import type { Vocabulary } from "../../api/client";
import type { Term } from "../../api/sparql";
import { kinds, type Names, numberOf, placeOf, said, sorted, type Table as Rows } from "../../logic/answers";
import type { Query } from "../../logic/places";
import { safeLink } from "../../logic/places";
import { strings } from "../../strings";

const words = strings.query;
export const MOST = 500; // rows that are shown

export interface Known {
  vocabulary: Vocabulary;
  names: Names;
}

export function Table(props: { table: Rows; known: Known; order: string | undefined; to: (changed: Query) => string }) {
  const { table, known, order } = props;
  const rows = sorted(table, order, (term) => said(term, known.vocabulary, known.names)).slice(0, MOST);
  const numbers = new Set(kinds(table).numbers);
  const heading = (name: string) => {
    const isUp = order === name;
    return (
      <th key={name} scope="col" aria-sort={isUp ? "ascending" : order === `-${name}` ? "descending" : undefined}>
        <a href={props.to({ sort: isUp ? `-${name}` : name })}>
          <bdi>{name}</bdi>
        </a>
      </th>
    );
  };
  return (
    <>
      {rows.length < table.rows.length && <p class="note">{words.shown(rows.length, table.rows.length)}</p>}
      <Scrolled label={words.found}>
        <thead>
          <tr>{table.columns.map(heading)}</tr>
        </thead>
        <tbody>
          {rows.map((row, n) => (
            <tr key={n}>
              {table.columns.map((name) => (
                <td key={name} class={numbers.has(name) ? "number" : undefined}>
                  {row[name] && <Value term={row[name]} known={known} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </Scrolled>
    </>
  );
}

export const Scrolled = (props: { label: string; children: ComponentChildren }) => (
  <div class="scroll" role="region" aria-label={props.label} tabIndex={0}>
    <table>
      <caption class="unseen">{props.label}</caption>
      {props.children}
    </table>
  </div>
);

/** A term: an IRI with a link to where the explorer shows it, a literal with its language. */
function Value(props: { term: Term; known: Known }) {
  const { term, known } = props;
  const text = said(term, known.vocabulary, known.names);
  if (term.type === "uri") {
    const place = placeOf(term.value, known.vocabulary);
    const href = place ?? safeLink(term.value);
    if (!href) return <bdi>{text}</bdi>;
    return (
      <a href={href} title={term.value} {...(place ? {} : { target: "_blank", rel: "noreferrer noopener external" })}>
        <bdi>{text}</bdi>
      </a>
    );
  }
  const number = numberOf(term);
  if (number !== null) return <>{number.toLocaleString("en", { maximumFractionDigits: 6 }).replace("-", "−")}</>;
  return (
    <>
      <span dir="auto" lang={term["xml:lang"]}>
        <bdi>{text}</bdi>
      </span>
      {term["xml:lang"] && <small class="language"> {term["xml:lang"]}</small>}
    </>
  );
}
