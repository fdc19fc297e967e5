import { type ComponentChildren, Fragment } from "preact";
import { useAnswer, useKinds } from "../api/answer";
import { claim, type ClaimFilter, type ClaimInFull, claims } from "../api/client";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { ClaimList, Relation } from "../parts/claims";
import { Decide } from "../parts/decide";
import { ClaimWords } from "../parts/marked";
import { ActorLink, Day, DebateLink, OutletLink, Quoted } from "../parts/names";
import { Page } from "../parts/page";
import { Shown } from "../parts/shown";
import { strings } from "../strings";

const MOST = 20; // claims that agree or contradict

/** A claim where it stands, its sources, where it comes from, and who says the same or the opposite. */
export function Claim(props: { id: string }) {
  const answer = useAnswer(props.id, (signal) => claim(props.id, signal));
  return (
    <Page title={strings.claim.title}>
      <Shown answer={answer}>{(found) => <Whole claim={found} />}</Shown>
    </Page>
  );
}

function Whole(props: { claim: ClaimInFull }) {
  const { claim } = props;
  const kinds = useKinds();
  const kind = kinds.get(claim.relationType);
  const words = strings.claim;
  const pair = { subject: claim.subject.iri, object: claim.object?.iri, limit: MOST };
  const turned = claim.polarity === "affirmed" ? "negated" : "affirmed";
  return (
    <>
      <p class="headline">
        <Relation claim={claim} />
      </p>
      <figure class={`quotation ${claim.valence}`}>
        <blockquote dir="auto">
          <ClaimWords claim={claim} />
        </blockquote>
        <figcaption>
          {claim.outlet && (
            <>
              <OutletLink outlet={claim.outlet} />,{" "}
            </>
          )}
          {claim.speaker && (
            <>
              {strings.reading.speaker} <ActorLink actor={claim.speaker} />,{" "}
            </>
          )}
          <DebateLink document={claim.document} />, <Day date={claim.date} />.{" "}
          {words.place(claim.evidence.begin, claim.evidence.end)}, <a href={places.inDebate(claim)}>{strings.reading.toDebate}</a>
        </figcaption>
      </figure>
      <section>
        <h2>{words.says}</h2>
        <Chain claim={claim} />
      </section>
      <dl class="facts">
        <dt>{words.polarity}</dt>
        <dd>{strings.polarity[claim.polarity]}</dd>
        <dt>{words.modality}</dt>
        <dd>{claim.modality}</dd>
        {(claim.time || claim.timeText) && (
          <>
            <dt>{words.time}</dt>
            <dd>
              {claim.time && naming.date(claim.time)} {claim.timeText && <Quoted words={claim.timeText} />}
            </dd>
          </>
        )}
        <dt>{words.review}</dt>
        <dd>{strings.review[claim.reviewStatus]}</dd>
      </dl>
      <Provenance claim={claim} />
      <Decide claim={claim} />
      {claim.object && (
        <>
          <Others
            title={words.opposite}
            but={claim.id}
            filters={[
              { ...pair, type: claim.relationType, polarity: turned },
              ...(kind?.opposite ? [{ ...pair, type: kind.opposite, polarity: claim.polarity }] : []),
            ]}
          />
          <Others title={words.same} but={claim.id} filters={[{ ...pair, type: claim.relationType, polarity: claim.polarity }]} />
        </>
      )}
    </>
  );
}

/** Who says so, and through whom it came to the text. */
function Chain(props: { claim: ClaimInFull }) {
  const { claim } = strings;
  const { source } = props.claim;
  if (!source.length) return <p>{claim.nameless}</p>;
  return (
    <ol class="chain">
      {source.map((step, n) => (
        <li key={n}>
          {strings.commitment[step.commitment]} <ActorLink actor={step} />
        </li>
      ))}
    </ol>
  );
}

/** What found it, how sure, in which text; and the same as data. */
function Provenance(props: { claim: ClaimInFull }) {
  const { claim } = props;
  const { run } = claim;
  const { reading } = strings;
  const facts: [string, ComponentChildren][] = [
    [strings.claim.confidence, claim.confidence?.toFixed(2)],
    [strings.claim.rule, claim.rule && <bdi>{claim.rule}</bdi>],
    [reading.run, run?.software && <a href={places.described(run.iri, claim)}>{run.software}</a>],
    [reading.by, run?.coder && <bdi>{run.coder}</bdi>],
    [reading.settings, run?.settings && <bdi>{run.settings}</bdi>],
    [reading.version, claim.version && <code>{claim.version}</code>],
    [reading.data, <a href={places.described(claim.iri, claim)}>{reading.rdf}</a>],
  ];
  return (
    <section>
      <h2>{reading.provenance}</h2>
      <dl class="facts">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Fragment>
          ))}
      </dl>
    </section>
  );
}

/** Claims that any of the filters finds, without one. */
function Others(props: { title: string; but: string; filters: readonly ClaimFilter[] }) {
  const answer = useAnswer(JSON.stringify(props.filters), (signal) =>
    Promise.all(props.filters.map((filter) => claims(filter, signal))),
  );
  return (
    <section>
      <h2>{props.title}</h2>
      <Shown answer={answer}>
        {(parts) => {
          const found = parts.flatMap((part) => part.items).filter((one) => one.id !== props.but);
          return found.length ? <ClaimList claims={found} /> : <p class="state">{strings.claim.nobody}</p>;
        }}
      </Shown>
    </section>
  );
}
