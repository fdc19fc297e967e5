import { useEffect, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { type Answer, useAnswer } from "../api/answer";
import { actor, type Claim, claim as claimInFull } from "../api/client";
import { type Doubt, type DoubtKind, progress, queue } from "../api/review";
import type { Change } from "../logic/deciding";
import type { Action } from "../logic/keys";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { Outcome, useAct } from "../parts/act";
import { ActorForms } from "../parts/actor-correction";
import { Relation, Sources } from "../parts/claims";
import { Applied } from "../parts/apply";
import { Decide } from "../parts/decide";
import { Act, KeysHelp, useKeys } from "../parts/keys";
import { ClaimWords } from "../parts/marked";
import { InPlace, MeansForm } from "../parts/mentions";
import { Day, DebateLink, OutletLink, Quoted } from "../parts/names";
import { Page } from "../parts/page";
import { ForReviewers, useSession } from "../parts/session";
import { Shown } from "../parts/shown";
import { number, strings } from "../strings";

const KINDS = ["claim", "actor", "mention"] as const;
const BATCH = 50; // doubts that are asked for at once
const words = strings.reviewing;

interface Moves {
  next: () => void;
  previous: () => void;
  decided: () => void;
  undone: (change: Change) => void;
}

/** What is in doubt, one after the other. */
export function Review() {
  const { query } = useLocation();
  const kind = KINDS.find((one) => one === query.kind) ?? "claim";
  return (
    <Page title={words.title}>
      <ForReviewers>
        <nav class="switch" aria-label={words.queue.kind}>
          {KINDS.map((one) => (
            <a key={one} href={places.place("/review", { kind: one, document: query.document })} aria-current={one === kind ? "true" : undefined}>
              {words.queue.kinds[one]}
            </a>
          ))}
          <a href="/review/disagreements">{words.queue.disagreements}</a>
        </nav>
        <Queues kind={kind} document={query.document} />
      </ForReviewers>
    </Page>
  );
}

function Queues(props: { kind: DoubtKind; document: string | undefined }) {
  const { revision, isApplied } = useSession();
  const answer = useAnswer(`progress ${revision}`, progress); // it is no reason to wait
  const last = useRef<Coders | null>(null);
  if (answer.state === "there") last.current = answer.value;
  const pending = last.current?.pending ?? 0;
  return (
    <>
      <p class="note" role="status">
        {pending > 0 && words.queue.pending(pending)}
      </p>
      {(pending > 0 || isApplied) && <Applied />}
      <Queue key={`${props.kind} ${props.document}`} {...props} />
      {last.current && <Progress found={last.current} />}
    </>
  );
}

function Queue(props: { kind: DoubtKind; document: string | undefined }) {
  const { kind, document } = props;
  const { query, route } = useLocation();
  const [round, setRound] = useState(0);
  const [decided, setDecided] = useState<ReadonlySet<string>>(new Set());
  const [isLast, setLast] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const from = Math.max(0, Math.trunc(Number(query.from)) || 0);
  const asked = { kind, document, limit: BATCH, offset: from };
  const answer = useAnswer(JSON.stringify([asked, round]), (signal) => queue(asked, signal));
  const items = answer.state === "there" ? answer.value.items : [];
  const found = items.findIndex((one) => one.target === query.at);
  const at = Math.max(0, found);
  const doubt = items[at];
  const left = answer.state === "there" ? answer.value.total - decided.size : 0;

  const isMoved = useRef(false);
  useEffect(() => {
    if (isMoved.current) heading.current?.focus();
  }, [doubt]);

  const go = (begin: number, target?: string): void => {
    isMoved.current = true;
    setLast(false);
    if (target === undefined) {
      setDecided(new Set());
      setRound(round + 1);
    }
    route(places.place("/review", { kind, document, from: begin || undefined, at: target }), true);
  };
  const advance = (done: ReadonlySet<string>): void => {
    const following = items.slice(at + 1).find((one) => !done.has(one.target));
    const stay = items.filter((one) => !done.has(one.target)).length; // these come again before what follows
    const isMore = answer.state === "there" && from + items.length < answer.value.total;
    if (following) go(from, following.target);
    else if (isMore) go(from + stay);
    else if (!stay) go(0);
    else setLast(true);
  };
  const moves: Moves = {
    next: () => advance(decided),
    previous: () => {
      const before = items[at - 1];
      if (before) go(from, before.target);
      else if (from) go(Math.max(0, from - BATCH));
    },
    decided: () => {
      const done = new Set([...decided, doubt!.target]);
      setDecided(done);
      advance(done);
    },
    undone: ({ made, withdrawn }) => {
      const id = [...made, ...withdrawn][0]?.target ?? ""; // a mention goes by the end of its IRI there
      const target = items.map((one) => one.target).find((one) => one === id || one.endsWith(`/${id}`));
      if (target === undefined) return;
      setDecided(new Set([...decided].filter((one) => one !== target)));
      go(from, target);
    },
  };
  return (
    <Shown answer={answer as Answer<unknown>}>
      {() =>
        doubt ? (
          <>
            {query.at && found < 0 && (
              <p class="note">
                {words.queue.gone} {kind === "claim" && <a href={places.claim(query.at)}>{words.queue.open}</a>}
              </p>
            )}
            <h2 ref={heading} tabIndex={-1} dir="auto">
              {kind === "claim" ? words.disagreements.claim : (doubt.place?.words ?? doubt.what)}
            </h2>
            <p class="note">
              {number(left)} {words.queue.kinds[kind]}. {doubt.reasons.map((one) => words.queue.reasons[one] ?? one).join(", ")}
              {decided.has(doubt.target) && ` (${words.queue.decidedHere})`}
            </p>
            <OneDoubt key={doubt.target} doubt={doubt} moves={moves} />
            <p role="status">{isLast && words.queue.last}</p>
          </>
        ) : (
          <p class="state">{words.queue.none}</p>
        )
      }
    </Shown>
  );
}

function OneDoubt(props: { doubt: Doubt; moves: Moves }) {
  const { doubt, moves } = props;
  const { claim } = doubt;
  return (
    <>
      {claim && (
        <p class="headline">
          <Relation claim={claim} />
        </p>
      )}
      <figure class={`quotation ${claim?.valence ?? "neutral"}`}>
        <blockquote dir="auto">
          <Words doubt={doubt} />
        </blockquote>
        <figcaption>
          {claim?.outlet && (
            <>
              <OutletLink outlet={claim.outlet} />,{" "}
            </>
          )}
          {doubt.document && (
            <>
              <DebateLink document={doubt.document} />, <Day date={doubt.document.date} />.{" "}
            </>
          )}
          {claim && <a href={places.claim(claim.id)}>{words.queue.open}</a>}
        </figcaption>
      </figure>
      {claim && <Sources claim={claim} />}
      {claim && (
        <p class="tags">
          <span class="tag">{strings.polarity[claim.polarity]}</span> <span class="tag">{claim.modality}</span>{" "}
          {(claim.time || claim.timeText) && (
            <span class="tag">
              {claim.time && naming.date(claim.time)} {claim.timeText && <Quoted words={claim.timeText} />}
            </span>
          )}
        </p>
      )}
      {claim && <Decide claim={claim} {...moves} />}
      {doubt.kind === "actor" && <ActorDoubt doubt={doubt} moves={moves} />}
      {doubt.kind === "mention" && <MentionDoubt doubt={doubt} moves={moves} />}
    </>
  );
}

function Words(props: { doubt: Doubt }) {
  const { place, words: alone, claim } = props.doubt;
  if (place) return <InPlace place={place} />;
  if (claim) return <InContext claim={claim} />;
  return alone ? <Quoted words={alone} /> : <>{strings.claim.tooLong}</>;
}

/** The words of a claim, as soon as they are there between the sentences around them. */
function InContext(props: { claim: Claim }) {
  const answer = useAnswer(props.claim.id, (signal) => claimInFull(props.claim.id, signal));
  return <ClaimWords claim={answer.state === "there" ? answer.value : props.claim} />;
}

/** The keys of a doubt that is no claim: it is left as it is, or decided by a form. */
function Moving(props: { moves: Moves; acting: ReturnType<typeof useAct> }) {
  const { moves, acting } = props;
  const { undo } = useSession();
  const [isHelp, setHelp] = useState(false);
  const acts: Partial<Record<Action, () => void>> = {
    undo: () => void acting.act(async () => {
      const change = await undo();
      if (change) moves.undone(change);
    }),
    next: moves.next,
    previous: moves.previous,
    keys: () => setHelp(!isHelp),
  };
  const keys = useKeys(acts);
  return (
    <>
      <p class="buttons">
        {(["undo", "next", "previous"] as const).map((action) => (
          <Act key={action} action={action} keys={keys} act={acts[action]!} isBusy={acting.isBusy} />
        ))}
      </p>
      <Outcome fault={acting.fault} />
      <KeysHelp keys={keys} actions={Object.keys(acts) as Action[]} isOpen={isHelp} setOpen={setHelp} />
    </>
  );
}

function ActorDoubt(props: { doubt: Doubt; moves: Moves }) {
  const { doubt, moves } = props;
  const acting = useAct();
  const answer = useAnswer(doubt.target, (signal) => actor(doubt.target, signal));
  return (
    <section class="decide" aria-label={words.decide}>
      <Moving moves={moves} acting={acting} />
      <Shown answer={answer}>{(found) => <ActorForms actor={found} acting={acting} decided={moves.decided} />}</Shown>
    </section>
  );
}

function MentionDoubt(props: { doubt: Doubt; moves: Moves }) {
  const { doubt, moves } = props;
  const acting = useAct();
  return (
    <section class="decide" aria-label={words.decide}>
      <Moving moves={moves} acting={acting} />
      {doubt.place && doubt.reasons.includes("ambiguous") && (
        <p class="note">
          <bdi>{doubt.words}</bdi>
        </p>
      )}
      {isIssue(doubt.target) ? (
        <p class="note">
          {words.queue.noMention} {doubt.document && <a href={places.debate(doubt.document.id)}>{words.queue.openDebate}</a>}
        </p>
      ) : (
        <MeansForm target={doubt.target} said={doubt.place?.words ?? doubt.words} acting={acting} decided={moves.decided} />
      )}
    </section>
  );
}

/** Whether only the issue is known, and not the mention to which nobody is linked. */
const isIssue = (target: string): boolean => target.includes("/issue/");

type Coders = Awaited<ReturnType<typeof progress>>;

function Progress(props: { found: Coders }) {
  const { coders, both, agreeing } = props.found;
  return (
    <section>
      <h2>{words.queue.progress}</h2>
      <ul class="names">
        {coders.map((one) => (
          <li key={one.name}>
            <bdi>{one.name}</bdi>: {number(one.decided)}
          </li>
        ))}
      </ul>
      {both > 0 && <p>{words.queue.both(both, agreeing)}</p>}
    </section>
  );
}
