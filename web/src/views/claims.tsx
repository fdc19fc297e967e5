import { useAnswer } from "../api/answer";
import { type ClaimFilter, claims } from "../api/client";
import { ClaimList } from "../parts/claims";
import { Choice, Field, Filters, KindChoice, PART, Parts, useFilter } from "../parts/lists";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const FIELDS = [
  "subject", "object", "actor", "source", "outlet", "type", "valence", "polarity", "modality", "status", "named", "rejected", "country",
  "since", "until", "document", "order",
] as const;
const MODALITIES = ["asserted", "possible", "predicted", "intended", "demanded", "conditional", "questioned"];

const told = (names: Record<string, string>) => Object.entries(names);

/** Claims that fit a filter. */
export function Claims() {
  const { filter, offset, path } = useFilter(...FIELDS);
  const asked = { ...filter, limit: PART, offset } as ClaimFilter; // the server says which value is none
  const answer = useAnswer(JSON.stringify(asked), (signal) => claims(asked, signal));
  const { field } = strings;
  return (
    <Page title={strings.nav.claims}>
      <Filters path={path} key={JSON.stringify(filter)}>
        <Field name="subject" label={field.subject} value={filter.subject} />
        <KindChoice label={field.relation} value={filter.type} />
        <Field name="object" label={field.object} value={filter.object} />
        <Field name="actor" label={field.actor} value={filter.actor} />
        <Field name="source" label={field.source} value={filter.source} />
        <Field name="outlet" label={field.outlet} value={filter.outlet} />
        <Field name="country" label={field.outletCountry} value={filter.country} hint={field.countryCode} pattern="[A-Z]{2}" />
        <Field name="since" label={field.since} value={filter.since} hint={field.period} />
        <Field name="until" label={field.until} value={filter.until} hint={field.period} />
        <Choice name="valence" label={field.valence} value={filter.valence} options={told(strings.valence)} />
        <Choice name="polarity" label={field.polarity} value={filter.polarity} options={told(strings.polarity)} />
        <Choice name="modality" label={field.modality} value={filter.modality} options={MODALITIES.map((one) => [one, one])} />
        <Choice name="status" label={field.status} value={filter.status} options={told(strings.review)} />
        <Choice name="rejected" label={field.rejected} value={filter.rejected} any={false} options={told(strings.rejected)} />
        <Choice name="named" label={field.named} value={filter.named} options={told(strings.named)} />
        <Choice
          name="order"
          label={field.order}
          value={filter.order}
          any={false}
          options={[["", strings.order.any], ["newest", strings.order.newest], ["oldest", strings.order.oldest]]}
        />
        {filter.document && <Field name="document" label={field.document} value={filter.document} />}
      </Filters>
      <Shown answer={answer}>
        {({ items, total }) => (
          <>
            {items.length === 0 && <Empty />}
            <ClaimList claims={items} />
            <Parts path={path} query={filter} offset={offset} shown={items.length} total={total} />
          </>
        )}
      </Shown>
    </Page>
  );
}
