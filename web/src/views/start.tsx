import { useAnswer } from "../api/answer";
import { actors, documents, overview, type Overview } from "../api/client";
import { years } from "../logic/counts";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { Bars, Columns } from "../parts/charts";
import { Day, DebateLink } from "../parts/names";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const MOST = 12; // of the actors, countries and debates that are shown first

/** What is in the graph: how much, when, who, where from. */
export function Start() {
  const whole = useAnswer("overview", overview);
  const discussed = useAnswer("discussed", (signal) => actors({ order: "claims", mentioned: true, limit: MOST }, signal));
  const newest = useAnswer("newest", (signal) => documents({ order: "newest", limit: MOST }, signal));
  const { start } = strings;
  return (
    <Page title={start.title}>
      <Shown answer={whole}>{(found) => <Numbers found={found} />}</Shown>
      <div class="side">
        <section>
          <h2>{start.newest}</h2>
          <Shown answer={newest}>
            {({ items }) =>
              items.length ? (
                <ul class="plain">
                  {items.map((document) => (
                    <li key={document.iri}>
                      <DebateLink document={document} />
                      <small>
                        <Day date={document.date} />, {start.claims(document.claims)}
                      </small>
                    </li>
                  ))}
                </ul>
              ) : (
                <Empty />
              )
            }
          </Shown>
        </section>
        <section>
          <h2>{start.discussed}</h2>
          <Shown answer={discussed}>
            {({ items }) =>
              items.length ? (
                <Bars
                  label={start.discussed}
                  bars={items.map((actor) => ({
                    name: actor.name,
                    count: actor.claims,
                    href: places.actor(actor.id),
                    said: start.claims(actor.claims),
                  }))}
                />
              ) : (
                <Empty />
              )
            }
          </Shown>
        </section>
        <section>
          <h2>{start.byCountry}</h2>
          <Shown answer={whole}>{(found) => <Countries found={found} />}</Shown>
        </section>
      </div>
    </Page>
  );
}

function Numbers(props: { found: Overview }) {
  const { found } = props;
  const { start } = strings;
  return (
    <>
      <p class="numbers">
        <a href="/debates">{start.documents(found.documents)}</a> <a href="/outlets">{start.contributions(found.contributions)}</a>{" "}
        <a href="/claims">{start.claims(found.claims)}</a>
      </p>
      <section>
        <h2>{start.overTime}</h2>
        {found.years.length ? (
          <Columns
            label={start.overTime}
            bars={years(found.years)}
            href={(year) => places.debates({ since: year, until: year })}
          />
        ) : (
          <Empty />
        )}
      </section>
    </>
  );
}

function Countries(props: { found: Overview }) {
  const { countries } = props.found;
  if (!countries.length) return <Empty />;
  const { start } = strings;
  return (
    <Bars
      label={start.byCountry}
      bars={countries.map((one) => ({
        name: naming.country(one.country),
        count: one.contributions,
        href: places.place("/outlets", { country: one.country }),
        said: `${start.contributions(one.contributions)}, ${start.outlets(one.outlets)}`,
      }))}
    />
  );
}
