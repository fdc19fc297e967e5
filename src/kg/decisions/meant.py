"""Whom a name in a decision means, and what stands for that actor in a document: a mention, by hand where need be."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.decisions.relink import relink
from kg.decisions.rows import Decision
from kg.iris import Iri
from kg.model.ids import fold, make_id
from kg.model.records import (
    Actor,
    Document,
    Extraction,
    Link,
    Mention,
    MentionForm,
    Passage,
    Resolution,
    Span,
)
from kg.registry import short_names

_NAMING = frozenset({MentionForm.NAME, MentionForm.METONYM, MentionForm.ADJECTIVE})


@dataclass
class Meant:
    """The actors of a document, those of the registry (`registered`, by IRI or name), and the mentions by hand."""

    document: Document
    extraction: Extraction
    resolution: Resolution
    decisions: Collection[Decision]
    registered: Callable[[str], Actor | None]
    _made: dict[str, tuple[Mention, Link, Actor]] = field(default_factory=dict)

    def actors(self, name: str) -> list[Actor]:
        """Those who are meant by a name or IRI: of the document, else of the registry; after merges."""
        known = [a.iri for a in self._actors.values() if name == a.iri or fold(name) in _folded(a)]
        registered = self.registered(name)
        iris = known or [registered.iri if registered is not None else Iri(name)]
        followed = dict.fromkeys(map(self._merged, iris))
        return [actor for iri in followed if (actor := self._actors.get(iri) or self.registered(iri)) is not None]

    def actor_of(self, of: str | None) -> Iri | None:
        """The actor of a mention, outlet, speaker or of the editors."""
        if of in self._made:
            return self._made[of][1].actor
        return self._links.get(of or "")

    def mention(self, name: str, passage: Passage, span: Span, coder: str) -> Mention | None:
        """What stands for an actor: the mention nearest to some words of a passage, then one in title or lead.

        Where there is none, a mention by hand: over a name in the passage that nobody marked, else over the words
        themselves. None where it is not known who is meant.
        """
        actors = self.actors(name)
        iris = {actor.iri for actor in actors}
        for number in (passage.number, 0):
            own = [m for m in self.extraction.mentions if m.passage == number and self.actor_of(m.id) in iris]
            if own:
                return min(own, key=lambda m: _away(m.span, span))
        if len(actors) > 1:
            registered = self.registered(name)
            actors = [a for a in actors if registered is not None and a.iri == registered.iri]
        return self._by_hand(actors[0], passage, span, coder) if len(actors) == 1 else None

    def taken(self, used: Collection[str]) -> tuple[Extraction, Resolution]:
        """What was found in the document, with those mentions by hand that are used."""
        made = [self._made[of] for of in sorted(self._made) if of in used]
        if not made:
            return self.extraction, self.resolution
        mentions = [*self.extraction.mentions, *(mention for mention, _, _ in made)]
        mentions.sort(key=lambda m: (m.span.start, -m.span.end))
        links = sorted((*self.resolution.links, *(link for _, link, _ in made)), key=lambda k: (k.of, k.actor))
        actors = self._actors | {actor.iri: actor for _, _, actor in made}
        resolution = Resolution(tuple(links), tuple(actors[iri] for iri in sorted(actors)), tuple(mentions))
        return replace(self.extraction, mentions=tuple(mentions)), resolution

    @cached_property
    def _actors(self) -> dict[Iri, Actor]:
        return {a.iri: a for a in self.resolution.actors}

    @cached_property
    def _links(self) -> dict[str, Iri]:
        return {link.of: link.actor for link in self.resolution.links}

    @cached_property
    def _moves(self) -> tuple[Decision, ...]:
        return tuple(d for d in self.decisions if d.action in ("merge", "split"))

    def _merged(self, iri: Iri) -> Iri:
        """The actor that another is after merges."""
        for decision in self._moves:
            if decision.action == "merge" and decision.target == iri:
                target = self.registered(decision.new) or self._actors.get(Iri(decision.new))
                iri = target.iri if target is not None else iri
        return iri

    def _by_hand(self, actor: Actor, passage: Passage, words: Span, coder: str) -> Mention:
        marked = [m.name or m.span for m in self.extraction.mentions if m.form in _NAMING]
        names = (actor.name, *actor.names, *(short_names(actor.name, actor.country) if actor.type == "Person" else ()))
        free = [
            place
            for name in dict.fromkeys(names)
            for place in occurrences(self.document, name, passage.span, whole=True)
            if not any(place.start < other.end and other.start < place.end for other in marked)
        ]
        span = min(free, key=lambda place: _away(place, words), default=words)
        key = (self.document.key, passage.number, span.start, span.end, "hand", actor.iri)
        form = MentionForm.NAME if free else MentionForm.DESCRIPTION
        mention = Mention(make_id("mention", *key), passage.number, span, form, span if free else None)
        link = Link(mention.id, actor.iri, 1.0, f"decision of {coder}")
        splits = [d for d in self._moves if d.action == "split" and d.target == mention.id]
        linked, _ = relink(Resolution((link,), (*self._actors.values(), actor)), splits, self.registered)
        meant = next(a for a in linked.actors if a.iri == linked.links[0].actor)
        return self._made.setdefault(mention.id, (mention, linked.links[0], meant))[0]


def occurrences(document: Document, words: str, within: Span, *, whole: bool = False) -> Iterator[Span]:
    """Where words stand in a stretch of a text, however they are spaced; `whole`: not as a part of longer words."""
    parts = [re.escape(part) for part in unicodedata.normalize("NFC", words).split()]
    if parts:
        pattern = r"\s+".join(parts)
        found = re.compile(rf"(?<!\w){pattern}(?!\w)" if whole else pattern)
        for match in found.finditer(document.text, within.start, within.end):
            yield Span(match.start(), match.end())


def nearest(places: Iterable[Span], to: Span) -> Span | None:
    """The place nearest to another; of two the first."""
    return min(places, key=lambda place: _away(place, to), default=None)


def _away(place: Span, words: Span) -> tuple[bool, int, int, int]:
    """How far a place is from words: inside them first, then by the characters between; the first of the text wins."""
    gap = max(0, place.start - words.end, words.start - place.end)
    return (not place.within(words), gap, place.start, -place.end)


def _folded(actor: Actor) -> frozenset[str]:
    return frozenset(map(fold, (actor.name, *actor.names)))
