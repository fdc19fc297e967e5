// The drawing of a network with its legend, its pins and files of it.

import type Graph from "graphology";
import type { RefObject } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { NetworkView, Tie, ViewpointNetwork } from "../api/client";
import Drawing from "../drawing/drawing";
import { isPlain, type Picture, type Place } from "../drawing/picture";
import { isChange } from "../logic/compare";
import * as files from "../logic/files";
import { type Kept, neighbourhood } from "../logic/graph";
import * as logic from "../logic/network";
import * as naming from "../logic/naming";
import { svg } from "../logic/svg";
import { strings } from "../strings";
import type { Nodes, To } from "./network";
import "../style/network.css";

const words = strings.network;
const SIGNED = ["positive", "negative", "mixed"] as const;
const CHANGED = Object.keys(strings.networks.changes) as (keyof typeof strings.networks.changes)[];

interface DrawnProps {
  answer: ViewpointNetwork;
  chosen: logic.Chosen;
  graph: Graph;
  isDirected: boolean;
  ties: readonly Tie[];
  nodes: Nodes;
  seen: Graph;
  kept: Kept | null;
  keys: ReadonlyMap<string, string>;
  file: FileOf;
  to: To;
  toNode: To;
  name: (key: string) => string;
}

/** What files are called by, and where the server gives the page of it, if it does. */
export interface FileOf {
  view: NetworkView;
  page: string | null;
}

/** The drawing with what it means, pins, and files of it. */
export function Drawn(props: DrawnProps) {
  const { answer, chosen, graph, isDirected, ties, nodes, seen, kept, keys, to, toNode, name } = props;
  const { route } = useLocation();
  const hold = useRef<Picture | null>(null);
  const [communities, setCommunities] = useState<logic.Groups>(new Map());
  const colour = logic.COLOURS.find((one) => one === chosen.colour) ?? "class";
  const size = logic.SIZES.find((one) => one === chosen.size) ?? "frequency";
  const drawn = useMemo(() => answer.nodes.filter((node) => graph.hasNode(node.key)), [answer, graph]);
  const groups = useMemo(() => (colour === "community" ? communities : logic.grouped(drawn, colour)), [drawn, colour, communities]);
  const colours = useMemo(() => logic.palette(groups), [groups]);
  const paint = useMemo(() => (key: string) => colours.get(groups.get(key) ?? "") ?? logic.OTHER, [groups, colours]);
  const numbers = useMemo(() => logic.measured(drawn, ties, size), [drawn, ties, size]);
  const isCompared = ties.some(isChange);
  const rowVariable = answer.nodes[0]?.variable;
  const named = useMemo(() => logic.pinsOf(chosen), [chosen.pins]);
  const pins = useMemo(() => new Map([...named].flatMap(([one, at]) => (keys.has(one) ? [[keys.get(one)!, at] as const] : []))), [named, keys]);
  const pin = (key: string, at: Place | null): string => {
    const changed = new Map<string, Place>(named);
    if (at) changed.set(name(key), at);
    else changed.delete(name(key));
    return to({ pins: logic.pinned(changed) });
  };
  const node = logic.keyOf(keys, answer.nodes, chosen.node);
  const say = (group: string): string => (colour === "country" ? naming.country(group) : colour === "class" ? naming.kind(group) : words.community(group));
  return (
    <figure>
      <Drawing
        graph={graph} isDirected={isDirected} ties={ties} numbers={numbers} colour={paint} kept={kept} hold={hold}
        nodes={(key) => ({ name: nodes.get(key)?.name ?? "", isRow: nodes.get(key)?.variable === rowVariable })}
        around={(key) => neighbourhood(seen, key)} pins={pins}
        hands={{
          node: (key, isSecond) => route(toNode(isSecond && chosen.node ? { node: chosen.node, to: name(key) } : { node: name(key) })),
          tie: (key) => {
            const [row, column] = graph.extremities(key).map((one) => nodes.get(one)?.name);
            route(toNode({ row, column }));
          },
          pin: (key, at) => route(pin(key, at)),
          ground: () => (chosen.node || chosen.row) && route(toNode({})),
        }}
        communities={setCommunities}
      />
      <figcaption>
        <p>
          {words.alternative(graph.order, ties.length)} {isPlain(graph) && words.plain}
        </p>
        <ul class="legend">
          {SIGNED.map((one) => !isCompared && ties.some((tie) => tie.sign === one) && (
            <li key={one} class={`line ${one}`}>
              {words.signs[one]}
              {one !== "mixed" && !chosen.sign && <> <a href={to({ sign: one, offset: undefined })}>{strings.networks.onlySign}<span class="unseen">: {words.signs[one]}</span></a></>}
            </li>
          ))}
          {CHANGED.map((one) => ties.some((tie) => isChange(tie) && tie.change === one) && <li key={one} class={`line ${one}`}>{strings.networks.changes[one]}</li>)}
          {[...colours].map(([group, value]) => (
            <li key={group} style={{ "--colour": value }}>
              {say(group)}
            </li>
          ))}
        </ul>
      </figcaption>
      <p class="buttons">
        <button type="button" onClick={() => hold.current?.zoom(1.5)}>{words.nearer}</button>
        <button type="button" onClick={() => hold.current?.zoom(1 / 1.5)}>{words.farther}</button>
        <button type="button" onClick={() => hold.current?.zoom()}>{words.all}</button>
        {node && graph.hasNode(node) && (
          <button type="button" aria-pressed={pins.has(node)} onClick={() => hold.current && route(pin(node, pins.has(node) ? null : hold.current.at(node)))}>
            {strings.networks.pin} <bdi>{nodes.get(node)?.name}</bdi>
          </button>
        )}
      </p>
      {pins.size > 0 && (
        <p class="buttons">
          {strings.networks.pinned}:
          {[...pins.keys()].map((key) => (
            <a key={key} href={pin(key, null)}>{strings.networks.unpin} <bdi>{nodes.get(key)?.name}</bdi></a>
          ))}
        </p>
      )}
      <p class="buttons">
        <Files hold={hold} ties={ties} nodes={nodes} isDirected={isDirected} of={props.file} />
        <CopyLink />
      </p>
    </figure>
  );
}

interface FilesProps {
  hold: RefObject<Picture | null>;
  ties: readonly Tie[];
  nodes: Nodes;
  isDirected: boolean;
  of: FileOf;
}

/** What is seen, as files. */
function Files(props: FilesProps) {
  const { hold, ties, nodes, of } = props;
  const name = `network-${of.view}`;
  const keep = (ending: string, type: string, content: string | undefined): void => {
    if (content !== undefined) files.keep(`${name}.${ending}`, new Blob([content], { type }));
  };
  return (
    <>
      <button type="button" onClick={() => void hold.current?.png().then((png) => files.keep(`${name}.png`, png))}>PNG</button>
      <button type="button" onClick={() => keep("svg", "image/svg+xml", hold.current ? svg(hold.current.seen()) : undefined)}>SVG</button>
      <button type="button" onClick={() => keep("csv", "text/csv", files.csv(ties, nodes))}>CSV</button>
      <button type="button" onClick={() => keep("graphml", "application/xml", files.graphml(ties, nodes, props.isDirected))}>GraphML</button>
      {of.page && <a href={of.page} download={`${name}.html`}>{strings.networks.page}</a>}
    </>
  );
}

function CopyLink() {
  const [isDone, setDone] = useState(false);
  return (
    <>
      <button type="button" onClick={() => void navigator.clipboard.writeText(location.href).then(() => setDone(true))}>{words.link}</button>
      <span role="status">{isDone ? words.copied : ""}</span>
    </>
  );
}

