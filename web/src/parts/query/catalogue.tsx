// The named queries as examples: chosen, filled in, put into the editor.

import { useId, useState } from "preact/hooks";
import { useAnswer } from "../../api/answer";
import { Fault, type NamedQuery, queries, queryText, type Vocabulary } from "../../api/client";
import { shortened } from "../../logic/sparql";
import { strings } from "../../strings";
import { Shown } from "../shown";
import { useNames } from "../suggested";

const words = strings.query;
const HINTS = { iri: strings.query.actorHint, integer: "2020", date: "2020-05-31", string: "" } as const;

interface Props {
  chosen: string | undefined;
  vocabulary: Vocabulary;
  to: (name: string) => string; // the address in which a query is chosen
  load: (text: string, isRun: boolean) => void;
}

export function Catalogue(props: Props) {
  const answer = useAnswer("queries", queries);
  return (
    <Shown answer={answer}>
      {({ items }) => (
        <>
          {[...Map.groupBy(items, (query) => query.folder)].map(([folder, some]) => (
            <section key={folder} class="folder">
              <h3>{folder}</h3>
              <ul class="plain">
                {some.map((query) => (
                  <li key={query.name}>
                    <a href={props.to(query.name)} aria-current={query.name === props.chosen ? "true" : undefined}>
                      {query.summary}
                    </a>
                    {query.name === props.chosen && <Template query={query} vocabulary={props.vocabulary} load={props.load} />}
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </>
      )}
    </Shown>
  );
}

/** The parameters of a query as a form. */
function Template(props: { query: NamedQuery } & Pick<Props, "vocabulary" | "load">) {
  const { query, vocabulary } = props;
  const [fault, setFault] = useState<Fault | null>(null);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const fields = [...new FormData(event.currentTarget as HTMLFormElement)].map(([name, value]) => [name, String(value).trim()]);
    const isRun = (event.submitter as HTMLButtonElement | null)?.value === "run";
    setFault(null);
    queryText(query.name, Object.fromEntries(fields.filter(([, value]) => value))).then(
      ({ text }) => props.load(text, isRun),
      (cause: unknown) => setFault(cause instanceof Fault ? cause : new Fault(0, String(cause))),
    );
  };
  return (
    <form class="template" onSubmit={submit}>
      {query.description && <p>{query.description}</p>}
      {query.parameters.map((parameter) =>
        parameter.type === "iri" ? (
          <ActorField key={parameter.name} name={parameter.name} value={(parameter.default && shortened(parameter.default, vocabulary.prefixes)) ?? parameter.default ?? ""} />
        ) : (
          <label key={parameter.name}>
            {parameter.name}
            <input name={parameter.name} defaultValue={parameter.default ?? ""} placeholder={HINTS[parameter.type]} autoComplete="off" />
          </label>
        ),
      )}
      <span class="buttons">
        <button type="submit" value="run">
          {words.loadAndRun}
        </button>
        <button type="submit" value="load">
          {words.load}
        </button>
      </span>
      {fault && (
        <div class="state failed" role="alert">
          <bdi>{fault.status === 0 ? strings.state.unreachable : fault.message}</bdi> <bdi>{fault.remedy}</bdi>
        </div>
      )}
    </form>
  );
}

/** An actor, by any name that it has; the browser proposes those that begin so. */
function ActorField(props: { name: string; value: string }) {
  const id = useId();
  const [typed, setTyped] = useState("");
  const names = useNames(/:\//.test(typed) ? "" : typed);
  return (
    <label>
      {props.name}
      <input name={props.name} defaultValue={props.value} list={id} placeholder={HINTS.iri} autoComplete="off" onFocus={(event) => event.currentTarget.select()} onInput={(event) => setTyped(event.currentTarget.value)} />
      <datalist id={id}>
        {names.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </label>
  );
}
