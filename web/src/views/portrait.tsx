import { useLocation } from "preact-iso";
import { useAnswer } from "../api/answer";
import { portrait, type PortraitFilter } from "../api/client";
import * as places from "../logic/places";
import { FILTERS } from "../logic/portrait";
import { PART, Parts, useFilter } from "../parts/lists";
import { Page } from "../parts/page";
import { ClaimFilters, ClaimGroups } from "../parts/portrait";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const ORDERS = ["claims", "positive", "negative"] as const;
const words = strings.portraits;

/** All groups of some claims, in parts. */
export function Portrait() {
  const { filter: chosen, offset, path } = useFilter("by", "order", ...FILTERS);
  const { path: here } = useLocation();
  const { by = "subject", order: asked, ...filter } = chosen;
  const order = ORDERS.find((one) => one === asked) ?? "claims";
  const { subject, object, source, outlet } = filter;
  const fixed = { by: chosen.by, order: asked, subject, object, source, outlet };
  const query = { ...filter, by: [by], order, rejected: false, limit: PART, offset } as unknown as PortraitFilter;
  const answer = useAnswer(JSON.stringify(query), (signal) => portrait(query, signal));
  return (
    <Page title={words.by[by] ?? words.groups}>
      <nav class="switch" aria-label={words.mostOf}>
        {ORDERS.map((one) => (
          <a key={one} href={places.place(here, { ...chosen, order: one === "claims" ? undefined : one })} aria-current={one === order ? "true" : undefined}>
            {words.orders[one]}
          </a>
        ))}
      </nav>
      <ClaimFilters filter={filter} path={path} hidden={fixed} />
      <Shown answer={answer}>
        {({ by: all }) => {
          const groups = all[by];
          if (!groups?.items.length) return <Empty />;
          return (
            <>
              <ClaimGroups by={by} groups={groups.items} filter={filter} />
              {groups.without > 0 && <p class="note">{words.without(groups.without)}</p>}
              <Parts path={path} query={chosen} offset={offset} shown={groups.items.length} total={groups.total} />
            </>
          );
        }}
      </Shown>
    </Page>
  );
}
