import type { ComponentChildren } from "preact";
import { useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import { useAnswer } from "../api/answer";
import { type Claim, claims, document as found, type DocumentInFull, documentText, Fault, type TextPassage } from "../api/client";
import { type Asked, byCountry, type Contribution, contributions, meeting, sources } from "../logic/debate";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { part, stretches } from "../logic/segments";
import { ClaimItem } from "../parts/claims";
import { Choice, Filters, useFilter } from "../parts/lists";
import { Marked } from "../parts/marked";
import { ActorLink, Day, Elsewhere, OutletLink } from "../parts/names";
import { MissingClaim } from "../parts/missing-claim";
import { Page } from "../parts/page";
import { Shown } from "../parts/shown";
import { Telling } from "../parts/telling";
import { strings } from "../strings";

const MOST = 500; // claims that the API gives at once

interface Read {
  document: DocumentInFull;
  claims: Claim[];
  texts: ReadonlyMap<string, TextPassage> | null; // by the IRI of the passage; null where the server gives none
}

async function read(id: string, signal: AbortSignal): Promise<Read> {
  const asked = found(id, signal).then(async (document) => [document, document.withText ? await texts(id, signal) : null] as const);
  const [[document, given], first] = await Promise.all([asked, claims({ document: id, limit: MOST }, signal)]);
  const all = [...first.items];
  while (all.length < first.total) {
    const more = await claims({ document: id, limit: MOST, offset: all.length }, signal);
    if (!more.items.length) break;
    all.push(...more.items);
  }
  return { document, claims: all, texts: given };
}

/** The texts of passages; null where the store has none of the document. */
async function texts(id: string, signal: AbortSignal): Promise<Read["texts"]> {
  try {
    const { passages } = await documentText(id, signal);
    return new Map(passages.map((passage) => [passage.iri, passage]));
  } catch (cause) {
    if (cause instanceof Fault && cause.status === 404) return null;
    throw cause;
  }
}

/** A press review as it reads, with its claims marked. */
export function Debate(props: { id: string }) {
  const answer = useAnswer(props.id, (signal) => read(props.id, signal));
  const { filter } = useFilter("valence", "source", "polarity", "claim", "by");
  if (answer.state !== "there") {
    return (
      <Page title={strings.nav.debates}>
        <Shown answer={answer}>{() => null}</Shown>
      </Page>
    );
  }
  const marked = meeting(answer.value.claims, filter);
  const title = answer.value.document.title || strings.debate.untitled;
  return (
    <Page title={title} heading={<Title read={answer.value} title={title} claims={marked} chosen={filter.claim} />}>
      <Whole read={answer.value} marked={marked} filter={filter} />
    </Page>
  );
}

/** The title, marked where the text is there. */
function Title(props: { read: Read; title: string; claims: Claim[]; chosen: string | undefined }) {
  const lead = leadOf(props.read);
  const title = lead?.parts.find((one) => one.kind === "title");
  if (!lead || !title) return <>{props.title}</>;
  return <Marked stretch={part(lead, title.begin, title.end)} claims={ofLead(props.read, props.claims)} chosen={props.chosen} as="span" />;
}

const leadOf = ({ texts }: Read): TextPassage | undefined => [...(texts?.values() ?? [])].find((passage) => passage.number === 0);

const ofLead = ({ document }: Read, claims: readonly Claim[]): Claim[] =>
  contributions(document, claims).find((one) => one.passage === null)?.claims ?? [];

type Filter = Asked & { claim?: string; by?: string };

function Whole(props: { read: Read; marked: Claim[]; filter: Filter }) {
  const { document, claims, texts } = props.read;
  const { filter, marked } = props;
  const all = contributions(document, marked);
  const lead = leadOf(props.read);
  const told = all.filter((one) => one.passage);
  const article = (one: Contribution, level: 2 | 3) => (
    <Article key={one.passage?.iri} one={one} text={texts?.get(one.passage?.iri ?? "")} level={level} chosen={filter.claim} />
  );
  const { debate, reading, start } = strings;
  useEffect(() => {
    if (filter.claim) window.document.querySelector(".chosen")?.scrollIntoView({ block: "center" });
  }, [filter.claim]);
  return (
    <>
      <p>
        <Day date={document.date} />, {start.contributions(document.contributions)}, {start.claims(claims.length)}
      </p>
      <Facts document={document} />
      <Choices all={claims} filter={filter} />
      <p class="note" role="status">
        {reading.marked(marked.length, claims.length)}. {reading.colours}
        {!texts && ` ${reading.noTexts}`}
        {!texts && marked.some((claim) => !claim.evidence.words) && ` ${reading.tooLong}`}
      </p>
      <MissingClaim document={document.id} />
      {(lead || ofLead(props.read, marked).length > 0) && <Lead claims={ofLead(props.read, marked)} text={lead} chosen={filter.claim} />}
      {filter.by === "country" ? (
        <div class="side">
          {[...byCountry(told)].map(([country, some]) => (
            <section key={country}>
              <h2>{country ? naming.country(country) : debate.noCountry}</h2>
              {some.map((one) => article(one, 3))}
            </section>
          ))}
        </div>
      ) : (
        told.map((one) => article(one, 2))
      )}
      <Telling claims={marked} />
    </>
  );
}

function Facts(props: { document: DocumentInFull }) {
  const { source, licence, layout } = props.document;
  const { debate } = strings;
  return (
    <dl class="facts">
      {source && (
        <>
          <dt>{debate.source}</dt>
          <dd>
            <Elsewhere address={source} />
          </dd>
        </>
      )}
      {licence && (
        <>
          <dt>{debate.licence}</dt>
          <dd>
            <Elsewhere address={licence} />
          </dd>
        </>
      )}
      <dt>{debate.layout}</dt>
      <dd>{layout}</dd>
    </dl>
  );
}

/** Which claims are marked, and how contributions are arranged. */
function Choices(props: { all: readonly Claim[]; filter: Filter }) {
  const { path } = useLocation();
  const { all, filter } = props;
  const { debate, field, reading } = strings;
  const arranged = (by: string | undefined): string => places.place(path, { ...filter, by });
  return (
    <>
      <Filters path={path} key={JSON.stringify(filter)}>
        {filter.by && <input type="hidden" name="by" value={filter.by} />}
        <Choice name="valence" label={field.valence} value={filter.valence} options={Object.entries(strings.valence)} />
        <Choice name="source" label={reading.who} value={filter.source} options={sources(all).map((one) => [one.id, one.name])} />
        <Choice name="polarity" label={field.polarity} value={filter.polarity} options={Object.entries(strings.polarity)} />
      </Filters>
      <nav class="switch" aria-label={debate.by}>
        <a href={arranged(undefined)} aria-current={filter.by === "country" ? undefined : "true"}>
          {debate.inOrder}
        </a>
        <a href={arranged("country")} aria-current={filter.by === "country" ? "true" : undefined}>
          {debate.byCountry}
        </a>
      </nav>
    </>
  );
}

function Lead(props: { claims: Claim[]; text: TextPassage | undefined; chosen: string | undefined }) {
  const { text, claims, chosen } = props;
  const title = text?.parts.find((one) => one.kind === "title");
  return (
    <section aria-label={strings.reading.lead}>
      <Reading claims={claims} chosen={chosen}>
        {text && <Marked stretch={part(text, title?.end ?? text.begin)} claims={claims} chosen={chosen} />}
      </Reading>
    </section>
  );
}

function Article(props: { one: Contribution; text: TextPassage | undefined; level: 2 | 3; chosen: string | undefined }) {
  const { one, text, chosen } = props;
  const { passage, claims } = one;
  const Heading = props.level === 2 ? "h2" : "h3";
  if (!passage) return null;
  const headline = text?.parts.find((one) => one.kind === "headline");
  const marks = { claims, chosen };
  return (
    <article class="contribution">
      <Heading dir="auto">
        {text && headline ? (
          <Marked stretch={part(text, headline.begin, headline.end)} {...marks} as="span" />
        ) : (
          passage.headline || <Contributor passage={passage} />
        )}
      </Heading>
      <p class="by">
        {passage.headline && <Contributor passage={passage} />} {passage.country && naming.country(passage.country)}
        {passage.speaker && passage.speaker.id !== passage.contributor?.id && (
          <>
            , {strings.reading.speaker} <ActorLink actor={passage.speaker} />
          </>
        )}
        {passage.date && (
          <>
            {" "}
            <Day date={passage.date} />
          </>
        )}
      </p>
      <Reading {...marks}>{text && <Marked stretch={part(text, headline?.end ?? text.begin)} {...marks} />}</Reading>
    </article>
  );
}

/** A text, or the words of its claims where it is not given, and the claims beside it. */
function Reading(props: { claims: Claim[]; chosen: string | undefined; children: ComponentChildren }) {
  const { claims, chosen } = props;
  return (
    <div class="reading">
      {props.children || <Excerpt claims={claims} chosen={chosen} />}
      {claims.length ? (
        <ol class="claims">
          {claims.map((claim) => (
            <ClaimItem key={claim.id} claim={claim} isInDebate isChosen={claim.id === chosen} />
          ))}
        </ol>
      ) : (
        <p class="state">{strings.debate.noClaims}</p>
      )}
    </div>
  );
}

function Excerpt(props: { claims: Claim[]; chosen: string | undefined }) {
  return (
    <p class="excerpt">
      {stretches(props.claims).map((one, n) => (
        <span key={n}>
          {n > 0 && ` ${strings.reading.gap} `}
          <Marked stretch={one} claims={props.claims} chosen={props.chosen} as="span" />
        </span>
      ))}
    </p>
  );
}

/** Who writes, and where it was printed if that is somebody else. */
function Contributor(props: { passage: NonNullable<Contribution["passage"]> }) {
  const { contributor, outlet } = props.passage;
  if (!contributor) return outlet ? <OutletLink outlet={outlet} /> : <>{strings.debate.unknown}</>;
  if (!outlet || outlet.id === contributor.id) return <OutletLink outlet={contributor} />;
  return (
    <>
      <ActorLink actor={contributor} /> (<OutletLink outlet={outlet} />)
    </>
  );
}
