import type Graph from "graphology";
import { useMemo, useRef, useState } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAnswer } from "../api/answer";
import { network, type Tie, type ViewpointNetwork, type ViewpointNode } from "../api/client";
import Drawing from "../drawing/drawing";
import { isPlain, type Picture } from "../drawing/picture";
import * as files from "../logic/files";
import { along, graphOf, type Kept, neighbourhood, pathOf, seenOf, tieKey } from "../logic/graph";
import * as logic from "../logic/network";
import * as naming from "../logic/naming";
import * as places from "../logic/places";
import { Choice, Field, Filters, Parts, useFilter } from "../parts/lists";
import { Behind, type Nodes, Slices, Ties, TieLines, type To } from "../parts/network";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const PART = 100; // ties in a part of the table
const words = strings.network;

/** A network of viewpoints: drawn, as a table, over time, with the claims behind each tie. */
export function Network() {
  const { filter, offset, path } = useFilter("view", ...logic.CHOICES, ...logic.SEEN);
  const view = logic.viewOf(filter);
  const query = logic.asked(filter);
  const key = JSON.stringify([view, query]);
  const answer = useAnswer(key, (signal) => network(view, { ...query, limit: logic.MOST }, signal));
  return (
    <Page title={strings.nav.network}>
      <NetworkForm chosen={filter} path={path} key={JSON.stringify(filter)} />
      <Shown answer={answer}>
        {(found) => (found.ties.length || found.slices.some((one) => one.ties.length) ? <Whole key={key} answer={found} chosen={filter} offset={offset} /> : <Empty />)}
      </Shown>
    </Page>
  );
}

function NetworkForm(props: { chosen: logic.Chosen; path: string }) {
  const { chosen } = props;
  const { field } = strings;
  const choice = (name: keyof typeof words.choices & keyof logic.Chosen, any = true) => (
    <Choice name={name} label={words.fields[name]} value={chosen[name]} options={Object.entries(words.choices[name])} any={any} />
  );
  const text = (name: keyof typeof words.fields & keyof logic.Chosen, hint?: string) => (
    <Field name={name} label={words.fields[name]} value={chosen[name]} hint={hint} />
  );
  const isOpen = ["rows", "columns", "aggregation", "normalisation", "duplicates", "only", "exclude", "confidence", "about", "source"].some(
    (name) => chosen[name as keyof logic.Chosen],
  );
  return (
    <Filters path={props.path}>
      {choice("view", false)}
      {choice("mode", false)}
      {choice("directed", false)}
      {choice("sign")}
      {text("around")}
      <Field name="since" label={field.since} value={chosen.since} hint={field.period} />
      <Field name="until" label={field.until} value={chosen.until} hint={field.period} />
      {text("window", words.hints.window)}
      {text("least", "1")}
      {text("threshold", "0")}
      {choice("colour", false)}
      {choice("size", false)}
      <details open={isOpen}>
        <summary>{words.more}</summary>
        <div class="filters">
          {choice("source", false)}
          {choice("about", false)}
          {text("rows", words.hints.column)}
          {text("columns", words.hints.column)}
          {choice("aggregation")}
          {choice("normalisation", false)}
          {choice("duplicates", false)}
          {choice("opposites", false)}
          {text("only", words.hints.values)}
          {text("exclude", words.hints.values)}
          {text("confidence", "0")}
        </div>
      </details>
    </Filters>
  );
}

