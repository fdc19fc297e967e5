// A drawing as a part of a view. It is hidden from screen readers: the table beside it has the same content.

import type Graph from "graphology";
import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Tie } from "../api/client";
import type { Kept } from "../logic/graph";
import { strings } from "../strings";
import { lay, type Layout } from "./layout";
import { type Hands, isPlain, type Node, Picture, type Place } from "./picture";

interface Props {
  graph: Graph;
  isDirected: boolean;
  nodes: (key: string) => Node;
  ties: readonly Tie[];
  numbers: ReadonlyMap<string, number>;
  colour: (key: string) => string;
  kept: Kept | null;
  pins: ReadonlyMap<string, Place>;
  around: (key: string) => Kept;
  hands: Omit<Hands, "hover">;
  communities: (found: Map<string, string>) => void;
  hold: RefObject<Picture | null>;
}

export default function Drawing(props: Props) {
  const { graph, isDirected, hold } = props;
  const box = useRef<HTMLDivElement>(null);
  const [layout, setLayout] = useState<Layout | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const [isMissing, setMissing] = useState(false);
  const [isLaid, setLaid] = useState(false);
  const ground = useGround();

  useEffect(() => {
    const now = (): Props => latest.current;
    try {
      hold.current = new Picture(box.current!, graph, now().nodes, isDirected, {
        node: (key, isSecond) => now().hands.node(key, isSecond),
        tie: (key) => now().hands.tie(key),
        ground: () => now().hands.ground(),
        hover: (key) => hold.current?.keep(key === null ? now().kept : now().around(key)),
        pin: (key, at) => now().hands.pin(key, at),
      });
    } catch {
      return setMissing(true); // no WebGL 2
    }
    return () => {
      hold.current?.end();
      hold.current = null;
    };
  }, [graph, ground]);
  useEffect(() => {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches || isPlain(graph);
    setLayout(null);
    setLaid(false);
    return lay(graph, (found) => {
      if (found.isLast || !isCalm) setLayout(found);
      if (!found.isLast) return;
      latest.current.communities(new Map(graph.nodes().map((node, n) => [node, String(found.communities[n]! + 1)])));
      setLaid(true);
    });
  }, [graph]);
  useEffect(() => {
    if (layout && layout.places.length === 2 * graph.order) hold.current?.place(layout, props.pins);
  }, [graph, ground, layout, props.pins]);
  useEffect(() => hold.current?.show(props.ties), [graph, ground, props.ties]);
  useEffect(() => hold.current?.look(props.numbers, props.colour), [graph, ground, props.numbers, props.colour]);
  useEffect(() => hold.current?.keep(props.kept), [graph, ground, props.kept]);

  if (isMissing) return <p class="state">{strings.network.noDrawing}</p>;
  return <div ref={box} class="drawing" aria-hidden="true" data-laid={isLaid} />;
}

/** The colour of the ground; another one where the theme is changed. */
function useGround(): string {
  const read = (): string => getComputedStyle(document.body).backgroundColor;
  const [ground, setGround] = useState(read);
  useEffect(() => {
    const tell = (): void => setGround(read());
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const chosen = new MutationObserver(tell);
    dark.addEventListener("change", tell);
    chosen.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    return () => {
      dark.removeEventListener("change", tell);
      chosen.disconnect();
    };
  }, []);
  return ground;
}
