import { useEffect, useState } from "preact/hooks";
import { useAnswer } from "../api/answer";
import { actors, documents, overview, type Overview } from "../api/client";
import { months, years } from "../logic/counts";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { Bars, Columns } from "../parts/charts";
import { useFilter } from "../parts/lists";
import type { Area, Outlined, WorldMap } from "../parts/map";
import { Day, DebateLink } from "../parts/names";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";
import "../style/landing.css";

const MOST = 12; // of the actors, countries and debates that are shown first
const FEW = 36; // months that are shown one by one without being asked for

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
      </div>
      <section>
        <h2>{start.byCountry}</h2>
        <Shown answer={whole}>{(found) => <Countries found={found} />}</Shown>
      </section>
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
        {found.years.length ? <OverTime found={found} /> : <Empty />}
      </section>
    </>
  );
}

/** Documents by year, or by month where that is asked for or the time is short. */
function OverTime(props: { found: Overview }) {
  const { filter } = useFilter("by", "map");
  const { landing, start } = strings;
  const all = months(props.found.months);
  const isByMonth = all.length > 0 && (filter.by === "month" || (filter.by !== "year" && all.length <= FEW));
  return (
    <>
      <Switch label={landing.steps} chosen={isByMonth ? "month" : "year"} name="by" options={[["year", landing.byYear], ["month", landing.byMonth]]} />
      <Columns
        key={String(isByMonth)}
        label={start.overTime}
        bars={isByMonth ? all : years(props.found.years)}
        href={(time) => places.debates({ since: time, until: time })}
        name={naming.date}
      />
    </>
  );
}

function Switch(props: { label: string; chosen: string; name: "by" | "map"; options: readonly (readonly [string, string])[] }) {
  const { filter } = useFilter("by", "map");
  return (
    <nav class="switch" aria-label={props.label}>
      {props.options.map(([value, label]) => (
        <a key={value} href={places.place("/", { ...filter, [props.name]: value })} aria-current={value === props.chosen ? "true" : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

/** The countries of the outlets on a map, which is loaded when the rest is there, and as a list. */
function Countries(props: { found: Overview }) {
  const { filter } = useFilter("by", "map");
  const { landing, start } = strings;
  const area = filter.map === "europe" ? "europe" : "world";
  const map = useMap(area);
  const countries = props.found.countries.map((one) => ({
    code: one.country,
    name: naming.country(one.country),
    count: one.contributions,
    href: places.place("/outlets", { country: one.country }),
    said: `${start.contributions(one.contributions)}, ${start.outlets(one.outlets)}`,
  }));
  if (!countries.length) return <Empty />;
  return (
    <div class="world">
      <figure aria-label={landing.map}>
        <Switch label={landing.areas} chosen={area} name="map" options={[["world", landing.world], ["europe", landing.europe]]} />
        {typeof map === "object" ? (
          <map.WorldMap outlined={map.outlined} countries={countries} />
        ) : (
          <p class={`state awaited ${area}`}>{map === "failed" ? strings.state.failed : strings.state.loading}</p>
        )}
      </figure>
      <Bars label={start.byCountry} bars={countries} />
    </div>
  );
}

type Loaded = { WorldMap: typeof WorldMap; outlined: Outlined };

/** What draws the map of an area, loaded when it is first shown. */
function useMap(area: Area): Loaded | "loading" | "failed" {
  const [found, setFound] = useState<Loaded | "loading" | "failed">("loading");
  useEffect(() => {
    let isWanted = true;
    import("../parts/map")
      .then(async ({ WorldMap, outlined }) => ({ WorldMap, outlined: await outlined(area) }))
      .then(
        (loaded) => isWanted && setFound(loaded),
        () => isWanted && setFound("failed"),
      );
    return () => {
      isWanted = false;
    };
  }, [area]);
  return typeof found === "object" && found.outlined.area !== area ? "loading" : found;
}
