import { useAnswer } from "../api/answer";
import { type Actor, actors, outlets } from "../api/client";
import * as naming from "../logic/naming";
import { Listed } from "../parts/listed";
import { Choice, Field, Filters, PART, useFilter } from "../parts/lists";
import { ActorLink, OutletLink } from "../parts/names";
import { Page } from "../parts/page";
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

const described = (actor: Actor): string => naming.kind(actor.type) + (actor.country ? `, ${naming.country(actor.country)}` : "");

/** Actors, those with most claims first. */
export function Actors() {
  const { asked, ...place } = useAsked();
  const answer = useAnswer(JSON.stringify(asked), (signal) => actors(asked, signal));
  return (
    <Page title={strings.nav.actors}>
      <Fields {...place} />
      <Listed
        {...place}
        query={place.filter}
        answer={answer}
        name={(actor) => <ActorLink actor={actor} />}
        about={(actor) => `${described(actor)}, ${strings.start.claims(actor.claims)}, ${strings.actor.mentions(actor.mentions)}`}
      />
    </Page>
  );
}

/** Outlets, those with most claims about them first. */
export function Outlets() {
  const { asked, ...place } = useAsked();
  const answer = useAnswer(JSON.stringify(asked), (signal) => outlets(asked, signal));
  return (
    <Page title={strings.nav.outlets}>
      <Fields {...place} />
      <Listed
        {...place}
        query={place.filter}
        answer={answer}
        name={(outlet) => <OutletLink outlet={outlet} />}
        about={(outlet) => `${described(outlet)}, ${strings.start.contributions(outlet.contributions)}`}
      />
    </Page>
  );
}
