import { useAnswer } from "../api/answer";
import { actors, outlets } from "../api/client";
import * as naming from "../logic/naming";
import { Choice, Field, Filters, PART, Parts, useFilter } from "../parts/lists";
import { ActorLink, OutletLink } from "../parts/names";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const FIELDS = ["name", "type", "country", "order"] as const;

function useAsked() {
  const { filter, offset, path } = useFilter(...FIELDS, "all");
  const order = filter.order === "name" ? "name" : "claims";
  const { all, ...others } = filter;
  return { asked: { ...others, order, mentioned: !all, limit: PART, offset } as const, filter, offset, path };
}

function Fields(props: { filter: Partial<Record<(typeof FIELDS)[number] | "all", string>>; path: string }) {
  const { filter, path } = props;
  const { field, order, list } = strings;
  return (
    <Filters path={path} key={JSON.stringify(filter)}>
      <Field name="name" label={field.name} value={filter.name} />
      <Field name="type" label={field.type} value={filter.type} pattern="[A-Za-z]+" />
      <Field name="country" label={field.country} value={filter.country} hint={field.countryCode} pattern="[A-Z]{2}" />
      <Choice
        name="order"
        label={field.order}
        value={filter.order === "name" ? "name" : "claims"}
        any={false}
        options={[["claims", order.claims], ["name", order.name]]}
      />
      <Choice name="all" label={field.mentioned} value={filter.all} any={false} options={[["", field.mentioned], ["yes", list.all]]} />
    </Filters>
  );
}

/** Actors, those with most claims first. */
export function Actors() {
  const { asked, filter, offset, path } = useAsked();
  const answer = useAnswer(JSON.stringify(asked), (signal) => actors(asked, signal));
  return (
    <Page title={strings.nav.actors}>
      <Fields filter={filter} path={path} />
      <Shown answer={answer}>
        {({ items, total }) => (
          <>
            {items.length === 0 && <Empty />}
            <ul class="plain">
              {items.map((actor) => (
                <li key={actor.iri}>
                  <ActorLink actor={actor} />
                  <small>
                    {naming.kind(actor.type)}
                    {actor.country && `, ${naming.country(actor.country)}`}, {strings.start.claims(actor.claims)},{" "}
                    {strings.actor.mentions(actor.mentions)}
                  </small>
                </li>
              ))}
            </ul>
            <Parts path={path} query={filter} offset={offset} shown={items.length} total={total} />
          </>
        )}
      </Shown>
    </Page>
  );
}

/** Outlets, those with most claims about them first. */
export function Outlets() {
  const { asked, filter, offset, path } = useAsked();
  const answer = useAnswer(JSON.stringify(asked), (signal) => outlets(asked, signal));
  return (
    <Page title={strings.nav.outlets}>
      <Fields filter={filter} path={path} />
      <Shown answer={answer}>
        {({ items, total }) => (
          <>
            {items.length === 0 && <Empty />}
            <ul class="plain">
              {items.map((outlet) => (
                <li key={outlet.iri}>
                  <OutletLink outlet={outlet} />
                  <small>
                    {naming.kind(outlet.type)}
                    {outlet.country && `, ${naming.country(outlet.country)}`}, {strings.start.contributions(outlet.contributions)}
                  </small>
                </li>
              ))}
            </ul>
            <Parts path={path} query={filter} offset={offset} shown={items.length} total={total} />
          </>
        )}
      </Shown>
    </Page>
  );
}
