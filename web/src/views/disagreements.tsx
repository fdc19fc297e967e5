import { useAnswer } from "../api/answer";
import { type DecisionMade, type Disagreement, disagreements, type NewDecision } from "../api/review";
import { again } from "../logic/deciding";
import * as places from "../logic/places";
import { Outcome, type Acting, useAct } from "../parts/act";
import { Relation } from "../parts/claims";
import { Decided, Decisions } from "../parts/history";
import { PART, Parts, useFilter } from "../parts/lists";
import { Quoted } from "../parts/names";
import { Page } from "../parts/page";
import { ForReviewers, useSession } from "../parts/session";
import { Shown } from "../parts/shown";
import { strings } from "../strings";
import "../style/review.css";

const words = strings.reviewing;

/** Claims on which coders decided differently, and what is to stand. */
export function Disagreements() {
  return (
    <Page title={words.disagreementsTitle}>
      <ForReviewers>
        <p>
          <a href="/review">{words.queue.toQueue}</a>
        </p>
        <List />
      </ForReviewers>
    </Page>
  );
}

function List() {
  const { revision } = useSession();
  const { offset, path } = useFilter();
  const acting = useAct();
  const answer = useAnswer(`${offset} ${revision}`, (signal) => disagreements({ limit: PART, offset }, signal));
  return (
    <>
      <Outcome fault={acting.fault} />
      <Shown answer={answer}>
        {({ items, total }) =>
          items.length ? (
            <>
              <ul class="plain">
                {items.map((one) => (
                  <Item key={one.target} one={one} acting={acting} />
                ))}
              </ul>
              <Parts path={path} query={{}} offset={offset} shown={items.length} total={total} />
            </>
          ) : (
            <p class="state">{words.disagreements.none}</p>
          )
        }
      </Shown>
    </>
  );
}

function Item(props: { one: Disagreement; acting: Acting }) {
  const { one, acting } = props;
  const { decide } = useSession();
  const coders = [...new Set(one.decisions.map((decision) => decision.coder))];
  const rowsOf = (coder: string): DecisionMade[] => one.decisions.filter((decision) => decision.coder === coder);
  const settle = (coder: string): void => {
    const reason = words.disagreements.as(coder);
    const settled = rowsOf(coder).map((row): NewDecision => ({ ...again(row), reason: row.reason ? `${reason}: ${row.reason}` : reason, settles: true }));
    void acting.act(() => decide(settled, `${words.said.settle}: ${reason}`));
  };
  return (
    <li class="disagreement">
      {one.claim ? (
        <>
          <h2>
            <Relation claim={one.claim} />
          </h2>
          <a class="words" href={places.claim(one.claim.id)}>
            {one.claim.evidence.words ? <Quoted words={one.claim.evidence.words} /> : strings.claim.tooLong}
          </a>
        </>
      ) : (
        <h2>{one.target}</h2>
      )}
      <div class="side">
        {coders.map((coder) => (
          <section key={coder}>
            <h3>
              <bdi>{coder}</bdi>
            </h3>
            <ul class="plain">
              {rowsOf(coder).map((row) => (
                <li key={row.id}>
                  <Decided decision={row} />
                </li>
              ))}
            </ul>
            <button type="button" onClick={() => settle(coder)}>
              <bdi>{words.disagreements.settle(coder)}</bdi>
            </button>
          </section>
        ))}
      </div>
      {one.settled.length > 0 && (
        <section>
          <h3>{words.disagreements.settled}</h3>
          <Decisions items={one.settled} acting={acting} />
        </section>
      )}
    </li>
  );
}
