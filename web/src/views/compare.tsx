import { useAnswer } from "../api/answer";
import { type Comparison, comparison, type ComparisonFilter, type Pairs } from "../api/client";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { type By, counted, type Filter, FILTERS, type On, shown, side, SIDES, spanned, within } from "../logic/portrait";
import { type Counted, Numbers, Split } from "../parts/charts";
import { Choice, Field, Filters, KindChoice, PART, Parts, useFilter } from "../parts/lists";
import { Page } from "../parts/page";
import { FIRST, groupName } from "../parts/portrait";
import { Empty, Shown } from "../parts/shown";
import { Suggested } from "../parts/suggested";
import { strings } from "../strings";

const words = strings.comparison;
const ENDS = ["left", "right"] as const;
const PARTIES = ["subject", "object", "source"] as const;

interface Chosen {
  on: On;
  left?: string;
  right?: string;
  shared?: string;
  by?: string;
  filter: Filter;
}

/** The claims of two sides beside each other: of two actors, outlets, countries or periods. */
export function Compare() {
  const { filter: all, offset, path } = useFilter("on", "left", "right", "shared", "by", ...FILTERS);
  const { on: asked, left, right, shared, by, ...rest } = all;
  const on = SIDES.find((one) => one === asked) ?? "object";
  const filter: Filter = on === "period" ? { ...rest, since: undefined, until: undefined } : { ...rest, [on]: undefined };
  const chosen: Chosen = { on, left, right, shared, by, filter };
  return (
    <Page title={words.title}>
      <nav class="switch" aria-label={words.field.on}>
        {SIDES.map((one) => (
          <a key={one} href={places.place(path, { ...all, on: one, left: undefined, right: undefined, by: undefined })} aria-current={one === on ? "true" : undefined}>
            {words.on[one]}
          </a>
        ))}
      </nav>
      <Form chosen={chosen} path={path} />
      {left && right ? <Sides chosen={chosen} left={left} right={right} path={path} offset={offset} /> : <p class="state">{words.ask}</p>}
    </Page>
  );
}

function Form(props: { chosen: Chosen; path: string }) {
  const { on, filter, shared, by } = props.chosen;
  const { field } = strings;
  const labels = { subject: field.subject, object: field.object, source: field.source };
  return (
    <Filters path={props.path} key={JSON.stringify(props.chosen)}>
      <input type="hidden" name="on" value={on} />
      {by && <input type="hidden" name="by" value={by} />}
      {ENDS.map((end) =>
        on === "country" || on === "period" ? (
          <Field
            key={end}
            name={end}
            label={words.field[end]}
            value={props.chosen[end]}
            hint={on === "country" ? field.countryCode : words.field.period}
            pattern={on === "country" ? "[A-Z]{2}" : "[0-9]{4}(-[0-9]{2}){0,2}(/[0-9]{4}(-[0-9]{2}){0,2})?"}
          />
        ) : (
          <Suggested key={end} name={end} label={words.field[end]} value={props.chosen[end]} />
        ),
      )}
      {PARTIES.filter((one) => one !== on).map((one) => (
        <Suggested key={one} name={one} label={labels[one]} value={filter[one]} />
      ))}
      {on !== "country" && on !== "outlet" && (
        <Field name="country" label={field.outletCountry} value={filter.country} hint={field.countryCode} pattern="[A-Z]{2}" />
      )}
      {on !== "period" && (
        <>
          <Field name="since" label={field.since} value={filter.since} hint={field.period} />
          <Field name="until" label={field.until} value={filter.until} hint={field.period} />
        </>
      )}
      <KindChoice label={field.relation} value={filter.type} />
      <Choice name="valence" label={field.valence} value={filter.valence} options={Object.entries(strings.valence)} />
      <Choice name="named" label={field.named} value={filter.named} options={Object.entries(strings.named)} />
      <Choice name="shared" label={words.field.shared} value={shared} any={false} options={words.shared} />
    </Filters>
  );
}

