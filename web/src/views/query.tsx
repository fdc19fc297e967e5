import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import { Fault, vocabulary as asked, type Vocabulary } from "../api/client";
import { ask, type Found, QueryFault } from "../api/sparql";
import * as places from "../logic/places";
import { complete } from "../logic/sparql";
import { AnswerShown, type Choices, SHOWN } from "../parts/query/answer";
import { Catalogue } from "../parts/query/catalogue";
import { Editor, type Hold } from "../parts/query/editor";
import { useFilter } from "../parts/lists";
import { Page } from "../parts/page";
import { Shown } from "../parts/shown";
import { strings } from "../strings";
import "../style/query.css";

const words = strings.query;
const LONGEST = 8000; // characters of an address that every browser and server passes on
const MOST = ["100", "1000", "10000"] as const; // rows
const FIRST = `# ${words.first}
PREFIX pov: <https://w3id.org/pov#>

SELECT ?type (COUNT(DISTINCT ?claim) AS ?claims)
WHERE {
  ?claim pov:expresses/pov:relationType ?type .
}
GROUP BY ?type
ORDER BY DESC(?claims) ?type
`;

type Chosen = Choices & { query?: string; name?: string; rows?: string };

/** An editor of queries, the catalogue as examples, and what a query finds as a table, a chart or a network. */
export function Query() {
  const answer = useAnswer("vocabulary", asked);
  return (
    <Page title={words.title}>
      <Shown answer={answer}>{(vocabulary) => <Asking vocabulary={vocabulary} />}</Shown>
    </Page>
  );
}

function Asking({ vocabulary }: { vocabulary: Vocabulary }) {
  const { filter, path } = useFilter("query", "name", "rows", ...SHOWN);
  const { route } = useLocation();
  const chosen: Chosen = filter;
  const [held, setHeld] = useState<string | null>(null); // a query that is too long for the address
  const [draft, setDraft] = useState<{ text: string } | null>(null); // a template that was not run yet
  const [tries, setTries] = useState(0);
  const hold = useRef<Hold | null>(null);
  const editor = useRef<HTMLElement>(null);
  const query = chosen.query ?? held ?? "";
  const most = MOST.find((one) => one === chosen.rows) ?? "1000";
  const [state, stop] = useRun(query, Number(most), tries);
  const to = (changed: places.Query): string => places.place(path, { ...chosen, ...changed });

  useEffect(() => setDraft(null), [chosen.query]);
  const run = (typed: string): void => {
    const text = complete(typed, vocabulary.prefixes);
    const address = to({ query: text });
    const isLong = location.origin.length + address.length > LONGEST;
    setHeld(isLong ? text : null);
    setDraft(null);
    setTries((n) => n + 1);
    route(isLong ? to({ query: undefined }) : address, !isLong && text === query);
  };
  const load = (text: string, isRun: boolean): void => {
    editor.current?.scrollIntoView({ block: "nearest" });
    if (isRun) return run(text);
    setDraft({ text });
    hold.current?.focus();
  };
  const fault = state.is === "failed" && state.fault instanceof QueryFault && state.fault.place ? { message: state.fault.message, place: state.fault.place } : null;
  const marked = useRef(fault);
  if (marked.current?.message !== fault?.message || JSON.stringify(marked.current?.place) !== JSON.stringify(fault?.place)) marked.current = fault;
  return (
    <div class="query">
      <section aria-label={words.editor} ref={editor}>
        <Editor text={draft?.text ?? (query || FIRST)} vocabulary={vocabulary} fault={marked.current} hold={hold} run={run} />
        <div class="buttons">
          <button type="button" onClick={() => run(hold.current?.text() ?? "")}>
            {words.run}
          </button>
          {state.is === "running" && (
            <button type="button" onClick={stop}>
              {words.stop}
            </button>
          )}
          <label>
            {words.most}{" "}
            <select value={most} onChange={(event) => route(to({ rows: event.currentTarget.value === "1000" ? undefined : event.currentTarget.value }), true)}>
              {MOST.map((one) => (
                <option key={one} value={one} selected={one === most}>
                  {Number(one).toLocaleString("en")}
                </option>
              ))}
            </select>
          </label>
          <CopyLink isLong={held !== null} />
        </div>
        <p class="note">
          {words.limit(vocabulary.seconds)} {words.hint}
        </p>
        {held !== null && <p class="note">{words.tooLong}</p>}
      </section>
      <section aria-label={words.answer} class="answer">
        <Outcome state={state} limit={vocabulary.seconds} most={Number(most)} toPlace={(place) => hold.current?.focus(place)} />
        {state.is === "there" && <AnswerShown key={state.at} found={state.found} query={query} vocabulary={vocabulary} chosen={chosen} to={to} />}
      </section>
      <aside aria-labelledby="examples">
        <h2 id="examples">{words.examples}</h2>
        <Catalogue chosen={chosen.name} vocabulary={vocabulary} to={(name) => to({ name })} load={load} />
      </aside>
    </div>
  );
}

