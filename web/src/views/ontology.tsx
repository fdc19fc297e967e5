import { useEffect } from "preact/hooks";
import { useAnswer } from "../api/answer";
import { type RelationKind, relationKinds } from "../api/client";
import * as places from "../logic/places";
import { Choice, Filters, useFilter } from "../parts/lists";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

/** The relation types with what they mean and how often they occur. */
export function Ontology() {
  const { filter, path } = useFilter("valence");
  const answer = useAnswer("kinds", relationKinds);
  return (
    <Page title={strings.ontology.title}>
      <Filters path={path} key={filter.valence}>
        <Choice name="valence" label={strings.ontology.valence} value={filter.valence} options={Object.entries(strings.valence)} />
      </Filters>
      <Shown answer={answer}>
        {(kinds) => <Kinds kinds={[...kinds.values()].filter((kind) => !filter.valence || kind.valence === filter.valence)} />}
      </Shown>
    </Page>
  );
}

function Kinds(props: { kinds: readonly RelationKind[] }) {
  useEffect(() => {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, []);
  if (!props.kinds.length) return <Empty />;
  const { ontology, start } = strings;
  return (
    <ul class="kinds">
      {props.kinds.map((kind) => (
        <li key={kind.name} id={kind.name} class={kind.valence}>
          <h2>
            <span class={`type ${kind.valence}`}>{kind.label}</span>
          </h2>
          <p>{kind.definition}</p>
          <dl class="facts">
            <dt>{ontology.example}</dt>
            <dd>
              <q>{kind.example}</q>
            </dd>
            <dt>{ontology.inverse}</dt>
            <dd>{kind.inverse}</dd>
            <dt>{ontology.valence}</dt>
            <dd>{strings.valence[kind.valence]}</dd>
            {kind.parent && (
              <>
                <dt>{ontology.within}</dt>
                <dd>
                  <a href={`#${kind.parent}`}>{kind.parent}</a>
                </dd>
              </>
            )}
            {kind.opposite && (
              <>
                <dt>{ontology.opposite}</dt>
                <dd>
                  <a href={`#${kind.opposite}`}>{kind.opposite}</a>
                </dd>
              </>
            )}
          </dl>
          <a href={places.claims({ type: kind.name })} aria-label={`${kind.label}: ${start.claims(kind.claims)}`}>
            {start.claims(kind.claims)}
          </a>
        </li>
      ))}
    </ul>
  );
}