function Whole(props: { answer: ViewpointNetwork; chosen: logic.Chosen; offset: number }) {
  const { answer, chosen, offset } = props;
  const { route, path } = useLocation();
  const isDirected = chosen.directed === "true" && chosen.mode !== "one";
  const nodes: Nodes = useMemo(() => new Map(answer.nodes.map((node) => [node.key, node])), [answer]);
  const keys = useMemo(() => new Map(answer.nodes.map((node) => [logic.nameOf(node), node.key])), [answer]);
  const graph = useMemo(() => graphOf(answer, isDirected), [answer, isDirected]);
  const slice = logic.sliceOf(chosen, answer);
  const ties = useMemo(() => logic.tiesOf(answer, slice).filter((tie) => graph.hasEdge(tieKey(tie))), [answer, slice, graph]);
  const seen = useMemo(() => seenOf(ties, isDirected), [ties, isDirected]);
  const order = logic.ORDERS.find((one) => one === chosen.order) ?? "weight";
  const rows = useMemo(() => logic.ordered(ties, order, nodes), [ties, order, nodes]);

  const name = (key: string): string => logic.nameOf(nodes.get(key)!);
  const to: To = (changed) => places.place(path, { ...chosen, ...changed });
  const toNode: To = (changed) => to({ node: undefined, to: undefined, row: undefined, column: undefined, ...changed });
  const node = keys.get(chosen.node ?? "") ?? null;
  const end = keys.get(chosen.to ?? "") ?? null;
  const tie = ties.find((one) => nodes.get(one.source)?.name === chosen.row && nodes.get(one.target)?.name === chosen.column) ?? null;
  const trail = useMemo(() => (node && end ? pathOf(seen, node, end) : null), [seen, node, end]);
  const kept = useMemo((): Kept | null => {
    if (tie) return { nodes: new Set([tie.source, tie.target]), ties: new Set([tieKey(tie)]) };
    if (trail) return { nodes: new Set(trail), ties: new Set(along(seen, trail)) };
    return node ? neighbourhood(seen, node) : null;
  }, [seen, node, trail, tie]);

  return (
    <>
      <p role="status">{words.counts(graph.order, ties.length, answer.statements)}</p>
      {ties.length < answer.total && slice === null && <p class="note">{words.cut(ties.length, answer.total)}</p>}
      {answer.slices.length > 0 && (
        <Slices slices={answer.slices} at={slice === null ? 0 : slice + 1} go={(at) => route(to({ slice: at || undefined }), true)} />
      )}
      <div class="network">
        <Drawn answer={answer} chosen={chosen} graph={graph} isDirected={isDirected} ties={ties} nodes={nodes} seen={seen} kept={kept} toNode={toNode} name={name} />
        <aside aria-label={words.chosen}>
          {tie && chosen.row && chosen.column ? (
            <Behind view={logic.viewOf(chosen)} query={{ ...logic.asked(chosen), row: chosen.row, column: chosen.column }} />
          ) : node ? (
            <NodeShown node={nodes.get(node)!} end={end} nodes={nodes} keys={keys} seen={seen} ties={ties} trail={trail} to={to} toNode={toNode} />
          ) : (
            <p class="state">{words.none}</p>
          )}
          {(tie || node) && <a href={toNode({})}>{words.clear}</a>}
        </aside>
      </div>
      <Ties ties={rows.slice(offset, offset + PART)} nodes={nodes} order={order} chosen={tie && tieKey(tie)} to={to} toNode={toNode} name={name} />
      <Parts path={path} query={chosen} offset={offset} shown={Math.max(0, Math.min(PART, rows.length - offset))} total={rows.length} part={PART} />
      <details>
        <summary>{words.settings}</summary>
        <pre class="scroll" tabIndex={0}>{answer.settings}</pre>
      </details>
    </>
  );
}

interface DrawnProps {
  answer: ViewpointNetwork;
  chosen: logic.Chosen;
  graph: Graph;
  isDirected: boolean;
  ties: readonly Tie[];
  nodes: Nodes;
  seen: Graph;
  kept: Kept | null;
  toNode: To;
  name: (key: string) => string;
}

