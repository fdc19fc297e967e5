// A stretch of a document in which the words of claims are marked, sign by sign as in the document: `data-begin` says
// where it begins there, by code points.

import type { VNode } from "preact";
import type { Claim, ClaimInFull } from "../api/client";
import * as places from "../logic/places";
import { placed, type Segment, type Shade, segments, type Stretch, shade } from "../logic/segments";
import { strings } from "../strings";
import "../style/reading.css";
import { Quoted } from "./names";

interface Marking {
  stretch: Stretch;
  claims: readonly Claim[]; // in the order of their notes
  chosen?: string; // id of a claim
  as?: "div" | "span";
}

/** The words of claims lead to them; of several to the innermost. */
export function Marked(props: Marking) {
  const numbers = new Map(props.claims.map((claim, n) => [claim.id, n + 1]));
  return (
    <Whole {...props}>
      {(segment, look) => (
        <a
          class={look}
          href={places.claim(segment.all[0]!)}
          tabIndex={segment.first ? undefined : -1}
          data-claims={segment.all.join(" ")}
          data-notes={segment.ends.map((id) => numbers.get(id)).join(", ") || undefined}
        >
          {segment.text}
        </a>
      )}
    </Whole>
  );
}

/** The words of a claim in its own view. */
export const Highlit = (props: Marking) => <Whole {...props}>{(segment, look) => <mark class={look}>{segment.text}</mark>}</Whole>;

function Whole(props: Marking & { children: (segment: Segment, look: string) => VNode }) {
  const { stretch, claims, chosen, as: Tag = "div" } = props;
  const known = new Map(claims.map((claim) => [claim.id, claim]));
  const look = (all: readonly string[]): Shade => shade(all.map((id) => known.get(id)!));
  return (
    <Tag class="text" data-begin={stretch.begin} dir="auto">
      {segments(stretch, claims.map(placed)).map((one) =>
        one.all.length ? props.children(one, `told ${look(one.all)}${chosen && one.all.includes(chosen) ? " chosen" : ""}`) : one.text,
      )}
    </Tag>
  );
}

/** The words of a claim, between the sentences around them where the server gives texts. */
export function ClaimWords(props: { claim: Claim & Partial<ClaimInFull> }) {
  const { context, evidence } = props.claim;
  if (context) return <Highlit stretch={context} claims={[props.claim]} />;
  return evidence.words ? <Quoted words={evidence.words} /> : <>{strings.claim.tooLong}</>;
}
