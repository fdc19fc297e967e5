import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import { useAnswer } from "../api/answer";
import { Fault, network, networkPage, type NetworkFilter, type Tie, type ViewpointNetwork } from "../api/client";
import { type Compared, compared, periods } from "../logic/compare";
import { along, graphOf, type Kept, neighbourhood, pathOf, seenOf, tieKey } from "../logic/graph";
import * as logic from "../logic/network";
import * as places from "../logic/places";
import { Drawn } from "../parts/drawn";
import { Parts, useFilter } from "../parts/lists";
import { Behind, ChangedCount, type Nodes, Slices, Ties, type To } from "../parts/network";
import { NetworkForm } from "../parts/networkform";
import { NodeShown } from "../parts/node";
import { Page } from "../parts/page";
import { Empty, Shown } from "../parts/shown";
import { strings } from "../strings";

const PART = 100; // ties in a part of the table
const words = strings.network;

/** A network of viewpoints: drawn, as a table, over time or at two times, with the claims behind each tie. */
export function Network() {
  const { filter, offset, path } = useFilter("view", ...logic.CHOICES, ...logic.VALUED, ...logic.SEEN);
  const made = Object.fromEntries(["view", "before", "after", ...logic.CHOICES, ...logic.VALUED].map((name) => [name, filter[name as keyof typeof filter]]));
  const key = JSON.stringify(made);
  const answer = useAnswer(key, (signal) => asked(filter, signal));
  const isHalf = !filter.before !== !filter.after;
  return (
    <Page title={strings.nav.network}>
      <NetworkForm chosen={filter} path={path} key={JSON.stringify(filter)} />
      {isHalf && <p class="note">{strings.networks.onePeriod}</p>}
      <Shown answer={answer}>
        {(found) => (found.ties.length || found.slices.some((one) => one.ties.length) ? <Whole key={key} answer={found} chosen={filter} offset={offset} /> : <Empty />)}
      </Shown>
    </Page>
  );
}

/** The network of all time or of two times as one. */
async function asked(chosen: logic.Chosen, signal: AbortSignal): Promise<ViewpointNetwork> {
  const [view, times] = [logic.viewOf(chosen), periods(chosen)];
  const query: NetworkFilter = { ...logic.asked(chosen), limit: logic.MOST };
  if (!times) return network(view, query, signal);
  const at = (time: keyof typeof times) => network(view, { ...query, window: undefined, ...times[time] }, signal);
  const [before, after] = await Promise.allSettled([at("before"), at("after")]);
  const found = [before, after].flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const fault = [before, after].map((one) => (one.status === "rejected" ? (one.reason as unknown) : null)).find((one) => one !== null);
  if (fault && !(found.length && isNameless(fault))) throw fault;
  const none = { ...found[0]!, nodes: [], ties: [], statements: 0 };
  return compared(
    before.status === "fulfilled" ? before.value : none, after.status === "fulfilled" ? after.value : none, logic.isDirected(chosen),
  );
}

/** Whether a network has nothing of the name that it is to be around. */
const isNameless = (fault: unknown): boolean => fault instanceof Fault && fault.status === 400 && fault.message.startsWith("the network has no ");

function Whole(props: { answer: ViewpointNetwork; chosen: logic.Chosen; offset: number }) {
  const { answer, chosen, offset } = props;
  const times = periods(chosen);
  const { route, path } = useLocation();
  const isDirected = logic.isDirected(chosen);
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
  const node = logic.keyOf(keys, answer.nodes, chosen.node);
  const end = logic.keyOf(keys, answer.nodes, chosen.to);
  const [view, query] = [logic.viewOf(chosen), logic.asked(chosen)];
  const behind = (one: Tie & Partial<Compared>, level?: 2 | 3) => {
    const [row, column] = [one.source, one.target].map((key) => nodes.get(key)!.name) as [string, string];
    const asked = [times && one.before ? times.before : null, times && one.after ? times.after : null].filter((period) => period !== null);
    return (times ? asked : [logic.timeOf(chosen, answer)]).map((period, n) => (
      <Behind key={n} view={view} query={{ ...query, ...period, window: undefined, row, column }} period={period} level={level} />
    ));
  };
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
      {times && <ChangedCount ties={ties} />}
      {answer.slices.length > 0 && (
        <Slices slices={answer.slices} at={slice === null ? 0 : slice + 1} go={(at) => route(to({ slice: at || undefined }), true)} />
      )}
      <div class="network">
        <Drawn answer={answer} chosen={chosen} graph={graph} isDirected={isDirected} ties={ties} nodes={nodes} seen={seen} kept={kept} keys={keys} to={to} toNode={toNode} name={name}
          file={{ view, page: times ? null : networkPage(view, { ...query, ...logic.timeOf(chosen, answer), window: undefined }) }} />
        <aside aria-label={words.chosen}>
          {tie && chosen.row && chosen.column ? (
            behind(tie)
          ) : node ? (
            <NodeShown node={nodes.get(node)!} end={end} nodes={nodes} keys={keys} seen={seen} ties={ties} trail={trail} behind={(one) => behind(one, 3)} to={to} toNode={toNode} />
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