/** The drawing with what it means, and files of it. */
function Drawn(props: DrawnProps) {
  const { answer, chosen, graph, isDirected, ties, nodes, seen, kept, toNode, name } = props;
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
  const rowVariable = answer.nodes[0]?.variable;
  const file = `network-${logic.viewOf(chosen)}`;
  const text = (content: string, type: string): Blob => new Blob([content], { type });
  const say = (group: string): string => (colour === "country" ? naming.country(group) : colour === "class" ? naming.kind(group) : words.community(group));
  return (
    <figure>
      <Drawing
        graph={graph} isDirected={isDirected} ties={ties} numbers={numbers} colour={paint} kept={kept} hold={hold}
        nodes={(key) => ({ name: nodes.get(key)?.name ?? "", isRow: nodes.get(key)?.variable === rowVariable })}
        around={(key) => neighbourhood(seen, key)}
        hands={{
          node: (key, isSecond) => route(toNode(isSecond && chosen.node ? { node: chosen.node, to: name(key) } : { node: name(key) })),
          tie: (key) => {
            const [row, column] = graph.extremities(key).map((one) => nodes.get(one)?.name);
            route(toNode({ row, column }));
          },
          ground: () => (chosen.node || chosen.row) && route(toNode({})),
        }}
        communities={setCommunities}
      />
      <figcaption>
        <p>
          {words.alternative(graph.order, ties.length)} {isPlain(graph) && words.plain}
        </p>
        <ul class="legend">
          {(["positive", "negative", "mixed"] as const).map((one) => ties.some((tie) => tie.sign === one) && <li key={one} class={`line ${one}`}>{words.signs[one]}</li>)}
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
        <button type="button" onClick={() => void hold.current?.png().then((png) => files.keep(`${file}.png`, png))}>PNG</button>
        <button type="button" onClick={() => files.keep(`${file}.csv`, text(files.csv(ties, nodes), "text/csv"))}>CSV</button>
        <button type="button" onClick={() => files.keep(`${file}.graphml`, text(files.graphml(ties, nodes, isDirected), "application/xml"))}>GraphML</button>
        <CopyLink />
      </p>
    </figure>
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

interface NodeProps {
  node: ViewpointNode;
  end: string | null;
  nodes: Nodes;
  keys: ReadonlyMap<string, string>;
  seen: Graph;
  ties: readonly Tie[];
  trail: string[] | null;
  to: To;
  toNode: To;
}

/** A node with its ties, and a shortest path to another. */
function NodeShown(props: NodeProps) {
  const { node, end, nodes, keys, seen, trail, to, toNode } = props;
  const { route } = useLocation();
  const own = useMemo(() => props.ties.filter((tie) => tie.source === node.key || tie.target === node.key), [props.ties, node]);
  const steps = new Set(trail ? along(seen, trail) : []);
  const choose = (event: SubmitEvent): void => {
    event.preventDefault();
    route(to({ to: String(new FormData(event.currentTarget as HTMLFormElement).get("to")) }));
  };
  const others = [...keys].filter(([, key]) => key !== node.key && seen.hasNode(key));
  return (
    <>
      <h2>{node.id ? <a href={places.actor(node.id)}><bdi>{node.name}</bdi></a> : <bdi>{node.name}</bdi>}</h2>
      <p>{words.node(node.frequency, own.length)}</p>
      <form onSubmit={choose}>
        <label>
          {words.pathTo}{" "}
          <select name="to">
            {others.map(([name, key]) => (
              <option key={key} value={name} selected={key === end}>
                {nodes.get(key)?.name}
              </option>
            ))}
          </select>
        </label>{" "}
        <button type="submit">{words.find}</button>
      </form>
      {end ? (
        <>
          <h3>
            {words.pathTo} <bdi>{nodes.get(end)?.name}</bdi>
          </h3>
          {trail ? (
            <>
              <p>{trail.map((key, n) => <span key={key}>{n > 0 && " → "}<bdi>{nodes.get(key)?.name}</bdi></span>)}</p>
              <TieLines ties={[...steps].map((key) => props.ties.find((tie) => tieKey(tie) === key)!)} nodes={nodes} to={toNode} />
            </>
          ) : (
            <p class="state">{words.noPath}</p>
          )}
        </>
      ) : (
        <TieLines ties={own} nodes={nodes} to={toNode} />
      )}
    </>
  );
}
