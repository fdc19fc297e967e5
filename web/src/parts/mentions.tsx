// Words that stand for somebody: where they stand, and that they mean somebody else.

import { useRef, useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import type { Actor } from "../api/client";
import { type Mention, mentions, type Place } from "../api/review";
import { number, strings } from "../strings";
import type { Acting } from "./act";
import { ActorBox } from "./actor-box";
import { DecisionForm } from "./decision-form";
import { Day, DebateLink, Quoted } from "./names";
import { Empty, Shown } from "./shown";

const words = strings.reviewing;
const MORE = 20; // mentions that are shown at first, and with each step
const MOST = 500; // that the server gives at once

/** The words, between the sentences around them where the server gives texts. */
export function InPlace(props: { place: Place }) {
  const { context, begin, end, words: alone } = props.place;
  if (context) return <Quoted words={context.text} marks={[[begin - context.begin, end - context.begin]]} />;
  return alone ? <Quoted words={alone} /> : <>{strings.claim.tooLong}</>;
}

/** Who is meant by a mention: a form that sets it. */
export function MeansForm(props: { target: string; said: string; acting: Acting; decided?: () => void }) {
  const { target, said, acting, decided } = props;
  return (
    <DecisionForm
      go={words.actor.splitIt} said={`${words.said.split}: ${said}`} acting={acting} decided={decided}
      rows={(fields) => [{ target, action: "split", new: fields.get("meant")! }]}
    >
      <ActorBox name="meant" label={words.actor.means} mustBeKnown required />
    </DecisionForm>
  );
}

/** The mentions of an actor, the least sure first; asked for when they are opened. */
export function Mentions(props: { actor: Actor; acting: Acting }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.mentions.title(props.actor.mentions)}</summary>
      {isOpen && <Listed {...props} />}
    </details>
  );
}

function Listed(props: { actor: Actor; acting: Acting }) {
  const { actor, acting } = props;
  const [limit, setLimit] = useState(MORE);
  const [open, setOpen] = useState<string | null>(null);
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const asked = { actor: actor.iri, limit };
  const answer = useAnswer(JSON.stringify(asked), (signal) => mentions(asked, signal));
  const last = useRef(answer); // stays while more are asked for
  if (answer.state !== "loading") last.current = answer;
  return (
    <Shown answer={last.current}>
      {({ items, total }) => (
        <>
          {items.length === 0 && <Empty />}
          <ul class="plain mentions">
            {items.map((one) => (
              <Item
                key={one.id} mention={one} acting={acting} isOpen={open === one.id} isDecided={decided.has(one.id)}
                setOpen={(isOpen) => setOpen(isOpen ? one.id : null)}
                decided={() => setDecided(new Set([...decided, one.id]))}
              />
            ))}
          </ul>
          {items.length < Math.min(total, MOST) && (
            <button type="button" onClick={() => setLimit(Math.min(limit + MORE, MOST))}>
              {words.mentions.more(items.length, total)}
            </button>
          )}
        </>
      )}
    </Shown>
  );
}

function Item(props: {
  mention: Mention;
  acting: Acting;
  isOpen: boolean;
  isDecided: boolean;
  setOpen: (isOpen: boolean) => void;
  decided: () => void;
}) {
  const { mention, acting, isOpen, isDecided, setOpen } = props;
  const button = useRef<HTMLButtonElement>(null);
  const decided = (): void => {
    props.decided();
    setOpen(false);
    button.current?.focus();
  };
  return (
    <li>
      <InPlace place={mention} />
      <small>
        <DebateLink document={mention.document} />, <Day date={mention.document.date} />
        {mention.score !== null && `. ${words.mentions.sure(number(mention.score))}`}
        {isDecided && ` (${words.queue.decidedHere})`}
      </small>{" "}
      <button ref={button} type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {words.mentions.another}
      </button>
      {isOpen && <MeansForm target={mention.id} said={mention.words ?? mention.actor.name} acting={acting} decided={decided} />}
    </li>
  );
}
