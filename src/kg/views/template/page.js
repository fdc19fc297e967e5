"use strict";
const nodes = new vis.DataSet(NODES);
const edges = new vis.DataSet(EDGES);
const names = new Map(NODES.map((node) => [node.id, node.label]));
const panel = document.getElementById("panel");
const network = new vis.Network(document.getElementById("network"), { nodes, edges }, {
  physics: false,
  layout: { improvedLayout: false },
  interaction: { hover: true, keyboard: { enabled: true, bindToWindow: false }, navigationButtons: false },
  nodes: { size: 12, font: { size: 13 } },
  edges: { arrows: { to: { enabled: true, scaleFactor: 0.5 } }, smooth: EDGES.length > 500 ? false : { type: "curvedCW", roundness: 0.12 } },
});

function add(parent, tag, text) {
  const made = document.createElement(tag);
  made.textContent = text; // text only: whatever stands in a name is shown, never run
  parent.appendChild(made);
  return made;
}

function showEdges(title, ids) {
  panel.replaceChildren();
  add(panel, "h2", title);
  for (const id of ids) {
    const edge = edges.get(id);
    add(panel, "h3", `${names.get(edge.from)} — ${edge.type} → ${names.get(edge.to)}`);
    for (const claim of EVIDENCE[id]) {
      add(panel, "blockquote", claim.words);
      const source = claim.source === claim.outlet || !claim.outlet ? claim.source : `${claim.source}, in ${claim.outlet}`;
      add(panel, "small", [source, claim.date, claim.how].filter(Boolean).join("; "));
    }
  }
}

function showNode(id) {
  const ids = network.getConnectedEdges(id).filter((edge) => !edges.get(edge).hidden);
  showEdges(`${names.get(id)}: ${ids.length} edges`, ids);
}

network.on("click", (event) => {
  if (event.nodes.length) showNode(event.nodes[0]);
  else if (event.edges.length) showEdges("Claims", event.edges);
});

const list = document.getElementById("names");
for (const name of [...new Set(names.values())].sort()) add(list, "option", name);

function found(words) {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return undefined;
  const labels = NODES.map((node) => [node, node.label.toLowerCase()]);
  const by = (fits) => labels.filter(([, label]) => fits(label)).sort((a, b) => a[1].length - b[1].length)[0];
  return (by((l) => l === wanted) || by((l) => l.startsWith(wanted)) || by((l) => l.includes(wanted)) || [])[0];
}

function select(id) {
  network.selectNodes([id]);
  network.focus(id, { scale: 1.2 });
  showNode(id);
}

document.getElementById("search").addEventListener("change", (event) => {
  const node = found(event.target.value);
  if (node) select(node.id);
  else showEdges(`Nobody here is called “${event.target.value}”`, []);
});

// By keyboard: N and P go through the actors that are shown, in the order of their names.
const ordered = NODES.map((node) => node.id).sort((a, b) => names.get(a).localeCompare(names.get(b), "en"));
document.getElementById("network").addEventListener("keydown", (event) => {
  const step = { n: 1, p: -1 }[event.key.toLowerCase()];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  const shown = ordered.filter((id) => !nodes.get(id).hidden);
  if (!shown.length) return;
  const now = shown.indexOf(network.getSelectedNodes()[0]);
  select(shown[(now < 0 ? (step > 0 ? 0 : shown.length - 1) : now + step + shown.length) % shown.length]);
});

function filter() {
  const valence = document.getElementById("valence").value;
  const outlet = document.getElementById("outlet").value;
  const shown = new Set();
  edges.update(EDGES.map((edge) => {
    const hidden = (valence && edge.valence !== valence) || (outlet && !edge.outlets.includes(outlet));
    if (!hidden) shown.add(edge.from).add(edge.to);
    return { id: edge.id, hidden: Boolean(hidden) };
  }));
  nodes.update(NODES.map((node) => ({ id: node.id, hidden: !shown.has(node.id) })));
}
for (const id of ["valence", "outlet"]) document.getElementById(id).addEventListener("change", filter);
document.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
window.kgReady = true;
