import { useAnswer } from "../api/answer";
import { agreement, coverage, outlet, portrait, type PortraitFilter } from "../api/client";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { FILTERS, shown } from "../logic/portrait";
import { Bars } from "../parts/charts";
import { useFilter } from "../parts/lists";
import { Day, DebateLink } from "../parts/names";
import { Page } from "../parts/page";
import { ClaimFilters, ClaimSection, Evidence, FIRST, StanceSections, Sum } from "../parts/portrait";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const words = strings.portraits;

/** An outlet: what it covers, what its contributions claim, whom it judges how, and who judges alike. */
export function Outlet(props: { id: string }) {
  const { filter, offset, path } = useFilter(...FILTERS);
  const fitting = { ...filter, outlet: props.id };
  const query = { ...fitting, rejected: false, by: shown({ ...fitting, country: "-" }), limit: FIRST } as PortraitFilter;
  const answer = useAnswer(props.id, (signal) => outlet(props.id, signal));
  const said = useAnswer(JSON.stringify(query), (signal) => portrait(query, signal));
  const title = answer.state === "there" ? answer.value.name : strings.nav.outlets;
  return (
    <Page title={title}>
      <Shown answer={answer}>
        {(found) => (
          <p>
            {naming.kind(found.type)}
            {found.country && `, ${naming.country(found.country)}`}, {strings.start.contributions(found.contributions)},{" "}
            <a href={places.actor(found.id)}>{strings.start.claims(found.claims)}</a> {strings.claim.about}{" "}
            <bdi>{found.name}</bdi>, <a href={places.place("/compare", { on: "outlet", left: found.id })}>{words.anotherOutlet}</a>
          </p>
        )}
      </Shown>
      <ClaimFilters filter={filter} path={path} without={["country"]} />
      <Shown answer={said}>
        {(found) =>
          found.claims === 0 ? (
            <Empty />
          ) : (
            <>
              <Sum counts={found.counts} filter={fitting} />
              <ClaimSection by="year" groups={found.by.year} filter={fitting} />
              <div class="side">
                {(["object", "subject", "type", "source"] as const).map((by) => (
                  <ClaimSection key={by} by={by} groups={found.by[by]} filter={fitting} />
                ))}
              </div>
            </>
          )
        }
      </Shown>
      <StanceSections title={words.judges} filter={{ source: props.id }} by={["target"]} />
      <Agreement id={props.id} />
      <Coverage id={props.id} />
      <Evidence filter={fitting} path={path} query={filter} offset={offset} />
    </Page>
  );
}

/** Which outlets judge as it does. */
function Agreement(props: { id: string }) {
  const answer = useAnswer(props.id, (signal) => agreement(props.id, FIRST, signal));
  return (
    <section>
      <h2>{words.agreement}</h2>
      <Shown answer={answer}>
        {({ items }) =>
          items.length ? (
            <>
              <p class="note">{words.agreementNote}</p>
              <Bars
                label={words.agreement}
                bars={items.map((one) => ({
                  name: one.name,
                  count: one.share,
                  href: places.place("/compare", { on: "outlet", left: props.id, right: one.id, shared: "yes" }),
                  said: words.agree(one.alike, one.judged),
                }))}
              />
            </>
          ) : (
            <p class="state">{words.noAgreement}</p>
          )
        }
      </Shown>
    </section>
  );
}

/** The debates to which it contributes, and whom it mentions. */
function Coverage(props: { id: string }) {
  const answer = useAnswer(props.id, (signal) => coverage(props.id, FIRST, signal));
  return (
    <section>
      <h2>{words.covers}</h2>
      <Shown answer={answer}>
        {(found) => (
          <div class="side">
            <section>
              <h3>{words.newestDebates(found.debatesInAll)}</h3>
              <ul class="plain">
                {found.debates.map((one) => (
                  <li key={one.id}>
                    <DebateLink document={one} />
                    <small>
                      <Day date={one.date} />, {strings.start.contributions(one.contributions)}
                    </small>
                  </li>
                ))}
              </ul>
            </section>
            <section>
              <h3>{words.mentioned(found.actorsInAll)}</h3>
              <Bars
                label={words.mentioned(found.actorsInAll)}
                bars={found.actors.map((one) => ({
                  name: one.name,
                  count: one.mentions,
                  href: places.actor(one.id),
                  said: words.mentions(one.mentions),
                }))}
              />
            </section>
          </div>
        )}
      </Shown>
    </section>
  );
}
