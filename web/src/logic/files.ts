// Files of what is seen.

import type { Tie, ViewpointNode } from "../api/client";

type Nodes = ReadonlyMap<string, ViewpointNode>;

/** Ties as CSV (RFC 4180). No name is taken for a formula by a spreadsheet program, as in `kg code export`. */
export function csv(ties: readonly (Tie & { change?: string; before?: number; after?: number })[], nodes: Nodes): string {
  const isCompared = ties.some((tie) => tie.change);
  const name = (key: string): string => unformed(nodes.get(key)?.name ?? "");
  const rows = ties.map((tie) => [name(tie.source), name(tie.target), tie.weight, ...(isCompared ? [tie.before, tie.after, tie.change] : [tie.sign])]);
  const heading = ["row", "column", "weight", ...(isCompared ? ["before", "after", "change"] : ["sign"])];
  return [heading, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number | undefined): string {
  const text = String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The same as kg.coding.cells.escaped. */
const unformed = (text: string): string => (/^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu; // in XML 1.0
const ESCAPED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;" };
export const xml = (text: string): string => text.replace(ILLEGAL, "\uFFFD").replace(/[&<>"\t\n\r]/g, (sign) => ESCAPED[sign]!);

const NODE = ["label", "variable", "iri", "frequency"] as const; // `label` is what Gephi and networkx name a node by

/** Ties and their nodes as GraphML, with what is known of the nodes. */
export function graphml(ties: readonly Tie[], nodes: Nodes, isDirected: boolean): string {
  const used = [...new Set(ties.flatMap((tie) => [tie.source, tie.target]))].map((key) => nodes.get(key)!);
  const others = [...new Set(used.flatMap((node) => Object.keys(node.attributes)))].sort();
  const data = (key: string, value: string | number | null): string => (value === null ? "" : `<data key="${key}">${xml(String(value))}</data>`);
  const key = (id: string, of: string, name: string, type: string): string =>
    `  <key id="${id}" for="${of}" attr.name="${xml(name)}" attr.type="${type}"/>`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...NODE.map((name) => key(name, "node", name, name === "frequency" ? "int" : "string")),
    ...others.map((name, n) => key(`a${n}`, "node", name, "string")),
    key("weight", "edge", "weight", "double"),
    key("sign", "edge", "sign", "string"),
    `  <graph edgedefault="${isDirected ? "directed" : "undirected"}">`,
    ...used.map((node) => {
      const own = others.map((name, n) => data(`a${n}`, node.attributes[name] ?? null));
      return `    <node id="${xml(node.key)}">${NODE.map((name) => data(name, name === "label" ? node.name : node[name])).join("")}${own.join("")}</node>`;
    }),
    ...ties.map((tie) => {
      const own = data("weight", tie.weight) + data("sign", tie.sign);
      return `    <edge source="${xml(tie.source)}" target="${xml(tie.target)}">${own}</edge>`;
    }),
    "  </graph>",
    "</graphml>",
    "",
  ].join("\n");
}

/** Let the browser keep a file. */
export function keep(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
