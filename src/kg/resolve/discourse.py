"""What is known while a document is read: who was mentioned where, and under which titles."""

from bisect import insort
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.iris import Iri
from kg.language import Analysis, Sentence, Token
from kg.model.records import Actor, Document, Mention, PartKind, Passage, Weighed

WEIGHED = 4  # of the actors that were weighed for a mention, those that are kept: the one meant and its rivals
PLURAL_TYPES = frozenset({"Population", "Group", "Sector", "Bloc"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "agent"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mention stands: its sentence, that sentence's number in the document, and its head word."""

    mention: Mention
    sentence: Sentence
    order: int
    head: Token

    @property
    def words(self) -> list[Token]:
        return self.sentence.covered(self.mention.span)

    @property
    def role(self) -> float:
        """How prominent the place is in its sentence: subject 1, object 0.5, else less."""
        head = self.head
        while head.dep in ("conj", "appos") and head.head != head.index:
            head = self.sentence.head(head)
        if head.dep in _SUBJECTS:
            return 1.0
        return 0.5 if head.dep in _OBJECTS else 0.2


@dataclass(frozen=True, slots=True)
class Heard:
    """An actor meant at a place."""

    actor: Actor
    place: Place

    @property
    def start(self) -> int:
        return self.place.mention.span.start


def places(analysis: Analysis, mentions: tuple[Mention, ...]) -> list[Place]:
    """The place of each mention, inner mentions before those around them."""
    found = []
    starts = {}
    for order, sentence in enumerate(analysis.sentences):
        for token in sentence.tokens:
            starts[token.start] = (order, sentence)
    for mention in mentions:
        if mention.span.start in starts:
            order, sentence = starts[mention.span.start]
            head = sentence.syntactic_head(mention.name or mention.span)
            if head is not None:
                found.append(Place(mention, sentence, order, head))
    return sorted(found, key=lambda p: (p.mention.span.end, -p.mention.span.start))


@dataclass(slots=True)
class Discourse:
    """The actors of a document in the order of their mentions."""

    document: Document
    heard: list[Heard] = field(default_factory=list)
    titles: dict[Iri, set[str]] = field(default_factory=dict)
    genders: dict[Iri, str] = field(default_factory=dict)
    counts: Counter[Iri] = field(default_factory=Counter)

    def add(self, actor: Actor, place: Place) -> None:
        insort(self.heard, Heard(actor, place), key=lambda h: h.start)
        self.counts[actor.iri] += 1

    def passage(self, number: int) -> Passage:
        return next(p for p in self.document.passages if p.number == number)

    def gender(self, actor: Actor) -> str | None:
        return actor.gender or self.genders.get(actor.iri)

    def before(self, place: Place) -> Iterator[Heard]:
        """What was heard before a place, the latest first; of the document's lead and the place's own passage."""
        start = place.mention.span.start
        for heard in reversed(self.heard):
            if heard.start < start and heard.place.mention.passage in (0, place.mention.passage):
                yield heard

    def after(self, place: Place) -> Iterator[Heard]:
        """What is heard later in the same passage, the nearest first."""
        end = place.mention.span.end
        for heard in self.heard:
            if heard.start >= end and heard.place.mention.passage == place.mention.passage:
                yield heard

    def elsewhere(self) -> Iterator[Heard]:
        """Everything heard in the document, the most often heard actors first."""
        yield from sorted(self.heard, key=lambda h: (-self.counts[h.actor.iri], h.start))

    def countries(self, place: Place) -> list[str]:
        """The countries that a phrase without one may mean, the likeliest first: near, often, and the outlet's own."""
        weights: Counter[str] = Counter()
        passage = self.passage(place.mention.passage)
        for heard in self.heard:
            if heard.actor.country:
                same = heard.place.mention.passage == passage.number
                distance = abs(place.order - heard.place.order)
                weights[heard.actor.country] += (12 // (1 + distance) if same else 1) + (2 if same else 0)
        if passage.country and not any(
            h.place.mention.passage == passage.number for h in self.heard if h.actor.country
        ):
            weights[passage.country] += 6
        elif passage.country and passage.country in weights:
            weights[passage.country] += 1
        return [code for code, _ in sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))]


def weighed(ranked: Iterable[tuple[float | None, Heard]]) -> Weighed:
    """The actors heard with what speaks for each, the best first: the one meant and those that it was preferred to."""
    best: dict[Iri, tuple[Actor, float | None]] = {}
    for score, heard in sorted(ranked, key=lambda pair: -(pair[0] or 0)):
        best.setdefault(heard.actor.iri, (heard.actor, score))
    return tuple(best.values())[:WEIGHED]


def is_person(actor: Actor) -> bool:
    return actor.type == "Person"


def is_plural(heard: Heard) -> bool:
    """Whether "they" fits: a group by its type, or named in the plural."""
    return heard.actor.type in PLURAL_TYPES or heard.place.head.tag in ("NNS", "NNPS")


def in_quote(place: Place) -> bool:
    return place.sentence.part is PartKind.QUOTE or place.head.quoted
