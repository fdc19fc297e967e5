import { useAnswer } from "../api/answer";
import { documents } from "../api/client";
import { Listed } from "../parts/listed";
import { Choice, Field, Filters, PART, useFilter } from "../parts/lists";
import { Day, DebateLink } from "../parts/names";
import { Page } from "../parts/page";
import { strings } from "../strings";

/** All debates, newest first. */
export function Debates() {
  const { filter, offset, path } = useFilter("title", "since", "until", "order");
  const order = filter.order === "oldest" ? "oldest" : "newest";
  const asked = { ...filter, order, limit: PART, offset } as const;
  const answer = useAnswer(JSON.stringify(asked), (signal) => documents(asked, signal));
  const { field, start } = strings;
  return (
    <Page title={strings.nav.debates}>
      <Filters path={path} key={JSON.stringify(filter)}>
        <Field name="title" label={field.title} value={filter.title} />
        <Field name="since" label={field.since} value={filter.since} hint={field.period} />
        <Field name="until" label={field.until} value={filter.until} hint={field.period} />
        <Choice
          name="order"
          label={field.order}
          value={order}
          any={false}
          options={[["newest", strings.order.newest], ["oldest", strings.order.oldest]]}
        />
      </Filters>
      <Listed
        answer={answer}
        path={path}
        query={filter}
        offset={offset}
        name={(document) => <DebateLink document={document} />}
        about={(document) => (
          <>
            <Day date={document.date} />, {start.contributions(document.contributions)}, {start.claims(document.claims)}
          </>
        )}
      />
    </Page>
  );
}
