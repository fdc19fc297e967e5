// Deciding on a claim: one key when it is right.

import { useRef, useState } from "preact/hooks";
import { useKinds } from "../api/answer";
import type { Claim, RelationKind } from "../api/client";
import type { NewDecision } from "../api/review";
import { type Change, corrected, edits, type Fields, fieldsOf, namesOf, ownVerdict } from "../logic/deciding";
import type { Action } from "../logic/keys";
import { strings } from "../strings";
import "../style/review.css";
import { Outcome, useAct } from "./act";
import { Applied } from "./apply";
import { ClaimForm } from "./claim-form";
import { History, useHistory } from "./history";
import { Act, KeysHelp, useKeys } from "./keys";
import { useMayReview, useSession } from "./session";

const words = strings.reviewing;

interface Props {
  claim: Claim;
  next?: () => void; // in a queue
  previous?: () => void;
  decided?: () => void;
  undone?: (change: Change) => void;
}

/** The panel for those who may review; for others what was decided. */
export function Decide(props: Props) {
  return useMayReview() ? <Panel key={props.claim.id} {...props} /> : <Reviewed claim={props.claim} />;
}

/** What was decided on a claim; nothing where nobody has decided. */
function Reviewed(props: { claim: Claim }) {
  const acting = useAct();
  const answer = useHistory(props.claim.id);
  if (answer.state !== "there" || (!answer.value.items.length && !answer.value.hidden)) return null;
  return (
    <section class="decide">
      <History claim={props.claim} found={answer.value} acting={acting} heading="h2" />
    </section>
  );
}

function Panel(props: Props) {
  const { claim, next, previous, decided, undone } = props;
  const { decide, undo } = useSession();
  const { act, fault, isBusy } = useAct();
  const answer = useHistory(claim.id);
  const kinds = useKinds();
  const [isOpen, setOpen] = useState(false);
  const [isHelp, setHelp] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const reason = useRef<HTMLInputElement>(null);

  const found = answer.state === "there" ? answer.value : null;
  const mine = (found?.items ?? []).filter((one) => one.isOwn);
  const before = corrected(fieldsOf(claim), mine);
  const verdict = ownVerdict(mine);

  const close = (): void => {
    setOpen(false);
    panel.current?.focus();
  };
  const make = async (rows: NewDecision[], said: string): Promise<void> => {
    if (await act(() => decide(rows, `${said}: ${told(claim, kinds)}`))) decided?.();
  };
  const judge = (action: "accept" | "reject"): void => {
    void make([{ target: claim.id, action, reason: reason.current?.value.trim() ?? "" }], words.said[action]);
  };
  const save = (fields: Fields, _: number | null, why: string): void => {
    const rows = edits(claim.id, before, fields, why);
    close();
    if (rows.length) void make(rows, words.said.edit);
  };
  const acts: Partial<Record<Action, () => void>> = {
    accept: () => judge("accept"),
    reject: () => judge("reject"),
    edit: () => setOpen(true),
    undo: () => void act(async () => {
      const change = await undo();
      if (change) undone?.(change);
    }),
    ...(next && { next }),
    ...(previous && { previous }),
    keys: () => setHelp(!isHelp),
  };
  const keys = useKeys(acts);
  const shown = (Object.keys(acts) as Action[]).filter((action) => action !== "keys");
  return (
    <section class="decide" ref={panel} tabIndex={-1} aria-label={words.decide}>
      <h2>{words.decide}</h2>
      <p class="buttons">
        {shown.map((action) => (
          <Act key={action} action={action} keys={keys} act={acts[action]!} isBusy={isBusy} isChosen={isVerdict(action) ? verdict === action : undefined} />
        ))}
      </p>
      {isOpen ? (
        <ClaimForm values={before} names={namesOf(claim)} isBusy={isBusy} save={save} close={close} />
      ) : (
        <label class="reason">
          {words.form.reason}
          <input ref={reason} dir="auto" autoComplete="off" />
        </label>
      )}
      <Outcome fault={fault} />
      <KeysHelp keys={keys} actions={Object.keys(acts) as Action[]} isOpen={isHelp} setOpen={setHelp} />
      <History claim={claim} found={found} acting={{ act, fault, isBusy }} />
      <Applied />
    </section>
  );
}

const isVerdict = (action: Action): boolean => action === "accept" || action === "reject" || action === "edit";

/** A claim as a line of text. */
function told(claim: Claim, kinds: ReadonlyMap<string, RelationKind>): string {
  const not = claim.polarity === "negated" ? [strings.claim.not] : [];
  const end = claim.object?.name ?? claim.theme ?? claim.content ?? "";
  return [claim.subject.name, ...not, kinds.get(claim.relationType)?.label ?? claim.relationType, end].join(" ");
}
