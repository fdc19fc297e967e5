"use strict";
const SVG = "http://www.w3.org/2000/svg";
const LANE = 17, ROUND = 6, HEAD = 5;

function drawn(parent, tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  parent.appendChild(made);
  return made;
}

const sentenceOf = (arc) => document.querySelector(`.sentence[data-claims~="${arc.claim}"]`);
const marked = (sentence, name) => [...sentence.querySelectorAll(`[data-at~="${name}"]`)];

// The place of a mark over its first line, in the coordinates of the sentence.
function placeOf(sentence, name) {
  const rects = marked(sentence, name).flatMap((span) => [...span.getClientRects()]).filter((rect) => rect.width);
  if (!rects.length) return null;
  const line = rects.filter((rect) => Math.abs(rect.top - rects[0].top) < rect.height / 2);
  const box = sentence.getBoundingClientRect();
  const left = Math.min(...line.map((rect) => rect.left)), right = Math.max(...line.map((rect) => rect.right));
  return { x: (left + right) / 2 - box.left, top: rects[0].top - box.top, height: rects[0].height };
}

const up = (x, top, y, side) => `M${x} ${top}V${y + ROUND}Q${x} ${y} ${x + side * ROUND} ${y}`;
const down = (x, top, y, side) => `H${x - side * ROUND}Q${x} ${y} ${x} ${y + ROUND}V${top}`;

// Pieces of an arc between two places: one where they stand in one line, else one to the edge and one from the other edge.
function pieces(from, to, width, lane) {
  const high = (place) => place.top - 10 - lane * LANE;
  if (Math.abs(from.top - to.top) < from.height / 2) {
    const side = to.x < from.x ? -1 : 1;
    const [start, end] = Math.abs(to.x - from.x) < 3 * ROUND ? [from.x - side * 2 * ROUND, to.x + side * 2 * ROUND] : [from.x, to.x];
    return [{ path: up(start, from.top, high(from), side) + down(end, to.top, high(from), side), left: Math.min(start, end), right: Math.max(start, end), y: high(from) }];
  }
  const side = to.top < from.top ? -1 : 1; // forward leaves over the right edge and comes in over the left
  const edges = side > 0 ? [width, 0] : [0, width];
  return [
    { path: `${up(from.x, from.top, high(from), side)}H${edges[0]}`, left: Math.min(from.x, edges[0]), right: Math.max(from.x, edges[0]), y: high(from) },
    { path: `M${edges[1]} ${high(to)}${down(to.x, to.top, high(to), side)}`, left: Math.min(to.x, edges[1]), right: Math.max(to.x, edges[1]), y: high(to) },
  ];
}

function drawArc(sentence, svg, arc) {
  const from = placeOf(sentence, arc.from), to = placeOf(sentence, arc.to);
  if (!from || !to) return;
  const width = sentence.clientWidth;
  const parts = pieces(from, to, width, arc.lane);
  const link = drawn(svg, "a", { href: `#claim-${arc.claim}`, "data-claim": arc.claim, class: `${arc.valence}${arc.negated ? " negated" : ""}` });
  for (const { path } of parts) {
    drawn(link, "path", { d: path, class: "reach" });
    drawn(link, "path", { d: path, class: "arc" });
  }
  const tip = parts.length > 1 || Math.abs(to.x - from.x) >= 3 * ROUND ? to.x : to.x + (to.x < from.x ? -2 : 2) * ROUND;
  drawn(link, "path", { d: `M${tip} ${to.top}l${-HEAD} ${-HEAD * 1.4}h${2 * HEAD}z`, class: "head" });
  const longest = parts.reduce((a, b) => (b.right - b.left > a.right - a.left ? b : a));
  const name = drawn(link, "text", { y: longest.y + 4 });
  name.textContent = arc.name; // text only: whatever stands in it is shown, never run
  const half = name.getComputedTextLength() / 2;
  name.setAttribute("x", Math.max(half, Math.min((longest.left + longest.right) / 2, width - half)));
}

function draw() {
  for (const svg of document.querySelectorAll(".sentence svg")) svg.remove();
  const canvases = new Map();
  for (const arc of ARCS) {
    const sentence = sentenceOf(arc);
    if (!canvases.has(sentence)) canvases.set(sentence, drawn(sentence, "svg", {}));
    drawArc(sentence, canvases.get(sentence), arc);
  }
  choose(document.querySelector("aside details[open]"));
}

// Shows in the text what belongs to an open explanation.
function choose(details) {
  for (const old of document.querySelectorAll(".chosen, .end")) old.classList.remove("chosen", "end");
  if (!details) return;
  const arc = ARCS.find((one) => `claim-${one.claim}` === details.id);
  const sentence = sentenceOf(arc);
  sentence.classList.add("chosen");
  for (const name of [arc.from, arc.to]) for (const span of marked(sentence, name)) span.classList.add("end");
  sentence.querySelector(`svg a[data-claim="${arc.claim}"]`)?.classList.add("chosen");
}

function opened(details, scrolled) {
  for (const other of document.querySelectorAll("aside details[open]")) if (other !== details) other.open = false;
  details.open = true;
  choose(details);
  (scrolled === "text" ? document.querySelector(".sentence.chosen") : details).scrollIntoView({ block: "nearest" });
}

document.querySelector("article").addEventListener("click", (event) => {
  const link = event.target.closest("svg a");
  if (!link) return;
  event.preventDefault();
  history.replaceState(null, "", link.getAttribute("href"));
  opened(document.getElementById(`claim-${link.dataset.claim}`), "list");
});
document.querySelector("aside").addEventListener("click", (event) => {
  const details = event.target.closest("summary")?.parentElement;
  if (!details) return;
  event.preventDefault();
  if (details.open) {
    details.open = false;
    choose(null);
  } else opened(details, "text");
});

function follow() {
  const details = location.hash.startsWith("#claim-") && document.getElementById(location.hash.slice(1));
  if (details) opened(details, "text");
}
addEventListener("hashchange", follow);
addEventListener("resize", draw);
document.fonts.ready.then(() => {
  draw();
  follow();
  window.kgReady = true;
});
