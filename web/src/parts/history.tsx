// Decisions in words, and those on a claim.

import { useRef } from "preact/hooks";
import { type Answer, useAnswer } from "../api/answer";
import { actor, type Claim } from "../api/client";
import { type DecisionMade, history } from "../api/review";
import { type FieldName, FIELDS, isPending } from "../logic/deciding";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { strings } from "../strings";
import type { Acting } from "./act";
import { Quoted } from "./names";
import { useSession } from "./session";

const words = strings.reviewing;

/** A value of a decision; an IRI of an actor reads as the name. */
function Value(props: { value: string }) {
  if (!props.value) return <em>{words.history.nothing}</em>;
  return (
    <>
      {props.value.split("|").map((part, n) => (
        <span key={n}>
          {n > 0 && " · "}
          {/^https?:\/\//.test(part) ? <ActorNamed iri={part} /> : <bdi>{part}</bdi>}
        </span>
      ))}
    </>
  );
}

function ActorNamed(props: { iri: string }) {
  const answer = useAnswer(props.iri, (signal) => actor(props.iri, signal));
  const name = answer.state === "there" ? answer.value.name : props.iri.slice(props.iri.lastIndexOf("/") + 1);
  return (
    <a href={places.actor(props.iri)}>
      <bdi>{name}</bdi>
    </a>
  );
}

const isField = (name: string): name is FieldName => (FIELDS as readonly string[]).includes(name);

/** What was decided, without by whom. */
export function Decided(props: { decision: DecisionMade }) {
  const { action, field, old, new: value, words: evidence, reason } = props.decision;
  const hasValue = action !== "accept" && action !== "reject";
  return (
    <>
      {words.history.verb[action] ?? action}
      {action === "edit" && ` ${isField(field) ? words.fields[field] : field}`}
      {hasValue && (
        <>
          {old && action === "edit" && (
            <>
              {" "}
              <del>
                <Value value={old} />
              </del>{" "}
              →
            </>
          )}{" "}
          <Value value={value} />
        </>
      )}
      {action === "add" && (
        <>
          {" "}
          <Quoted words={evidence} />
        </>
      )}
      {reason && (
        <small>
          {" "}
          <bdi>{reason}</bdi>
        </small>
      )}
    </>
  );
}

/** Decisions with who made them; one's own can be taken back. */
export function Decisions(props: { items: readonly DecisionMade[]; acting: Acting }) {
  const { takeBack } = useSession();
  return (
    <ul class="plain">
      {props.items.map((one) => (
        <li key={one.id}>
          <span class="by">
            <bdi>{one.coder}</bdi>, {naming.date(one.date)}:
          </span>{" "}
          <Decided decision={one} />{" "}
          {one.isOwn && (
            <button type="button" onClick={() => void props.acting.act(() => takeBack(one.id))}>
              {words.history.takeBack}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What was decided on a claim. */
export function History(props: { claim: Claim; found: Told | null; acting: Acting; heading?: "h2" }) {
  const { claim, found, acting, heading: Heading = "h3" } = props;
  return (
    <>
      <Heading>{words.history.title}</Heading>
      {!found && <p class="state">{strings.state.loading}</p>}
      {found?.hidden && <p class="note">{words.history.hidden}</p>}
      {found && <Decisions items={found.items} acting={acting} />}
      {found && !found.items.length && !found.hidden && <p class="state">{words.history.none}</p>}
      {found && isPending(claim, found.items) && <p class="note">{words.history.pending}</p>}
    </>
  );
}

export type Told = Awaited<ReturnType<typeof history>>;

/** What was decided on a claim; while it is asked for anew, what it was before. */
export function useHistory(claim: string): Answer<Told> {
  const { revision } = useSession();
  const answer = useAnswer(`${claim} ${revision}`, (signal) => history(claim, signal));
  const before = useRef<{ claim: string; answer: Answer<Told> }>({ claim, answer });
  if (answer.state !== "loading" || before.current.claim !== claim) before.current = { claim, answer };
  return before.current.answer;
}
