import { useAnswer } from "../api/answer";
import { type StanceFilter, stances } from "../api/client";
import { Choice, Field, Filters, PART, Parts, useFilter } from "../parts/lists";
import { ActorLink, Day, DebateLink, OutletLink, Quoted } from "../parts/names";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";
import "../style/portraits.css";

const words = strings.portraits;

/** Stances that fit a filter: who judges whom how, in which words. */
export function Stances() {
  const { filter, offset, path } = useFilter("source", "target", "value", "outlet", "country", "since", "until", "document");
  const asked = { ...filter, limit: PART, offset } as StanceFilter; // the server says which value is none
  const answer = useAnswer(JSON.stringify(asked), (signal) => stances(asked, signal));
  const { field } = strings;
  return (
    <Page title={words.stancesTitle}>
      <Filters path={path} key={JSON.stringify(filter)}>
        <Field name="source" label={words.whoJudges} value={filter.source} />
        <Field name="target" label={words.whoIsJudged} value={filter.target} />
        <Choice name="value" label={words.how} value={filter.value} options={Object.entries(words.judgement)} />
        <Field name="outlet" label={field.outlet} value={filter.outlet} />
        <Field name="country" label={field.outletCountry} value={filter.country} hint={field.countryCode} pattern="[A-Z]{2}" />
        <Field name="since" label={field.since} value={filter.since} hint={field.period} />
        <Field name="until" label={field.until} value={filter.until} hint={field.period} />
      </Filters>
      <Shown answer={answer}>
        {({ items, total }) => (
          <>
            {items.length === 0 && <Empty />}
            <ul class="claims">
              {items.map((one) => (
                <li key={one.iri} class={`claim ${one.value}`}>
                  <span class="relation">
                    <ActorLink actor={one.source} /> {words.judgesWord} <ActorLink actor={one.target} />{" "}
                    <span class={`judged ${one.value}`}>{words.judgement[one.value]}</span>
                  </span>
                  {one.words ? <Quoted words={one.words} /> : strings.claim.tooLong}
                  <span class="about">
                    {one.outlet && <OutletLink outlet={one.outlet} />}
                    <span>
                      <DebateLink document={one.document} />, <Day date={one.date} />
                    </span>
                  </span>
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
