// Portraits: claims and stances in groups, each number a link to what it counts.

import "../style/portraits.css";
import { useAnswer } from "../api/answer";
import { type ClaimFilter, claims, type Group, type Groups, type StancePortraitFilter, stancePortrait } from "../api/client";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import * as logic from "../logic/portrait";
import { strings } from "../strings";
import { Columns, type Counted, Judgements, Numbers } from "./charts";
import { ClaimList } from "./claims";
import { Choice, Field, Filters, KindChoice, PART, Parts } from "./lists";
import { Empty, Shown } from "./shown";

export const FIRST = 12; // groups that are shown at once
const words = strings.portraits;

/** The name of a group, as people read it. */
export const groupName = (by: string, group: { id: string; name: string }): string =>
  by === "country" ? naming.country(group.id) : group.name || group.id;

/** Where the name of a group leads. */
function placeOf(by: string, group: { id: string }): string | null {
  if (by === "type") return places.relationType(group.id);
  if (by === "outlet") return places.outlet(group.id);
  if (by === "document") return places.debate(group.id);
  return by === "country" || by === "year" ? null : places.actor(group.id);
}

/** How many claims fit, by valence. */
export const Sum = (props: { counts: Counted; filter: logic.Filter }) => (
  <p>
    <Numbers
      counts={props.counts}
      words={words.valence}
      whole={words.claims}
      href={(valence) => logic.counted({ ...props.filter, ...(valence && { valence }) })}
    />
  </p>
);

/** Groups of claims as bars. */
export function ClaimGroups(props: { by: string; groups: readonly Group[]; filter: logic.Filter }) {
  const { by, filter } = props;
  const href = (id: string, valence?: string): string => logic.counted(logic.within(filter, by, id, valence));
  return (
    <Judgements
      label={words.by[by] ?? by}
      rows={props.groups.map((group) => ({ ...group, name: groupName(by, group) }))}
      words={words.valence}
      whole={words.claims}
      href={href}
      to={(group) => placeOf(by, group) ?? href(group.id)}
    />
  );
}

/** A section with the groups of claims; one that has more leads to all of them. */
export function ClaimSection(props: { by: string; groups: Groups | undefined; filter: logic.Filter }) {
  const { by, groups, filter } = props;
  if (!groups?.items.length) return null;
  return (
    <section>
      <h2>{words.by[by]}</h2>
      {by === "year" ? (
        <Columns
          label={words.by.year!}
          bars={logic.yearBars(groups.items)}
          href={(year) => logic.counted(logic.within(filter, "year", year))}
        />
      ) : (
        <ClaimGroups by={by} groups={groups.items} filter={filter} />
      )}
      {groups.without > 0 && <p class="note">{words.without(groups.without)}</p>}
      {groups.items.length < groups.total && (
        <p>
          <a href={places.place("/portrait", { ...filter, by })}>{words.more(groups.total)}</a>
        </p>
      )}
    </section>
  );
}

/** The newest claims that fit, in parts. */
export function Evidence(props: { filter: logic.Filter; path: string; query: places.Query; offset: number }) {
  const asked = { ...props.filter, rejected: false, order: "newest", limit: PART, offset: props.offset } as ClaimFilter;
  const answer = useAnswer(JSON.stringify(asked), (signal) => claims(asked, signal));
  return (
    <section>
      <h2>{words.evidence}</h2>
      <Shown answer={answer}>
        {({ items, total }) => (
          <>
            {total === 0 && <Empty />}
            <ClaimList claims={items} />
            <Parts path={props.path} query={props.query} offset={props.offset} shown={items.length} total={total} />
          </>
        )}
      </Shown>
    </section>
  );
}

/** Stances in groups; each number leads to them. */
export function StanceSections(props: { filter: { source?: string; target?: string; outlet?: string }; title: string; by: StancePortraitFilter["by"] }) {
  const asked: StancePortraitFilter = { ...props.filter, by: props.by, limit: FIRST };
  const answer = useAnswer(JSON.stringify(asked), (signal) => stancePortrait(asked, signal));
  return (
    <section>
      <h2>{props.title}</h2>
      <Shown answer={answer}>
        {({ by, stances }) => {
          if (!stances) return <Empty />;
          return (
            <div class="side">
              {Object.entries(by).map(([name, groups]) => (
                <section key={name}>
                  <h3>{words.by[name]}</h3>
                  <Judgements
                    label={`${props.title}: ${words.by[name]}`}
                    rows={groups.items.map((group) => ({ ...group, name: groupName(name, group) }))}
                    words={words.judgement}
                    whole={words.stances}
                    href={(id, value) => places.place("/stances", { ...props.filter, [name]: id, value })}
                    to={(group) => placeOf(name, group) ?? places.place("/stances", { ...props.filter, [name]: group.id })}
                  />
                  {groups.items.length < groups.total && (
                    <p>
                      <a href={places.place("/stances", props.filter)}>{words.more(groups.total)}</a>
                    </p>
                  )}
                </section>
              ))}
            </div>
          );
        }}
      </Shown>
    </section>
  );
}

/** A form of the filters of claims, without those that are `fixed`; `hidden` stay as they are. */
export function ClaimFilters(props: { filter: logic.Filter; path: string; hidden?: places.Query; without?: readonly string[] }) {
  const { filter, without = [] } = props;
  const { field } = strings;
  return (
    <Filters path={props.path} key={JSON.stringify([filter, props.hidden])}>
      {Object.entries(props.hidden ?? {}).map(([name, value]) => value && <input key={name} type="hidden" name={name} value={String(value)} />)}
      <Field name="since" label={field.since} value={filter.since} hint={field.period} />
      <Field name="until" label={field.until} value={filter.until} hint={field.period} />
      {!without.includes("country") && (
        <Field name="country" label={field.outletCountry} value={filter.country} hint={field.countryCode} pattern="[A-Z]{2}" />
      )}
      <KindChoice label={field.relation} value={filter.type} />
      <Choice name="valence" label={field.valence} value={filter.valence} options={Object.entries(strings.valence)} />
      <Choice name="named" label={field.named} value={filter.named} options={Object.entries(strings.named)} />
    </Filters>
  );
}
