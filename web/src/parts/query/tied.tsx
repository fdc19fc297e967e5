// The answer to a query as a network: drawn, with its ties as a table.

import { useMemo, useRef, useState } from "preact/hooks";
import type { ViewpointNetwork } from "../../api/client";
import Drawing from "../../drawing/drawing";
import type { Picture, Place } from "../../drawing/picture";
import { type Ends, networkOf, placeOf, said, type Table as Rows } from "../../logic/answers";
import * as files from "../../logic/files";
import { graphOf, type Kept, neighbourhood, seenOf, tieKey } from "../../logic/graph";
import { measured, MOST, OTHER, PALETTE, palette } from "../../logic/network";
import { strings } from "../../strings";
import { type Known, MOST as MOST_ROWS, Scrolled } from "./table";

const words = strings.query.network;

export function Tied(props: { table: Rows; ends: Ends; known: Known }) {
  const { table, ends, known } = props;
  const found = useMemo(
    () => networkOf(table, ends, (term) => said(term, known.vocabulary, known.names)),
    [table, ends.from, ends.to, ends.weight, known.names],
  );
  const nodes = useMemo(() => new Map(found.nodes.map((node) => [node.key, node])), [found]);
  const graph = useMemo(() => graphOf(found as ViewpointNetwork, true), [found]);
  const ties = useMemo(() => found.ties.slice(0, MOST).filter((tie) => graph.hasEdge(tieKey(tie))), [found, graph]);
  const seen = useMemo(() => seenOf(ties, true), [ties]);
  const numbers = useMemo(() => measured(found.nodes, ties, "degree"), [found, ties]);
  const [communities, setCommunities] = useState<Map<string, string>>(new Map());
  const colours = useMemo(() => palette(communities), [communities]);
  const paint = useMemo(() => (key: string) => (communities.size ? (colours.get(communities.get(key) ?? "") ?? OTHER) : PALETTE[0]), [communities, colours]);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pins, setPins] = useState<ReadonlyMap<string, Place>>(new Map());
  const kept = useMemo((): Kept | null => (chosen && graph.hasNode(chosen) ? neighbourhood(seen, chosen) : null), [seen, chosen]);
  const hold = useRef<Picture | null>(null);
  const text = (content: string, type: string): Blob => new Blob([content], { type });
  const name = (key: string): string => nodes.get(key)?.name ?? "";
  const end = (key: string) => {
    const place = placeOf(nodes.get(key)?.iri ?? "", known.vocabulary);
    return place ? <a href={place}><bdi>{name(key)}</bdi></a> : <bdi>{name(key)}</bdi>;
  };
  const shown = ties.filter((tie) => !kept || kept.ties.has(tieKey(tie)));
  return (
    <figure class="tied">
      <Drawing
        graph={graph} isDirected nodes={(key) => ({ name: name(key), isRow: true })} ties={ties} numbers={numbers} colour={paint} kept={kept} pins={pins} hold={hold}
        around={(key) => neighbourhood(seen, key)}
        hands={{ node: setChosen, tie: (key) => setChosen(graph.source(key)), ground: () => setChosen(null), pin: (key, at) => setPins(new Map(pins).set(key, at)) }}
        communities={setCommunities}
      />
      <figcaption>{words.said(graph.order, ties.length)}</figcaption>
      <p class="buttons">
        <button type="button" onClick={() => hold.current?.zoom(1.5)}>{strings.network.nearer}</button>
        <button type="button" onClick={() => hold.current?.zoom(1 / 1.5)}>{strings.network.farther}</button>
        <button type="button" onClick={() => hold.current?.zoom()}>{strings.network.all}</button>
        <button type="button" onClick={() => void hold.current?.png().then((png) => files.keep("network.png", png))}>PNG</button>
        <button type="button" onClick={() => files.keep("network.graphml", text(files.graphml(ties, nodes, true), "application/xml"))}>GraphML</button>
        {chosen && <button type="button" onClick={() => setChosen(null)}>{strings.network.clear}</button>}
      </p>
      {shown.length > MOST_ROWS && <p class="note">{strings.query.shown(MOST_ROWS, shown.length)}</p>}
      <Scrolled label={words.ties}>
        <thead>
          <tr>
            {[ends.from, ends.to, ends.weight || words.count].map((one, n) => (
              <th key={n} scope="col"><bdi>{one}</bdi></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.slice(0, MOST_ROWS).map((tie) => (
            <tr key={tieKey(tie)}>
              <td>{end(tie.source)}</td>
              <td>{end(tie.target)}</td>
              <td class="number">{tie.weight.toLocaleString("en").replace("-", "−")}</td>
            </tr>
          ))}
        </tbody>
      </Scrolled>
    </figure>
  );
}
