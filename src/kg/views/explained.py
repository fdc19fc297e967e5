"""A document with its claims as one HTML file that needs no network: arcs over the sentences, explanations beside."""

import html
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from kg.explain import Explanation
from kg.explain.told import in_line, reasons, statement
from kg.iris import Iri
from kg.model.records import Actor, Document, Extraction, Modality, Polarity, Resolution, Span
from kg.model.relation_types import relation_types
from kg.views.filled import fill, read_template

_TURN = 137.508  # degrees from one actor's hue to the next: the golden angle keeps neighbours apart
_LETTER = 1.4  # how much wider a letter of the text is than one of an arc's name
Mark = tuple[Span, str]  # a place in the text and its name: m3 mention, w2 word and x2 matter of claim 2


def explained(document: Document, extraction: Extraction, resolution: Resolution, claims: Sequence[Explanation]) -> str:
    """The page as text, the same for the same extraction."""
    drawing = _Drawing.of(document, extraction, resolution, claims)
    date = f" {document.date.isoformat()}." if document.date else ""
    about = f"{document.key}.{date} {len(claims)} claims, {len(drawing.hues)} actors."
    values = {
        "TITLE": html.escape(in_line(document.title or document.key)),
        "ABOUT": html.escape(about),
        "STYLE": read_template("explained.css"),
        "SCRIPT": read_template("explained.js"),
        "ACTORS": drawing.legend(),
        "TEXT": "".join(drawing.blocks()),
        "CLAIMS": "".join(_claim(claim) for claim in claims),
        "ARCS": _json(drawing.arcs()),
    }
    return fill("explained.html", values)


@dataclass(slots=True)
class _Drawing:
    """What the blocks of the text are drawn from."""

    document: Document
    claims: Sequence[Explanation]
    marks: list[Mark]
    titles: dict[str, str]  # of the name of a mark: what a reader is told of it
    hues: dict[Iri, float]
    actors: dict[str, Iri]  # of the name of a mark
    names: dict[Iri, Actor]
    places: dict[tuple[int, int], str] = field(default_factory=dict)  # the name of a mention's mark by its bounds

    @classmethod
    def of(
        cls, document: Document, extraction: Extraction, resolution: Resolution, claims: Sequence[Explanation]
    ) -> "_Drawing":
        links = {link.of: link for link in resolution.links}
        names = {actor.iri: actor for actor in resolution.actors}
        drawing = cls(document, claims, [], {}, {}, {}, names)
        for number, mention in enumerate(m for m in extraction.mentions if m.id in links):
            link, name = links[mention.id], f"m{number}"
            place = (mention.span.start, mention.span.end)
            drawing.hues.setdefault(link.actor, round(len(drawing.hues) * _TURN % 360, 1))
            if place in drawing.places:  # words that stand for two actors
                drawing.titles[drawing.places[place]] += f"; {names[link.actor].name}"
                continue
            drawing.places[place], drawing.actors[name] = name, link.actor
            drawing.titles[name] = f"{names[link.actor].name}, by {link.by}"
            drawing.marks.append((mention.span, name))
        for claim in claims:
            drawing.marks += [(claim.claim.word, f"w{claim.number}")] if claim.claim.word else []
            drawing.marks += [(claim.matter, f"x{claim.number}")] if claim.matter else []
        return drawing

    def legend(self) -> str:
        """The actors with their colours, those with most mentions first."""
        times = Counter(self.actors.values())
        ordered = sorted(self.hues, key=lambda iri: (-times[iri], self.names[iri].name, iri))
        return "".join(
            f'<li><span class="mention" style="--hue:{self.hues[iri]}">{html.escape(self.names[iri].name)}</span></li>'
            for iri in ordered
        )

    # The text

    def blocks(self) -> Iterator[str]:
        """The text in blocks: sentences with claims each as one, what lies between them by the parts of the text."""
        kinds = sorted((part.span, part.kind.value) for p in self.document.passages for part in p.parts)
        at = 0
        for sentence, claims in self._sentences():
            place = self._with_signs(sentence, at)
            yield from self._between(at, place.start, kinds)
            kind = next((k for span, k in kinds if sentence.start in range(span.start, span.end)), "prose")
            lanes = 1 + max(lane for _, lane in _lanes(claims))
            numbers = " ".join(str(claim.number) for claim in claims)
            opening = f'<div class="sentence {kind}" style="--lanes:{lanes}" data-claims="{numbers}">'
            yield f"{opening}<p>{self._words(place)}</p></div>"
            at = place.end
        yield from self._between(at, len(self.document.text), kinds)

    def _sentences(self) -> list[tuple[Span, list[Explanation]]]:
        """The sentences that hold claims, in order; those that overlap as one."""
        found: list[tuple[Span, list[Explanation]]] = []
        for claim in sorted(self.claims, key=lambda c: (c.sentence, c.number)):
            if found and claim.sentence.start < found[-1][0].end:
                last, claims = found.pop()
                found.append((Span(last.start, max(last.end, claim.sentence.end)), [*claims, claim]))
            else:
                found.append((claim.sentence, [claim]))
        return found

    def _with_signs(self, place: Span, least: int) -> Span:
        """A sentence with the signs that touch it, such as quotation marks, from `least` on."""
        text, start, end = self.document.text, place.start, place.end
        while start > least and not (text[start - 1].isspace() or text[start - 1].isalnum()):
            start -= 1
        while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
            end += 1
        return Span(max(start, least), end)

    def _between(self, start: int, end: int, kinds: list[tuple[Span, str]]) -> Iterator[str]:
        text = self.document.text
        cuts = {b for span, _ in kinds for b in (span.start, span.end) if start < b < end}
        bounds = sorted({start, end, *(b for b in cuts if text[b - 1].isspace() or text[b].isspace())})
        for left, right in pairwise(bounds):
            if text[left:right].strip():
                first = left + len(text[left:right]) - len(text[left:right].lstrip(' \n\t“«„"'))
                kind = next((k for span, k in kinds if span.start <= first < span.end), "prose")
                yield f'<p class="{kind}">{self._words(Span(left, right))}</p>'

    def _words(self, place: Span) -> str:
        """The words of a place, with the innermost actor's colour on each run of them."""
        pieces = []
        for run, names in runs(place, self.marks):
            words = html.escape(self.document.words(run))
            mention = next((name for name in reversed(names) if name in self.actors), None)
            kind = " ".join(["mention"] * (mention is not None) + ["word"] * any(n[0] == "w" for n in names))
            colour = f' style="--hue:{self.hues[self.actors[mention]]}"' if mention else ""
            title = f' title="{html.escape(self.titles[mention])}"' if mention else ""
            at = f' data-at="{" ".join(names)}"'
            pieces.append(f'<span class="{kind}"{colour}{title}{at}>{words}</span>' if names else words)
        return "".join(pieces).strip("\n ")

    # Arcs

    def arcs(self) -> list[dict[str, Any]]:
        """An arc for each claim: its ends by the names of their marks, what is written on it, and how high it is."""
        lanes = {claim.number: lane for _, claims in self._sentences() for claim, lane in _lanes(claims)}
        return [
            {
                "claim": claim.number,
                "from": self._mark_of(claim.subject.span),
                "to": self._mark_of(claim.object.span) if claim.object else f"x{claim.number}",
                "name": _name(claim),
                "lane": lanes[claim.number],
                "valence": claim.claim.valence or relation_types()[claim.claim.relation].valence,
                "negated": claim.claim.polarity is Polarity.NEGATED,
            }
            for claim in self.claims
        ]

    def _mark_of(self, span: Span) -> str:
        return self.places[span.start, span.end]


