// What is known of a node that is chosen: its ties, or a shortest path to another with the claims along it.

import type Graph from "graphology";
import type { ComponentChildren } from "preact";
import { useMemo } from "preact/hooks";
import { useLocation } from "preact-iso";
import type { Tie, ViewpointNode } from "../api/client";
import { along, tieKey } from "../logic/graph";
import * as places from "../logic/places";
import { strings } from "../strings";
import { type Nodes, TieLines, type To } from "./network";

const words = strings.network;

interface NodeProps {
  node: ViewpointNode;
  end: string | null;
  nodes: Nodes;
  keys: ReadonlyMap<string, string>;
  seen: Graph;
  ties: readonly Tie[];
  trail: string[] | null;
  behind: (tie: Tie) => ComponentChildren;
  to: To;
  toNode: To;
}

/** A node with its ties, and a shortest path to another. */
export function NodeShown(props: NodeProps) {
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
      <p>
        {words.node(node.frequency, own.length)}, <a href={toNode({ around: node.name })}>{strings.networks.around}</a>
      </p>
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
              <h4>{strings.networks.along}</h4>
              <ol class="plain path">
                {[...steps].map((key) => <li key={key}>{props.behind(props.ties.find((tie) => tieKey(tie) === key)!)}</li>)}
              </ol>
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
