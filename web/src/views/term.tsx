// A term of the ontology: a class, or a relation type. Names of classes begin with a capital letter.

import type { ComponentChildren } from "preact";
import { useAnswer } from "../api/answer";
import { type ClassInFull, classNamed, claims, Fault, type RelationKind, relationKinds } from "../api/client";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { ClaimList } from "../parts/claims";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";
import "../style/landing.css";

const FIRST = 5; // claims of a relation type

export const Term = (props: { id: string }) =>
  /^[A-Z]/.test(props.id) ? <ClassTerm key={props.id} name={props.id} /> : <TypeTerm key={props.id} name={props.id} />;

function ClassTerm(props: { name: string }) {
  const answer = useAnswer(props.name, (signal) => classNamed(props.name, signal));
  return (
    <Page title={answer.state === "there" ? answer.value.label : strings.ontology.title}>
      <Shown answer={answer}>{(found) => <ClassFacts found={found} />}</Shown>
    </Page>
  );
}

const Facts = (props: { facts: readonly (readonly [string, ComponentChildren])[] }) => (
  <dl class="facts">
    {props.facts
      .filter(([, value]) => value)
      .map(([name, value]) => (
        <div key={name} class="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);

const Terms = (props: { names: readonly string[]; label?: (name: string) => string }) =>
  props.names.map((name, n) => (
    <span key={name}>
      {n > 0 && ", "}
      <a href={places.term(name)}>{props.label?.(name) ?? naming.kind(name)}</a>
    </span>
  ));

function ClassFacts(props: { found: ClassInFull }) {
  const { found } = props;
  const { ontology } = strings;
  return (
    <>
      <p>{found.definition}</p>
      <Facts
        facts={[
          [ontology.example, found.example],
          [ontology.rule, found.note],
          [ontology.within, found.parents.length > 0 && <Terms names={found.parents} />],
          [ontology.kinds, found.children.length > 0 && <Terms names={found.children} />],
          [ontology.iri, <span class="iri">{found.iri}</span>],
        ]}
      />
      <p>
        <Instances found={found} />
      </p>
      {found.members.length > 0 && (
        <section>
          <h2>{ontology.members}</h2>
          <dl class="facts">
            {found.members.map((member) => (
              <div key={member.name} class="fact">
                <dt>{member.label}</dt>
                <dd>{member.definition}</dd>
              </div>
            ))}
          </dl>
        </section>
      )}
      {found.examples.length > 0 && (
        <section>
          <h2>{found.examples.some((one) => one.kind === "actor" || one.kind === "outlet") ? ontology.most : ontology.things}</h2>
          <ul class="plain">
            {found.examples.map((one) => (
              <li key={one.iri}>
                <a href={places.instance(one)}>
                  <bdi>{one.name}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{ontology.properties}</h2>
        {found.properties.length ? <Properties found={found} /> : <Empty />}
      </section>
    </>
  );
}

/** How many things are of a class, with a link to the list of them where there is one. */
function Instances(props: { found: ClassInFull }) {
  const { found } = props;
  const list = places.listOf(found.name, found.examples[0]?.kind);
  const said = strings.ontology.instances(found.instances);
  return list ? <a href={list}>{said}</a> : <>{said}</>;
}

function Properties(props: { found: ClassInFull }) {
  const { ontology } = strings;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={ontology.properties}>
      <table>
        <thead>
          <tr>
            <th scope="col">{ontology.property}</th>
            <th scope="col">{ontology.meaning}</th>
            <th scope="col">{ontology.leadsTo}</th>
            <th scope="col">{ontology.of}</th>
          </tr>
        </thead>
        <tbody>
          {props.found.properties.map((one) => (
            <tr key={`${one.of} ${one.name}`}>
              <th scope="row">{one.label}</th>
              <td>{one.definition}</td>
              <td>{one.kind === "object" ? <Terms names={one.ranges} /> : one.ranges.join(", ")}</td>
              <td>
                <Terms names={[one.of]} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

async function typeNamed(name: string): Promise<{ kind: RelationKind; kinds: ReadonlyMap<string, RelationKind> }> {
  const kinds = await relationKinds();
  const kind = kinds.get(name);
  if (!kind) throw new Fault(404, strings.ontology.noType(name));
  return { kind, kinds };
}

function TypeTerm(props: { name: string }) {
  const answer = useAnswer(props.name, () => typeNamed(props.name));
  return (
    <Page title={answer.state === "there" ? answer.value.kind.label : strings.ontology.title}>
      <Shown answer={answer}>
        {({ kind, kinds }) => (
          <>
            <TypeFacts kind={kind} kinds={kinds} />
            <TypeClaims name={kind.name} />
          </>
        )}
      </Shown>
    </Page>
  );
}

function TypeFacts(props: { kind: RelationKind; kinds: ReadonlyMap<string, RelationKind> }) {
  const { kind, kinds } = props;
  const { ontology } = strings;
  const label = (name: string): string => kinds.get(name)?.label ?? name;
  const below = [...kinds.values()].filter((one) => one.parent === kind.name).map((one) => one.name);
  return (
    <>
      <p>{kind.definition}</p>
      <Facts
        facts={[
          [ontology.valence, <span class={`type ${kind.valence}`}>{strings.valence[kind.valence]}</span>],
          [ontology.example, <q>{kind.example}</q>],
          [ontology.rule, kind.rule],
          [ontology.inverse, kind.inverse],
          [ontology.within, kind.parent && <Terms names={[kind.parent]} label={label} />],
          [ontology.kinds, below.length > 0 && <Terms names={below} label={label} />],
          [ontology.opposite, kind.opposite && <Terms names={[kind.opposite]} label={label} />],
          [ontology.iri, <span class="iri">{`https://w3id.org/pov/type/${kind.name}`}</span>],
        ]}
      />
    </>
  );
}

function TypeClaims(props: { name: string }) {
  const answer = useAnswer(props.name, (signal) => claims({ type: props.name, limit: FIRST }, signal));
  const { ontology } = strings;
  return (
    <section>
      <h2>{ontology.claims}</h2>
      <Shown answer={answer}>
        {({ items, total }) =>
          items.length ? (
            <>
              <ClaimList claims={items} />
              <a href={places.claims({ type: props.name })}>{ontology.allClaims(total)}</a>
            </>
          ) : (
            <Empty />
          )
        }
      </Shown>
    </section>
  );
}