def runs(place: Span, marks: Iterable[Mark]) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """The runs of a place between the bounds of marks, which may nest or cross, each with its marks, the widest first.

    >>> list(runs(Span(0, 6), [(Span(2, 4), "b"), (Span(0, 4), "a")]))
    [(Span(start=0, end=2), ('a',)), (Span(start=2, end=4), ('a', 'b')), (Span(start=4, end=6), ())]
    """
    inside = [m for m in marks if m[0].start < place.end and place.start < m[0].end]
    inside.sort(key=lambda mark: (mark[0].start - mark[0].end, mark))
    bounds = {place.start, place.end} | {b for span, _ in inside for b in (span.start, span.end)}
    ordered = sorted(b for b in bounds if place.start <= b <= place.end)
    for start, end in pairwise(ordered):
        run = Span(start, end)
        yield run, tuple(name for span, name in inside if run.within(span))


def _lanes(claims: Iterable[Explanation]) -> Iterator[tuple[Explanation, int]]:
    """How high the arc of each claim of a sentence runs, so that no two arcs or their names lie on one another."""
    taken: list[list[tuple[float, float]]] = []
    for claim in sorted(claims, key=lambda c: (abs(_ends(c)[1] - _ends(c)[0]), c.number)):
        ends = sorted(_ends(claim))
        middle, half = sum(ends) / 2, max(ends[1] - ends[0], len(_name(claim)) / _LETTER + 2) / 2
        left, right = middle - half, middle + half
        free = (n for n, lane in enumerate(taken) if all(right <= a or b <= left for a, b in lane))
        lane = next(free, len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((left, right))
        yield claim, lane


def _ends(claim: Explanation) -> tuple[float, float]:
    """Where an arc begins and ends: the middle of the subject and that of the object or matter."""
    other = claim.object.span if claim.object else claim.matter or claim.claim.span
    return (claim.subject.span.start + claim.subject.span.end) / 2, (other.start + other.end) / 2


def _name(claim: Explanation) -> str:
    """What is written on an arc."""
    said = claim.claim
    denied = "not " if said.polarity is Polarity.NEGATED else ""
    manner = "" if said.modality is Modality.ASSERTED else f", {said.modality.value}"
    return f"{denied}{said.relation}{manner}"


def _claim(claim: Explanation) -> str:
    rows = "".join(f"<dt>{html.escape(name)}</dt><dd>{html.escape(line)}</dd>" for name, line in reasons(claim))
    head = f"<b>{claim.number}</b> {html.escape(statement(claim))}"
    return f'<details id="claim-{claim.number}" name="claims"><summary>{head}</summary><dl>{rows}</dl></details>'


def _json(value: object) -> str:
    """JSON that may stand in a script: no sign in it can end the script or begin a tag."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
