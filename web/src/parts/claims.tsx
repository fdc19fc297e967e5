// A claim in a line, and lists of claims.

import type { Claim } from "../api/client";
import * as places from "../logic/places";
import { strings } from "../strings";
import { ActorLink, Day, DebateLink, Quoted } from "./names";

/** Who does what to whom. */
export function Relation(props: { claim: Claim }) {
  const { claim } = props;
  return (
    <span class="relation">
      <ActorLink actor={claim.subject} />{" "}
      {claim.polarity === "negated" && <em class="negated">{strings.claim.not} </em>}
      <a class={`type ${claim.valence}`} href={places.relationType(claim.relationType)} title={strings.valence[claim.valence]}>
        {claim.label}
      </a>{" "}
      {claim.object && <ActorLink actor={claim.object} />}
      {claim.theme && (
        <span>
          {" "}
          {strings.claim.about} <bdi>{claim.theme}</bdi>
        </span>
      )}
      {claim.content && (
        <span>
          {" "}
          {strings.claim.that} <bdi>{claim.content}</bdi>
        </span>
      )}
    </span>
  );
}

/** The chain of sources, the outermost first. */
export function Sources(props: { claim: Claim }) {
  const chain = [...props.claim.source].reverse();
  if (!chain.length) return <span class="sources">{strings.claim.nameless}</span>;
  return (
    <ol class="sources">
      {chain.map((step, n) => (
        <li key={n}>
          <small>{strings.commitment[step.commitment]}</small> <ActorLink actor={step} />
        </li>
      ))}
    </ol>
  );
}

/** A claim in a list; in a debate its words stand in the text beside it. */
export function ClaimItem(props: { claim: Claim; isInDebate?: boolean; isChosen?: boolean }) {
  const { claim } = props;
  return (
    <li class={`claim ${claim.valence}${props.isChosen ? " chosen" : ""}`} id={`claim-${claim.id}`} data-claims={claim.id}>
      <Relation claim={claim} />
      {!props.isInDebate && (
        <a class="words" href={places.claim(claim.id)}>
          {claim.evidence.words ? <Quoted words={claim.evidence.words} /> : strings.claim.tooLong}
        </a>
      )}
      <span class="about">
        <Sources claim={claim} />
        {claim.modality !== "asserted" && <span class="tag">{claim.modality}</span>}
        {claim.reviewStatus !== "unreviewed" && <span class="tag">{strings.review[claim.reviewStatus]}</span>}
        {props.isInDebate ? (
          <a class="open" href={places.claim(claim.id)}>
            {strings.reading.open}
          </a>
        ) : (
          <span>
            <DebateLink document={claim.document} />, <Day date={claim.date} />
          </span>
        )}
      </span>
    </li>
  );
}

export function ClaimList(props: { claims: readonly Claim[] }) {
  return (
    <ul class="claims">
      {props.claims.map((claim) => (
        <ClaimItem key={claim.id} claim={claim} />
      ))}
    </ul>
  );
}
