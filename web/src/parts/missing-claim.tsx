// In a debate: adding a claim that the machine missed, and the list of those that were added.

import { useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import { decisions } from "../api/review";
import { addition, type Fields, NO_FIELDS } from "../logic/deciding";
import * as places from "../logic/places";
import { strings } from "../strings";
import "../style/review.css";
import { Outcome, useAct } from "./act";
import { ClaimForm } from "./claim-form";
import { Decisions } from "./history";
import { useMayReview, useSession } from "./session";
import { Shown } from "./shown";

const words = strings.reviewing;
const MOST = 500; // decisions that the API gives at once
const NO_NAMES: ReadonlyMap<string, string> = new Map();

export function MissingClaim(props: { document: string }) {
  return useMayReview() ? <Adding {...props} /> : null;
}

function Adding(props: { document: string }) {
  const { decide, revision } = useSession();
  const acting = useAct();
  const [isOpen, setOpen] = useState(false);
  const [round, setRound] = useState(0); // an empty form after each
  const query = { document: props.document, limit: MOST };
  const answer = useAnswer(JSON.stringify([query, revision]), (signal) => decisions(query, signal));
  const save = async (fields: Fields, begin: number | null, reason: string): Promise<void> => {
    const row = addition(props.document, fields, begin, reason);
    if (await acting.act(() => decide([row], `${words.said.add}: ${fields.span}`))) setRound(round + 1);
  };
  return (
    <aside class={`decide missing ${isOpen ? "open" : ""}`} aria-label={words.form.add}>
      <p>
        <a href={places.place("/review", { document: props.document })}>{words.queue.inDebate}</a>
      </p>
      <details onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{words.form.add}</summary>
        {isOpen && <ClaimForm key={round} values={NO_FIELDS} names={NO_NAMES} isNew isBusy={acting.isBusy} save={save} />}
      </details>
      <Outcome fault={acting.fault} />
      <Shown answer={answer}>
        {({ items }) => {
          const added = items.filter((one) => one.action === "add");
          return added.length > 0 && (
            <section class="ticked">
              <h2>{words.missing.added}</h2>
              <Decisions items={added} acting={acting} />
            </section>
          );
        }}
      </Shown>
    </aside>
  );
}