function Sides(props: { chosen: Chosen; left: string; right: string; path: string; offset: number }) {
  const { chosen, left, right, path, offset } = props;
  const { on, shared, filter } = chosen;
  const groupings = shown(filter, on);
  const by = groupings.find((one) => one === chosen.by);
  const query = {
    ...filter, on, left, right, shared: shared === "yes", rejected: false,
    by: by ? [by] : groupings, limit: by ? PART : FIRST, offset: by ? offset : 0,
  } as ComparisonFilter; // the server says which value is none
  const answer = useAnswer(JSON.stringify(query), (signal) => comparison(query, signal));
  const address = { ...filter, on, left, right, shared, by: chosen.by };
  const stands = { both: "positive", against: "negative" } as const;
  const isNarrowed = shared === "yes" && (filter.valence === "positive" || filter.valence === "negative");
  return (
    <>
      {(on === "object" || on === "subject") && (
        <nav class="switch" aria-label={words.views}>
          <a href={places.place(path, { ...address, valence: undefined, shared: undefined })} aria-current={isNarrowed || shared ? undefined : "true"}>
            {words.all}
          </a>
          {(["both", "against"] as const).map((one) => (
            <a
              key={one}
              href={places.place(path, { ...address, valence: stands[one], shared: "yes" })}
              aria-current={isNarrowed && filter.valence === stands[one] ? "true" : undefined}
            >
              {words[one][on]}
            </a>
          ))}
        </nav>
      )}
      <Shown answer={answer}>
        {(found) => (
          <>
            <Totals found={found} chosen={chosen} left={left} right={right} />
            <p class="note">{words.share}</p>
            {(by ? [by] : groupings).map((one) => (
              <Grouping key={one} by={one} found={found} pairs={found.by[one]} chosen={chosen} left={left} right={right} />
            ))}
            {by && <Parts path={path} query={address} offset={offset} shown={found.by[by]?.items.length ?? 0} total={found.by[by]?.total ?? 0} />}
            {Object.values(found.by).every((pairs) => !pairs.items.length) && <Empty />}
          </>
        )}
      </Shown>
    </>
  );
}

/** The name of a side. */
const nameOf = (on: On, one: { id: string; name: string }): string =>
  on === "country" ? naming.country(one.id) : on === "period" ? spanned(one.id) : one.name;

function Totals(props: { found: Comparison; chosen: Chosen; left: string; right: string }) {
  const { found, chosen } = props;
  const { on, filter } = chosen;
  const most = Math.max(found.left.claims, found.right.claims);
  return (
    <ul class="bars" aria-label={words.side}>
      {ENDS.map((end) => {
        const fitting = side(filter, on, props[end]);
        return (
          <li key={end}>
            <bdi>{nameOf(on, found[end])}</bdi>
            <Cell counts={found[end].counts} most={most} href={(valence) => counted({ ...fitting, ...(valence && { valence }) })} />
          </li>
        );
      })}
    </ul>
  );
}

function Cell(props: { counts: Counted; most: number; href: (valence?: string) => string }) {
  return (
    <>
      <Numbers counts={props.counts} words={strings.portraits.valence} whole={strings.portraits.claims} href={props.href} />
      <Split counts={props.counts} most={props.most} />
    </>
  );
}

const size = (counts: Counted): number => counts.positive + counts.neutral + counts.negative + counts.mixed;

function Grouping(props: { by: By; found: Comparison; pairs: Pairs | undefined; chosen: Chosen; left: string; right: string }) {
  const { by, found, pairs, chosen } = props;
  const { on, filter, shared } = chosen;
  if (!pairs?.items.length) return null;
  const most = Math.max(...pairs.items.flatMap((pair) => [size(pair.left), size(pair.right)]));
  const title = strings.portraits.by[by] ?? by;
  return (
    <section>
      <h2>{title}</h2>
      <div class="scroll comparison" role="region" aria-label={title} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.group}</th>
              {ENDS.map((end) => (
                <th key={end} scope="col">
                  <bdi>{nameOf(on, found[end])}</bdi>
                </th>
              ))}
              <th scope="col">{words.difference}</th>
            </tr>
          </thead>
          <tbody>
            {pairs.items.map((pair) => (
              <tr key={pair.id}>
                <th scope="row">
                  <bdi>{groupName(by, pair)}</bdi>
                </th>
                {ENDS.map((end) => (
                  <td key={end}>
                    {size(pair[end]) ? (
                      <Cell
                        counts={pair[end]}
                        most={most}
                        href={(valence) => counted(within(side(filter, on, props[end]), by, pair.id, valence))}
                      />
                    ) : (
                      words.none
                    )}
                  </td>
                ))}
                <td class="number">{words.points(pair.difference)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pairs.items.length < pairs.total && !chosen.by && (
        <p>
          <a href={places.place("/compare", { ...filter, on, left: props.left, right: props.right, shared, by })}>{strings.portraits.more(pairs.total)}</a>
        </p>
      )}
    </section>
  );
}
