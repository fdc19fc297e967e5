import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { useAnswer } from "../api/answer";
import { actor, type ActorInFull, portrait, type Portrait, type PortraitFilter } from "../api/client";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { counted, type Filter, FILTERS, halves, shown, spanned } from "../logic/portrait";
import { ActorCorrection } from "../parts/actor-correction";
import { useFilter } from "../parts/lists";
import { ActorLink, Elsewhere } from "../parts/names";
import { Page } from "../parts/page";
import { ClaimFilters, ClaimSection, Evidence, FIRST, StanceSections, Sum } from "../parts/portrait";
import { Empty, Shown } from "../parts/shown";
import { number, strings } from "../strings";

const ROLES = ["object", "subject", "source"] as const;
type Role = (typeof ROLES)[number];

/** An actor: names, offices, and the claims about and by it. */
export function Actor(props: { id: string }) {
  const answer = useAnswer(props.id, (signal) => actor(props.id, signal));
  const title = answer.state === "there" ? answer.value.name : strings.nav.actors;
  return (
    <Page title={title}>
      <Shown answer={answer}>{(found) => <About actor={found} />}</Shown>
      <Claims id={props.id} name={answer.state === "there" ? answer.value.name : null} />
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
      <div class="folds">
        <Fold title={words.names} of={actor.names} list="names">
          {(name) => (
            <>
              <bdi lang={name.language ?? undefined}>{name.name}</bdi>
              {name.language && <small> {name.language}</small>}
            </>
          )}
        </Fold>
        <Fold title={words.offices} of={actor.offices} list="plain">
          {(office) => (
            <>
              <bdi>{office.title}</bdi>
              {office.where && (
                <>
                  {", "}
                  <ActorLink actor={office.where} />
                </>
              )}
              {office.time && <small>{naming.date(office.time)}</small>}
            </>
          )}
        </Fold>
        <Fold title={words.same} of={actor.exactMatch} list="plain">
          {(address) => <Elsewhere address={address} />}
        </Fold>
      </div>
      <ActorCorrection actor={actor} />
    </>
  );
}

/** A list that is opened, so that what is claimed comes first; none where it is empty. */
function Fold<T>(props: { title: string; of: readonly T[]; list: string; children: (one: T) => ComponentChildren }) {
  if (!props.of.length) return null;
  return (
    <details>
      <summary>
        {props.title} ({number(props.of.length)})
      </summary>
      <ul class={props.list}>
        {props.of.map((one, n) => (
          <li key={n}>{props.children(one)}</li>
        ))}
      </ul>
    </details>
  );
}

/** The claims in which an actor has a role: what they come to, and each of them. */
function Claims(props: { id: string; name: string | null }) {
  const { filter: chosen, offset, path } = useFilter("as", ...FILTERS);
  const { path: here } = useLocation();
  const { as, ...filter } = chosen;
  const role: Role = ROLES.find((one) => one === as) ?? "object";
  const fitting: Filter = { ...filter, [role]: props.id };
  const query = { ...fitting, rejected: false, by: shown(fitting), limit: FIRST } as PortraitFilter;
  const answer = useAnswer(JSON.stringify(query), (signal) => portrait(query, signal));
  const words = strings.actor;
  const own = role === "object" ? undefined : role;
  return (
    <>
      <nav class="switch" aria-label={words.role}>
        {ROLES.map((one) => (
          <a key={one} href={places.place(here, { ...filter, as: one === "object" ? undefined : one })} aria-current={one === role ? "true" : undefined}>
            {words.as[one]}
          </a>
        ))}
      </nav>
      <ClaimFilters filter={filter} path={path} hidden={{ as: own }} />
      <Shown answer={answer}>
        {(found) =>
          found.claims === 0 ? (
            <Empty />
          ) : (
            <>
              <Sum counts={found.counts} filter={fitting} />
              <Ways id={props.id} name={props.name} role={role} filter={fitting} found={found} />
              <ClaimSection by="year" groups={found.by.year} filter={fitting} />
              <div class="side">
                {shown(fitting)
                  .filter((by) => by !== "year")
                  .map((by) => (
                    <ClaimSection key={by} by={by} groups={found.by[by]} filter={fitting} />
                  ))}
              </div>
            </>
          )
        }
      </Shown>
      {role === "object" && (
        <StanceSections title={strings.portraits.judgedBy} filter={{ target: props.id }} by={["country", "outlet", "source"]} />
      )}
      {role === "source" && <StanceSections title={strings.portraits.judges} filter={{ source: props.id }} by={["target"]} />}
      <Evidence filter={fitting} path={path} query={chosen} offset={offset} />
    </>
  );
}

/** Where its claims are compared: by two countries, over time, with another actor; and where it stands among others. */
function Ways(props: { id: string; name: string | null; role: Role; filter: Filter; found: Portrait }) {
  const { id, name, role, filter, found } = props;
  const words = strings.portraits;
  const [one, other] = found.by.country?.items ?? [];
  const periods = halves(found.by.year?.items ?? []);
  const { [role]: _, ...others } = filter;
  return (
    <ul class="ways" aria-label={words.ways}>
      {one && other && (
        <li>
          <a href={places.place("/compare", { ...filter, on: "country", left: one.id, right: other.id })}>
            {words.twoCountries(naming.country(one.id), naming.country(other.id))}
          </a>
        </li>
      )}
      {periods && (
        <li>
          <a href={places.place("/compare", { ...filter, since: undefined, until: undefined, on: "period", left: periods[0], right: periods[1] })}>
            {words.twoPeriods(spanned(periods[0]), spanned(periods[1]))}
          </a>
        </li>
      )}
      <li>
        <a href={places.place("/compare", { ...others, on: role, left: id })}>{words.anotherActor}</a>
      </li>
      <li>
        <a href={counted({ ...filter, named: "no" })}>{words.unnamed}</a>
      </li>
      {name && (
        <li>
          <a href={places.place("/network", { view: "relations", directed: "true", node: name })}>{words.network}</a>
        </li>
      )}
    </ul>
  );
}
