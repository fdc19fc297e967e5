import { useEffect } from "preact/hooks";
import { useAnswer } from "../api/answer";
import { type ClassKind, classes, type RelationKind, relationKinds } from "../api/client";
import * as places from "../logic/places";
import { type Branch, pruned, sum, tree } from "../logic/tree";
import { Choice, Filters, useFilter } from "../parts/lists";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";
import "../style/landing.css";

/** The terms of the ontology as trees: relation types, or classes, with what they mean and how often they occur. */
export function Ontology() {
  const { filter, path } = useFilter("valence", "of");
  const isOfClasses = filter.of === "classes";
  const { ontology } = strings;
  return (
    <Page title={ontology.title}>
      <nav class="switch" aria-label={ontology.parts}>
        <a href={path} aria-current={isOfClasses ? undefined : "true"}>
          {ontology.types}
        </a>
        <a href={places.place(path, { of: "classes" })} aria-current={isOfClasses ? "true" : undefined}>
          {ontology.classes}
        </a>
      </nav>
      {isOfClasses ? <Classes /> : <Types path={path} valence={filter.valence} />}
    </Page>
  );
}

function Types(props: { path: string; valence: string | undefined }) {
  const { path, valence } = props;
  const answer = useAnswer("kinds", relationKinds);
  return (
    <>
      <Filters path={path} key={valence}>
        <Choice name="valence" label={strings.ontology.valence} value={valence} options={Object.entries(strings.valence)} />
      </Filters>
      <Shown answer={answer}>
        {(kinds) => (
          <TypeTree
            branches={pruned(
              tree([...kinds.values()], (kind) => (kind.parent ? [kind.parent] : [])),
              (kind) => !valence || kind.valence === valence,
            )}
          />
        )}
      </Shown>
    </>
  );
}

function TypeTree(props: { branches: readonly Branch<RelationKind>[] }) {
  useEffect(() => {
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }, []);
  return props.branches.length ? <TypeBranches branches={props.branches} isTop /> : <Empty />;
}

function TypeBranches(props: { branches: readonly Branch<RelationKind>[]; isTop?: boolean }) {
  const { ontology, start } = strings;
  return (
    <ul class={props.isTop ? "tree" : undefined}>
      {props.branches.map(({ thing: kind, ...branch }) => (
        <li key={kind.name} id={kind.name}>
          <h2>
            <a class={`type ${kind.valence}`} href={places.term(kind.name)}>
              {kind.label}
            </a>
          </h2>
          <a href={places.claims({ type: kind.name })} aria-label={`${kind.label}: ${start.claims(kind.claims)}`}>
            {start.claims(kind.claims)}
          </a>
          {branch.below.length > 0 && <small>, {ontology.all(sum({ thing: kind, below: branch.below }, (one) => one.claims))}</small>}
          <p>{kind.definition}</p>
          {branch.below.length > 0 && <TypeBranches branches={branch.below} />}
        </li>
      ))}
    </ul>
  );
}

function Classes() {
  const answer = useAnswer("classes", classes);
  return <Shown answer={answer}>{({ items }) => <ClassBranches branches={tree(items, (one) => one.parents)} isTop />}</Shown>;
}

function ClassBranches(props: { branches: readonly Branch<ClassKind>[]; isTop?: boolean }) {
  return (
    <ul class={props.isTop ? "tree" : undefined}>
      {props.branches.map(({ thing, below }) => (
        <li key={thing.name} id={thing.name}>
          <h2>
            <a href={places.term(thing.name)}>{thing.label}</a>
          </h2>
          <small>{strings.ontology.instances(thing.instances)}</small>
          <p>{thing.definition}</p>
          {below.length > 0 && <ClassBranches branches={below} />}
        </li>
      ))}
    </ul>
  );
}
