// The answer to a query: yes or no, or rows and triples as a table, a chart or a network, and as files.

import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { useEffect, useMemo, useState } from "preact/hooks";
import { useAnswer } from "../../api/answer";
import { Fault } from "../../api/client";
import { ask, fileOf, type Found } from "../../api/sparql";
import { chartOf, endsOf, kinds, named, namesQuery, said, tableOf } from "../../logic/answers";
import { keep } from "../../logic/files";
import type { Query } from "../../logic/places";
import { strings } from "../../strings";
import { Chart } from "./chart";
import { type Known, Table } from "./table";

const words = strings.query;
const NAMED = 1000; // things whose names are asked for
const FORMATS = { rows: { csv: "CSV", json: "JSON", tsv: "TSV" }, triples: { turtle: "Turtle", ntriples: "N-Triples", jsonld: "JSON-LD" } } as const;
const ENDINGS: Record<string, string> = { turtle: "ttl", ntriples: "nt" };

export const SHOWN = ["as", "chart", "x", "y", "from", "to", "weight", "sort"] as const;
export type Choices = Partial<Record<(typeof SHOWN)[number], string>>;

interface Props {
  found: Found;
  query: string;
  vocabulary: Known["vocabulary"];
  chosen: Choices;
  to: (changed: Query) => string;
}

export function AnswerShown(props: Props) {
  const { found } = props;
  if (found.kind === "yes") return <p class="verdict">{found.value ? words.yes : words.no}</p>;
  return <Whole {...props} found={found} />;
}

function Whole(props: Props & { found: Exclude<Found, { kind: "yes" }> }) {
  const { found, chosen, vocabulary, to } = props;
  const { route } = useLocation();
  const table = useMemo(() => tableOf(found), [found]);
  const iris = useMemo(() => named(table, vocabulary).slice(0, NAMED), [table, vocabulary]);
  const names = useNames(iris);
  const known = useMemo(() => ({ vocabulary, names: names ?? NONE }), [vocabulary, names]);
  const as = chosen.as === "chart" || chosen.as === "network" ? chosen.as : "table";
  const go = (changed: Query): void => route(to(changed), true);
  return (
    <>
      <div class="buttons" role="group" aria-label={words.show}>
        {(["table", "chart", "network"] as const).map((one) => (
          <button key={one} type="button" aria-pressed={as === one} onClick={() => go({ as: one === "table" ? undefined : one })}>
            {words.as[one]}
          </button>
        ))}
      </div>
      {table.rows.length === 0 ? (
        <p class="state">{words.isEmpty}</p>
      ) : as === "chart" ? (
        <Charted table={table} known={known} chosen={chosen} go={go} />
      ) : as === "network" && names === null ? (
        <p class="state">{strings.state.loading}</p>
      ) : as === "network" ? (
        <Network table={table} known={known} chosen={chosen} go={go} />
      ) : (
        <Table table={table} known={known} order={chosen.sort} to={to} />
      )}
      <Files query={props.query} kind={found.kind} />
    </>
  );
}

/** The names of things of the graph; null until they are there. */
function useNames(iris: readonly string[]): ReadonlyMap<string, string> | null {
  const answer = useAnswer(iris.join(" "), async (signal) => {
    const found = iris.length ? await ask(namesQuery(iris), iris.length, signal) : null;
    return new Map(found?.kind === "rows" ? found.rows.map((row) => [row.thing!.value, row.name?.value ?? ""]) : []);
  });
  return answer.state === "there" ? answer.value : answer.state === "failed" ? NONE : null;
}
const NONE: ReadonlyMap<string, string> = new Map();

interface PartProps {
  table: ReturnType<typeof tableOf>;
  known: Known;
  chosen: Choices;
  go: (changed: Query) => void;
}

function Charted({ table, known, chosen, go }: PartProps) {
  const chart = useMemo(
    () => chartOf(table, chosen.x, chosen.y, (term) => said(term, known.vocabulary, known.names)),
    [table, chosen.x, chosen.y, known],
  );
  if (!chart) return <p class="state">{words.chart.none}</p>;
  const kind = chosen.chart === "line" ? "line" : "bar";
  const { numbers } = kinds(table);
  const turned = (name: string): string => numbers.filter((one) => (one === name) !== chart.y.includes(one)).join(",");
  return (
    <>
      <div class="filters">
        <Select label={words.chart.kind} value={kind} options={Object.entries(words.chart.kinds)} choose={(one) => go({ chart: one === "bar" ? undefined : one })} />
        <Select label={words.chart.x} value={chart.x} options={table.columns.map((one) => [one, one])} choose={(x) => go({ x })} />
        <fieldset>
          <legend>{words.chart.y}</legend>
          {numbers.map((one) => (
            <label key={one} class="check">
              <input type="checkbox" checked={chart.y.includes(one)} onChange={() => go({ y: turned(one) })} /> <bdi>{one}</bdi>
            </label>
          ))}
        </fieldset>
      </div>
      <Chart chart={chart} kind={kind} />
    </>
  );
}

function Network({ table, known, chosen, go }: PartProps) {
  const Tied = useTied();
  const ends = useMemo(() => endsOf(table, { ...chosen, weight: chosen.weight === "-" ? "" : chosen.weight }), [table, chosen.from, chosen.to, chosen.weight]);
  if (!ends) return <p class="state">{words.network.none}</p>;
  const { numbers, others } = kinds(table);
  const columns = others.map((one) => [one, one] as const);
  return (
    <>
      <div class="filters">
        <Select label={words.network.from} value={ends.from} options={columns} choose={(from) => go({ from })} />
        <Select label={words.network.to} value={ends.to} options={columns} choose={(end) => go({ to: end })} />
        <Select
          label={words.network.weight} value={ends.weight || "-"} options={[["-", words.network.count], ...numbers.map((one) => [one, one] as const)]}
          choose={(weight) => go({ weight })}
        />
      </div>
      {Tied ? <Tied table={table} ends={ends} known={known} /> : <p class="state">{strings.state.loading}</p>}
    </>
  );
}

type TiedModule = typeof import("./tied");

/** The drawing of networks, which is loaded when one is shown. */
function useTied(): TiedModule["Tied"] | null {
  const [loaded, setLoaded] = useState<TiedModule | null>(null);
  useEffect(() => void import("./tied").then(setLoaded), []);
  return loaded?.Tied ?? null;
}

function Select(props: { label: string; value: string; options: readonly (readonly [string, string])[]; choose: (value: string) => void }): ComponentChildren {
  return (
    <label>
      {props.label}
      <select value={props.value} onChange={(event) => props.choose(event.currentTarget.value)}>
        {props.options.map(([value, label]) => (
          <option key={value} value={value} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The whole answer in the forms of the server. */
function Files(props: { query: string; kind: "rows" | "triples" }) {
  const [fault, setFault] = useState<Fault | null>(null);
  const take = (format: string): void => {
    setFault(null);
    fileOf(props.query, format).then(
      (file) => keep(`answer.${ENDINGS[format] ?? format}`, file),
      (cause: unknown) => setFault(cause instanceof Fault ? cause : new Fault(0, String(cause))),
    );
  };
  return (
    <div class="buttons" role="group" aria-label={words.files}>
      {Object.entries(FORMATS[props.kind]).map(([format, label]) => (
        <button key={format} type="button" onClick={() => take(format)}>
          {label}
        </button>
      ))}
      {fault && (
        <span class="failed" role="alert">
          <bdi>{fault.status === 0 ? strings.state.unreachable : fault.message}</bdi>
        </span>
      )}
    </div>
  );
}
