import { useAnswer } from "../api/answer";
import { type Hit, search } from "../api/client";
import * as places from "../logic/places";
import { PART, Parts, useFilter } from "../parts/lists";
import { Day, DebateLink, OutletLink, Quoted } from "../parts/names";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const KINDS = ["actor", "outlet", "passage", "quotation", "claim"] as const;

/** Everything in which words occur. */
export function Search() {
  const { filter, offset, path } = useFilter("q", "kind");
  const kind = KINDS.find((one) => one === filter.kind);
  const words = strings.search;
  return (
    <Page title={filter.q ? `${words.title}: ${filter.q}` : words.title}>
      <nav class="switch" aria-label={words.kind}>
        {([undefined, ...KINDS] as const).map((one) => (
          <a key={one} href={places.place(path, { q: filter.q, kind: one })} aria-current={one === kind ? "true" : undefined}>
            {words.kinds[one ?? "all"]}
          </a>
        ))}
      </nav>
      {filter.q ? <Hits q={filter.q} kind={kind} offset={offset} path={path} /> : <p class="state">{words.ask}</p>}
    </Page>
  );
}

function Hits(props: { q: string; kind: Hit["kind"] | undefined; offset: number; path: string }) {
  const { q, kind, offset, path } = props;
  const asked = { q, kind: kind ? [kind] : [], limit: PART, offset };
  const answer = useAnswer(JSON.stringify(asked), (signal) => search(asked, signal));
  return (
    <Shown answer={answer}>
      {({ items, total }) => (
        <>
          {items.length === 0 && <Empty />}
          <ul class="plain hits">
            {items.map((hit) => (
              <Found key={`${hit.kind} ${hit.iri}`} hit={hit} />
            ))}
          </ul>
          <Parts path={path} query={{ q, kind }} offset={offset} shown={items.length} total={total} />
        </>
      )}
    </Shown>
  );
}

function Found(props: { hit: Hit }) {
  const { hit } = props;
  return (
    <li>
      <a href={places.ofHit(hit)}>{hit.name ? <bdi>{hit.name}</bdi> : <Quoted words={hit.words} marks={hit.marks} />}</a>
      <small>
        {hit.kind}
        {hit.name && (
          <>
            {": "}
            <Quoted words={hit.words} marks={hit.marks} />
          </>
        )}
        {hit.outlet && (
          <>
            , <OutletLink outlet={hit.outlet} />
          </>
        )}
        {hit.document && (
          <>
            , <DebateLink document={hit.document} />, <Day date={hit.date} />
          </>
        )}
      </small>
    </li>
  );
}
