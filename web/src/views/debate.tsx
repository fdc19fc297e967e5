import { useLocation } from "preact-iso";
import { useAnswer } from "../api/answer";
import { type Claim, claims, document, type DocumentInFull } from "../api/client";
import { byCountry, type Contribution, contributions } from "../logic/debate";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { ClaimList } from "../parts/claims";
import { ActorLink, Day, Elsewhere, OutletLink } from "../parts/names";
import { MissingClaim } from "../parts/missing-claim";
import { Page } from "../parts/page";
import { Shown } from "../parts/shown";
import { strings } from "../strings";

const MOST = 500; // claims that the API gives at once

interface Read {
  text: DocumentInFull;
  claims: Claim[];
}

async function read(id: string, signal: AbortSignal): Promise<Read> {
  const [text, first] = await Promise.all([document(id, signal), claims({ document: id, limit: MOST }, signal)]);
  const found = [...first.items];
  while (found.length < first.total) {
    const more = await claims({ document: id, limit: MOST, offset: found.length }, signal);
    if (!more.items.length) break;
    found.push(...more.items);
  }
  return { text, claims: found };
}

/** A press review: its contributions, with the claims in each. */
export function Debate(props: { id: string }) {
  const answer = useAnswer(props.id, (signal) => read(props.id, signal));
  const title = answer.state === "there" ? answer.value.text.title || strings.debate.untitled : strings.nav.debates;
  return (
    <Page title={title}>
      <Shown answer={answer}>{(found) => <Whole read={found} />}</Shown>
    </Page>
  );
}

function Whole(props: { read: Read }) {
  const { text, claims } = props.read;
  const { query, path } = useLocation();
  const isByCountry = query.by === "country";
  const all = contributions(text, claims);
  const { debate, start } = strings;
  return (
    <>
      <p>
        <Day date={text.date} />, {start.contributions(text.contributions)}, {start.claims(claims.length)}
      </p>
      <dl class="facts">
        {text.source && (
          <>
            <dt>{debate.source}</dt>
            <dd>
              <Elsewhere address={text.source} />
            </dd>
          </>
        )}
        {text.licence && (
          <>
            <dt>{debate.licence}</dt>
            <dd>
              <Elsewhere address={text.licence} />
            </dd>
          </>
        )}
        <dt>{debate.layout}</dt>
        <dd>{text.layout}</dd>
      </dl>
      <p class="note">{debate.noTexts}</p>
      <nav class="switch" aria-label={debate.by}>
        <a href={path} aria-current={isByCountry ? undefined : "true"}>
          {debate.inOrder}
        </a>
        <a href={places.place(path, { by: "country" })} aria-current={isByCountry ? "true" : undefined}>
          {debate.byCountry}
        </a>
      </nav>
      <MissingClaim document={text.id} />
      {isByCountry ? <Countries all={all} /> : all.map((one) => <Article key={one.passage?.iri ?? ""} one={one} level={2} />)}
    </>
  );
}

function Countries(props: { all: Contribution[] }) {
  return (
    <div class="side">
      {[...byCountry(props.all)].map(([country, some]) => (
        <section key={country}>
          <h2>{country ? naming.country(country) : strings.debate.noCountry}</h2>
          {some.map((one) => (
            <Article key={one.passage?.iri ?? ""} one={one} level={3} />
          ))}
        </section>
      ))}
    </div>
  );
}

function Article(props: { one: Contribution; level: 2 | 3 }) {
  const { passage, claims } = props.one;
  const Heading = props.level === 2 ? "h2" : "h3";
  const { debate } = strings;
  return (
    <article class="contribution">
      <Heading dir="auto">{passage ? passage.headline || <Contributor passage={passage} /> : debate.elsewhere}</Heading>
      {passage && (
        <p class="by">
          {passage.headline && <Contributor passage={passage} />} {passage.country && naming.country(passage.country)}
          {passage.date && (
            <>
              {" "}
              <Day date={passage.date} />
            </>
          )}
        </p>
      )}
      {claims.length ? <ClaimList claims={claims} isInDebate /> : <p class="state">{debate.noClaims}</p>}
    </article>
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
