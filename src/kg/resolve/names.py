"""Who bears a name: the registry's actors, weighed by what else the document speaks of, or a provisional actor."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from kg.iris import Iri, Iris
from kg.model.ids import fold
from kg.model.records import Actor, Document, Issue, IssueKind, MentionForm, PartKind, Span, Weighed
from kg.registry import Registry, short_names
from kg.resolve.discourse import WEIGHED, Place
from kg.resolve.made import provisional

Found = tuple[Actor, float, str]
_LOCATIVE = frozenset({"in", "at", "near", "outside", "around", "across", "through", "via", "inside", "beyond", "over"})
_PATHS = frozenset({"to", "from", "into", "towards", "toward", "for"})
_MOTION = frozenset(
    "go come travel fly return arrive move march flee rush drive sail journey head ship bring trip visit "
    "flight road escape depart leave deport extradite parade".split()
)
_PLACED = frozenset(
    {"visit", "leave", "reach", "enter", "occupy", "besiege", "capture", "bomb", "shell", "storm", "quit"}
)
_SEATED = ("Government", "InternationalOrganisation", "Organisation", "State")


@dataclass(slots=True)
class Names:
    """Resolves names in one document. Full names are learnt first, so that surnames find them."""

    document: Document
    registry: Registry
    iris: Iris
    report: Callable[[Issue], None]
    weighed: dict[str, Weighed] = field(default_factory=dict)  # of mention id, where a name has several bearers
    surnames: dict[str, list[Actor]] = field(default_factory=dict)
    countries: Counter[str] = field(default_factory=Counter)
    known: Counter[Iri] = field(default_factory=Counter)

    def learn(self, places: list[Place]) -> None:
        """Read all names once: full names of persons, and the countries that are spoken of."""
        self.countries.update(p.country for p in self.document.contributions if p.country)
        for place in places:
            if place.mention.name is None:
                continue
            name = self.document.words(place.mention.name)
            certain = [a for a in self.registry.named(name) if not self.registry.is_ambiguous(name, a)]
            if len(certain) == 1:
                self.known[certain[0].iri] += 1
                self.countries.update([certain[0].country] if certain[0].country else [])
            if " " in name and (actor := self._full_name(place, name, certain)) is not None:
                for short in short_names(name, actor.country):
                    bearers = self.surnames.setdefault(fold(short), [])
                    if actor not in bearers:
                        bearers.append(actor)

    def link(self, place: Place) -> Found | None:
        """Who is meant by a name, metonym or adjective; None where the word is only a place."""
        name = self.document.words(place.mention.name or place.mention.span)
        if place.mention.form is MentionForm.ADJECTIVE or place.head.pos == "ADJ":
            return self._by_adjective(name, place)
        if bearers := self.surnames.get(fold(name)):
            return self._best(bearers, place, "surname heard in full")
        if found := self._among(self.registry.named(name), place, "name"):
            return found
        if found := self._among(self.registry.by_surname(name), place, "surname"):
            return found
        if seats := self.registry.by_metonym(name):
            return None if is_place(place) else self._best(seats, place, "metonym")
        if peoples := self.registry.by_adjective(name):
            return self._people(peoples[0], place)
        return self._new(place, name)

    def _full_name(self, place: Place, name: str, certain: list[Actor]) -> Actor | None:
        if certain:
            return certain[0] if certain[0].type == "Person" else None
        if self.registry.named(name) or place.head.entity != "PERSON":
            return None
        return provisional(name, "Person", None, self.iris)

    def _by_adjective(self, word: str, place: Place) -> Found | None:
        found = self.registry.by_adjective(word)
        if not found:
            return None
        if place.mention.form is MentionForm.ADJECTIVE:
            return found[0], 0.8, "adjective of a noun of action"
        return self._people(found[0], place)

    def _people(self, state: Actor, place: Place) -> Found | None:
        peoples = self.registry.of_country(state.country or "", "Population")
        return (peoples[0], 0.9, "name of a people") if peoples else None

    def _among(self, actors: tuple[Actor, ...], place: Place, by: str) -> Found | None:
        actors = tuple(a for a in actors if self._fits(a, place))
        return self._best(list(actors), place, by) if actors else None

    def _fits(self, actor: Actor, place: Place) -> bool:
        """Whether the words around a name allow for the actor: a person's name is not the name of a place."""
        if actor.type == "City":
            return not is_place(place)
        if actor.type in ("Government", "Region") and self.registry.by_metonym(actor.name):
            return is_place(place) == (actor.type == "Region")
        return True

    def _best(self, actors: "list[Actor] | tuple[Actor, ...]", place: Place, by: str) -> Found | None:
        name = self.document.words(place.mention.name or place.mention.span)
        ranked = sorted(actors, key=lambda a: (-self._weight(a, name), a.iri))
        first = ranked[0]
        if len(ranked) == 1:
            return first, 0.95, by
        self.weighed[place.mention.id] = tuple((a, self._weight(a, name)) for a in ranked[:WEIGHED])
        if self._weight(first, name) == self._weight(ranked[1], name):
            names = ", ".join(a.name for a in ranked[:4])
            self._issue(
                IssueKind.AMBIGUOUS_NAME, f'"{name}" may be {names}; taken for {first.name}', place.mention.span
            )
            return first, 0.5, by
        return first, 0.8, by

    def _weight(self, actor: Actor, name: str) -> float:
        """How much speaks for an actor: heard by its full name, of a country that is spoken of, then in office."""
        weight = 10.0 * min(self.known[actor.iri], 3)
        if actor.country:
            weight += min(self.countries[actor.country], 5)
        if actor.type == "InternationalOrganisation":
            weight += 3
        if actor.offices and self.document.date and holds_office(actor, self.document.date.isoformat()):
            weight += 4
        weight += 0.5 if actor.offices else 0
        return weight - (2 if self.registry.is_ambiguous(name, actor) else 0)

    def _new(self, place: Place, name: str) -> Found | None:
        label = place.head.entity
        if label not in ("PERSON", "ORG") or (label == "ORG" and is_place(place)):
            return None
        kind = "Person" if label == "PERSON" else "Organisation"
        actor = provisional(name, kind, None, self.iris)
        self._issue(IssueKind.UNKNOWN_ACTOR, f'"{name}" ({kind}) is not in the registry', place.mention.span)
        return actor, 0.6, "tagged name"

    def _issue(self, kind: IssueKind, message: str, span: Span) -> None:
        self.report(Issue(kind, "resolve", self.document.key, message, span))


def holds_office(actor: Actor, day: str) -> bool:
    """Whether a person is in some office on a day (ISO 8601)."""
    return any((o.start or "9") <= day and (o.end is None or day <= o.end + "~") for o in actor.offices)


def is_place(place: Place) -> bool:
    """Whether a metonym is only the place here: in Brussels, to Minsk, the Brussels summit, near Moscow."""
    head, sentence = place.head, place.sentence
    before = sentence.tokens[head.index - 1] if head.index else None
    if before is not None and before.lower == "the" and before.head == head.index:
        return False
    if sentence.part is PartKind.TITLE and before is None and sentence.tokens[1:2] and sentence.tokens[1].text == ":":
        return True  # Minsk: a day of talks
    while head.dep in ("conj", "appos") and head.head != head.index:
        head = sentence.head(head)
    above = sentence.head(head)
    if head.dep == "pobj":
        if above.lower in _LOCATIVE:
            return True
        return above.lower in _PATHS and sentence.head(above).lemma in _MOTION
    if head.dep == "dobj":
        return above.lemma in _PLACED
    return head.dep in ("compound", "nmod", "npadvmod") and above.pos == "NOUN"
