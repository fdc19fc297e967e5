import { useLocation } from "preact-iso";
import { useAnswer, useKinds } from "../api/answer";
import { actor, type ActorInFull, type Claim, claims } from "../api/client";
import { claimYears, judged, tally } from "../logic/counts";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { ActorCorrection } from "../parts/actor-correction";
import { Bars, Columns, Judgements } from "../parts/charts";
import { ClaimList } from "../parts/claims";
import { PART, Parts, useFilter } from "../parts/lists";
import { ActorLink, Elsewhere } from "../parts/names";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const ROLES = ["object", "subject", "source"] as const;
type Role = (typeof ROLES)[number];
const MOST = 500; // claims that the API gives at once, and that are counted
const FIRST = 12; // of those who are shown in a chart

/** An actor: names, offices, and the claims about and by it. */
export function Actor(props: { id: string }) {
  const answer = useAnswer(props.id, (signal) => actor(props.id, signal));
  const title = answer.state === "there" ? answer.value.name : strings.nav.actors;
  return (
    <Page title={title}>
      <Shown answer={answer}>{(found) => <About actor={found} />}</Shown>
      <Claims id={props.id} />
    </Page>
  );
}

function About(props: { actor: ActorInFull }) {
  const { actor } = props;
  const words = strings.actor;
  return (
    <>
      <p>
        {naming.kind(actor.type)}
        {actor.country && `, ${naming.country(actor.country)}`}, {strings.standing[actor.standing]},{" "}
        {strings.start.claims(actor.claims)}, {words.mentions(actor.mentions)}
      </p>
      <details>
        <summary>{words.names}</summary>
        <ul class="names">
          {actor.names.map((name, n) => (
            <li key={n}>
              <bdi lang={name.language ?? undefined}>{name.name}</bdi>
              {name.language && <small> {name.language}</small>}
            </li>
          ))}
        </ul>
      </details>
      <ActorCorrection actor={actor} />
      {actor.offices.length > 0 && (
        <section>
          <h2>{words.offices}</h2>
          <ul class="plain">
            {actor.offices.map((office, n) => (
              <li key={n}>
                <bdi>{office.title}</bdi>
                {office.where && (
                  <>
                    {", "}
                    <ActorLink actor={office.where} />
                  </>
                )}
                {office.time && <small>{naming.date(office.time)}</small>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {actor.exactMatch.length > 0 && (
        <section>
          <h2>{words.same}</h2>
          <ul class="plain">
            {actor.exactMatch.map((address) => (
              <li key={address}>
                <Elsewhere address={address} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** The claims in which an actor has a role, with what they come to. */
function Claims(props: { id: string }) {
  const { filter, offset, path } = useFilter("as");
  const { path: here } = useLocation();
  const role: Role = ROLES.find((one) => one === filter.as) ?? "object";
  const query = { [role]: props.id, limit: MOST, offset: 0 };
  const answer = useAnswer(JSON.stringify(query), (signal) => claims(query, signal));
  const words = strings.actor;
  return (
    <>
      <nav class="switch" aria-label={words.role}>
        {ROLES.map((one) => (
          <a key={one} href={places.place(here, { as: one === "object" ? undefined : one })} aria-current={one === role ? "true" : undefined}>
            {words.as[one]}
          </a>
        ))}
      </nav>
      <Shown answer={answer}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty />
          ) : (
            <>
              <Charts id={props.id} role={role} claims={items} total={total} />
              <section>
                <h2>{words.claims}</h2>
                <ClaimList claims={items.slice(offset, offset + PART)} />
                <Parts
                  path={path}
                  query={filter}
                  offset={offset}
                  shown={Math.max(0, Math.min(PART, items.length - offset))}
                  total={items.length}
                />
                {total > items.length && <a href={places.claims({ [role]: props.id })}>{strings.list.all}</a>}
              </section>
            </>
          )
        }
      </Shown>
    </>
  );
}

function Charts(props: { id: string; role: Role; claims: readonly Claim[]; total: number }) {
  const { id, role, claims, total } = props;
  const kinds = useKinds();
  const words = strings.actor;
  const end = role === "object" ? "subject" : "object";
  const years = claimYears(claims);
  const sources = new Map(claims.flatMap((claim) => claim.source.map((step) => [step.id, step.name] as const)));
  const said = tally(claims.flatMap((claim) => [...new Set(claim.source.map((step) => step.id))])).slice(0, FIRST);
  return (
    <>
      {claims.length < total && <p class="note">{words.from(claims.length, total)}</p>}
      {years.length > 0 && (
        <section>
          <h2>{words.overTime}</h2>
          <Columns
            label={words.overTime}
            bars={years}
            href={(year) => places.claims({ [role]: id, since: year, until: year })}
          />
        </section>
      )}
      <div class="side">
        <section>
          <h2>{words.relations}</h2>
          <Judgements
            label={words.relations}
            rows={judged(claims, kinds, end).slice(0, FIRST)}
            href={(other) => places.claims({ [role]: id, [end]: other })}
          />
        </section>
        {role !== "source" && (
          <section>
            <h2>{words.bySource}</h2>
            <Bars
              label={words.bySource}
              bars={said.map(({ name, count }) => ({
                name: sources.get(name) ?? name,
                count,
                href: places.claims({ [role]: id, source: name }),
                said: strings.start.claims(count),
              }))}
            />
          </section>
        )}
      </div>
    </>
  );
}
