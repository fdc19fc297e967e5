// A claim in a line, and lists of claims.

import { useKinds } from "../api/answer";
import type { Claim, RelationKind } from "../api/client";
import * as places from "../logic/places";
import { strings } from "../strings";
import { ActorLink, Day, DebateLink, Quoted } from "./names";

/** Who does what to whom. */
export function Relation(props: { claim: Claim; kinds: ReadonlyMap<string, RelationKind> }) {
  const { claim } = props;
  const kind = props.kinds.get(claim.relationType);
  const valence = kind?.valence ?? "neutral";
  return (
    <span class="relation">
      <ActorLink actor={claim.subject} />{" "}
      {claim.polarity === "negated" && <em class="negated">{strings.claim.not} </em>}
      <a class={`type ${valence}`} href={places.relationType(claim.relationType)} title={strings.valence[valence]}>
        {kind?.label ?? claim.relationType}
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
          <ActorLink actor={step} /> <small>{strings.commitment[step.commitment]}</small>
        </li>
      ))}
    </ol>
  );
}

export function ClaimItem(props: { claim: Claim; kinds: ReadonlyMap<string, RelationKind>; isInDebate?: boolean }) {
  const { claim, kinds } = props;
  const valence = kinds.get(claim.relationType)?.valence ?? "neutral";
  return (
    <li class={`claim ${valence}`} id={`claim-${claim.id}`}>
      <Relation claim={claim} kinds={kinds} />
      <a class="words" href={places.claim(claim.id)}>
        {claim.evidence.words ? <Quoted words={claim.evidence.words} /> : strings.claim.tooLong}
      </a>
      <span class="about">
        <Sources claim={claim} />
        {claim.modality !== "asserted" && <span class="tag">{claim.modality}</span>}
        {claim.reviewStatus !== "unreviewed" && <span class="tag">{strings.review[claim.reviewStatus]}</span>}
        {!props.isInDebate && (
          <span>
            <DebateLink document={claim.document} />, <Day date={claim.date} />
          </span>
        )}
      </span>
    </li>
  );
}

export function ClaimList(props: { claims: readonly Claim[]; isInDebate?: boolean }) {
  const kinds = useKinds();
  return (
    <ul class="claims">
      {props.claims.map((claim) => (
        <ClaimItem key={claim.id} claim={claim} kinds={kinds} isInDebate={props.isInDebate} />
      ))}
    </ul>
  );
}