type State =
  | { is: "none" }
  | { is: "stopped" }
  | { is: "running"; since: number }
  | { is: "there"; found: Found; seconds: number; at: number }
  | { is: "failed"; fault: Fault };

/** What became of a query, and what stops it. What is outdated is broken off, which stops it in the server too. */
function useRun(query: string, most: number, tries: number): [State, () => void] {
  const [state, setState] = useState<State>({ is: "none" });
  const control = useRef<AbortController | null>(null);
  useEffect(() => {
    if (!query) return setState({ is: "none" });
    const own = new AbortController();
    const since = performance.now();
    const tell = (next: State): void => {
      if (!own.signal.aborted) setState(next);
    };
    control.current = own;
    setState({ is: "running", since });
    ask(query, most, own.signal).then(
      (found) => tell({ is: "there", found, seconds: (performance.now() - since) / 1000, at: since }),
      (cause: unknown) => tell({ is: "failed", fault: cause instanceof Fault ? cause : new Fault(0, String(cause)) }),
    );
    return () => own.abort();
  }, [query, most, tries]);
  const stop = (): void => {
    control.current?.abort();
    setState({ is: "stopped" });
  };
  return [state, stop];
}

function Outcome(props: { state: State; limit: number; most: number; toPlace: (place: { line: number; column: number }) => void }) {
  const { state, most } = props;
  if (state.is === "failed") {
    const { fault } = state;
    const place = fault instanceof QueryFault ? fault.place : null;
    return (
      <div class="state failed" role="alert">
        <p>
          <bdi>{fault.status === 0 ? strings.state.unreachable : fault.message}</bdi>
        </p>
        {fault.remedy && (
          <p>
            <bdi>{fault.remedy}</bdi>
          </p>
        )}
        {place && (
          <button type="button" onClick={() => props.toPlace(place)}>
            {words.place(place.line, place.column)}
          </button>
        )}
      </div>
    );
  }
  return (
    <>
      <p role="status" class="state">
        {state.is === "none" ? words.none : state.is === "stopped" ? words.stopped : state.is === "running" ? words.running : summary(state.found, state.seconds)}
      </p>
      {state.is === "running" && <Clock since={state.since} limit={props.limit} />}
      {state.is === "there" && isFull(state.found, most) && <p class="note">{words.atMost(most)}</p>}
    </>
  );
}

const summary = (found: Found, seconds: number): string =>
  words.took(found.kind === "rows" ? words.rows(found.rows.length) : found.kind === "triples" ? words.triples(found.triples.length) : "", seconds).trim();

const isFull = (found: Found, most: number): boolean => (found.kind === "rows" ? found.rows.length >= most : found.kind === "triples" && found.isCut);

/** How long a query runs already. */
function Clock(props: { since: number; limit: number }) {
  const [now, setNow] = useState(performance.now());
  useEffect(() => {
    const tick = setInterval(() => setNow(performance.now()), 500);
    return () => clearInterval(tick);
  }, []);
  const seconds = Math.max(0, (now - props.since) / 1000);
  return (
    <p class="clock" aria-hidden="true">
      <progress max={props.limit} value={Math.min(seconds, props.limit)} /> {words.since(Math.floor(seconds), props.limit)}
    </p>
  );
}

function CopyLink(props: { isLong: boolean }) {
  const [isDone, setDone] = useState(false);
  const copy = (): void => void navigator.clipboard.writeText(location.href).then(() => setDone(true));
  return (
    <>
      <button type="button" disabled={props.isLong} onClick={copy}>
        {words.link}
      </button>
      <span role="status">{isDone ? words.copied : ""}</span>
    </>
  );
}
