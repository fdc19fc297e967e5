import { useAnswer, useKinds } from "../api/answer";
import { claims, outlet } from "../api/client";
import { judged } from "../logic/counts";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { Judgements } from "../parts/charts";
import { ClaimList } from "../parts/claims";
import { PART, Parts, useFilter } from "../parts/lists";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const MOST = 500; // claims that the API gives at once, and that are counted
const FIRST = 20; // of those who are judged

/** An outlet: whom its contributions judge how. */
export function Outlet(props: { id: string }) {
  const { offset, path } = useFilter();
  const kinds = useKinds();
  const answer = useAnswer(props.id, (signal) => outlet(props.id, signal));
  const said = useAnswer(props.id, (signal) => claims({ outlet: props.id, limit: MOST }, signal));
  const title = answer.state === "there" ? answer.value.name : strings.nav.outlets;
  return (
    <Page title={title}>
      <Shown answer={answer}>
        {(found) => (
          <p>
            {naming.kind(found.type)}
            {found.country && `, ${naming.country(found.country)}`}, {strings.start.contributions(found.contributions)},{" "}
            <a href={places.actor(found.id)}>{strings.start.claims(found.claims)}</a> {strings.claim.about}{" "}
            <bdi>{found.name}</bdi>
          </p>
        )}
      </Shown>
      <Shown answer={said}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty />
          ) : (
            <>
              {items.length < total && <p class="note">{strings.actor.from(items.length, total)}</p>}
              <section>
                <h2>{strings.outlet.judges}</h2>
                <Judgements
                  label={strings.outlet.judges}
                  rows={judged(items, kinds, "object").slice(0, FIRST)}
                  href={(object) => places.claims({ outlet: props.id, object })}
                />
              </section>
              <section>
                <h2>{strings.outlet.claims}</h2>
                <ClaimList claims={items.slice(offset, offset + PART)} />
                <Parts
                  path={path}
                  query={{}}
                  offset={offset}
                  shown={Math.max(0, Math.min(PART, items.length - offset))}
                  total={items.length}
                />
              </section>
            </>
          )
        }
      </Shown>
    </Page>
  );
}
