import { useAnswer, useKinds } from "../api/answer";
import { type Claim as Told, claim, type ClaimFilter, claims } from "../api/client";
import * as naming from "../logic/naming";
import { ClaimList, Relation, Sources } from "../parts/claims";
import { Decide } from "../parts/decide";
import { Day, DebateLink, OutletLink, Quoted } from "../parts/names";
import { Page } from "../parts/page";
import { Shown } from "../parts/shown";
import { strings } from "../strings";

const MOST = 20; // claims that agree or contradict

/** A claim with its words, its sources, and who says the same or the opposite. */
export function Claim(props: { id: string }) {
  const answer = useAnswer(props.id, (signal) => claim(props.id, signal));
  return (
    <Page title={strings.claim.title}>
      <Shown answer={answer}>{(found) => <Whole claim={found} />}</Shown>
    </Page>
  );
}

function Whole(props: { claim: Told }) {
  const { claim } = props;
  const kinds = useKinds();
  const kind = kinds.get(claim.relationType);
  const words = strings.claim;
  const pair = { subject: claim.subject.iri, object: claim.object?.iri, limit: MOST };
  const turned = claim.polarity === "affirmed" ? "negated" : "affirmed";
  return (
    <>
      <p class="headline">
        <Relation claim={claim} kinds={kinds} />
      </p>
      <figure class={`quotation ${kind?.valence ?? "neutral"}`}>
        <blockquote dir="auto">{claim.evidence.words ? <Quoted words={claim.evidence.words} /> : words.tooLong}</blockquote>
        <figcaption>
          {claim.outlet && (
            <>
              <OutletLink outlet={claim.outlet} />,{" "}
            </>
          )}
          <DebateLink document={claim.document} />, <Day date={claim.date} />.{" "}
          {words.place(claim.evidence.begin, claim.evidence.end)}
        </figcaption>
      </figure>
      <section>
        <h2>{words.says}</h2>
        <Sources claim={claim} />
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
        {claim.confidence !== null && (
          <>
            <dt>{words.confidence}</dt>
            <dd>{claim.confidence.toFixed(2)}</dd>
          </>
        )}
        {claim.rule && (
          <>
            <dt>{words.rule}</dt>
            <dd>
              <bdi>{claim.rule}</bdi>
            </dd>
          </>
        )}
        <dt>{words.review}</dt>
        <dd>{strings.review[claim.reviewStatus]}</dd>
      </dl>
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
