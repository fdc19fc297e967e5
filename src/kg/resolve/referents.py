"""Links every mention to the actor it stands for, in the order of the text."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kg.iris import Iri, Iris
from kg.language import Analysis
from kg.language.given_names import gender_of
from kg.language.nouns import actor_noun
from kg.model.ids import fold, make_id
from kg.model.records import (
    Actor,
    Document,
    Issue,
    IssueKind,
    Link,
    Mention,
    MentionForm,
    PartKind,
    Resolution,
    Weighed,
)
from kg.registry import Registry
from kg.resolve.descriptions import Descriptions
from kg.resolve.discourse import Discourse, Place, is_person, places
from kg.resolve.made import editors, provisional
from kg.resolve.names import Names
from kg.resolve.pronouns import Pronouns

Found = tuple[Actor, float, str]
_NAMED = (MentionForm.NAME, MentionForm.METONYM, MentionForm.ADJECTIVE)


def referents(
    document: Document,
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    registry: Registry,
    iris: Iris,
    report: Callable[[Issue], None],
) -> Resolution:
    """The actors of mentions, outlets and speakers. Mentions without a link are no mentions of actors."""
    reading = _Reading(document, registry, iris, report)
    reading.read(places(analysis, mentions))
    return reading.resolution()


@dataclass(slots=True)
class _Reading:
    document: Document
    registry: Registry
    iris: Iris
    report: Callable[[Issue], None]
    links: list[Link] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    unresolved: list[Mention] = field(default_factory=list)
    actors: dict[Iri, Actor] = field(default_factory=dict)
    weighed: dict[str, Weighed] = field(default_factory=dict)  # of mention id

    def read(self, found: list[Place]) -> None:
        names = Names(self.document, self.registry, self.iris, self.report, self.weighed)
        names.learn(found)
        self._sources(names)
        discourse = Discourse(self.document)
        linked: dict[str, Actor] = {}
        named = [p for p in found if p.mention.form in _NAMED]
        for place in sorted(named, key=lambda p: p.mention.span.start):
            if not self._is_outlet(place) and (who := names.link(place)) is not None:
                self._hear(place, [who], discourse, linked)
        descriptions = Descriptions(self.registry, self.iris, discourse, linked, self.weighed)
        pronouns = Pronouns(self.registry, discourse, self.weighed)
        for place in found:
            if place.mention.form is MentionForm.PRONOUN:
                self._hear(place, pronouns.link(place), discourse, linked)
            elif place.mention.form is MentionForm.DESCRIPTION:
                inner = (p for p in found if p is not place and p.mention.span.within(place.mention.span))
                self._hear(place, descriptions.link(place, inner), discourse, linked)

    def resolution(self) -> Resolution:
        kept = sorted(self.mentions, key=lambda m: (m.span.start, -m.span.end, m.id))
        links = sorted(self.links, key=lambda link: (link.of, link.actor))
        actors = tuple(self.actors[iri] for iri in sorted(self.actors))
        return Resolution(tuple(links), actors, tuple(kept), tuple(self.unresolved))

    def _hear(self, place: Place, found: list[Found], discourse: Discourse, linked: dict[str, Actor]) -> None:
        for number, (actor, score, by) in enumerate(found):
            mention = place.mention if number == 0 else self._twin(place.mention, number)
            self._link(mention.id, actor, score, by, self.weighed.get(place.mention.id, ()))
            self.mentions.append(mention)
            linked.setdefault(place.mention.id, actor)
            discourse.add(actor, place)
            self._note_title(place, actor, discourse)
        if not found and place.mention.form is not MentionForm.METONYM:
            self._wonder(place.mention)

    def _wonder(self, mention: Mention) -> None:
        message = f'it is not plain who is meant by "{self.document.words(mention.span)}"'
        key = self.document.key
        self.report(Issue(IssueKind.UNRESOLVED_MENTION, "resolve", key, message, mention.span, mention.id))
        self.unresolved.append(mention)

    def _twin(self, mention: Mention, number: int) -> Mention:
        """A further mention with the same words, where they stand for two actors."""
        span = mention.span
        identifier = make_id("mention", self.document.key, mention.passage, span.start, span.end, mention.form, number)
        return replace(mention, id=identifier)

    def _note_title(self, place: Place, actor: Actor, discourse: Discourse) -> None:
        name = place.mention.name
        if name is None or not is_person(actor):
            return
        for token in place.words:
            if token.start < name.start and (noun := actor_noun(place.sentence, token)) is not None:
                discourse.titles.setdefault(actor.iri, set()).add(noun.noun)
                if noun.gender:
                    discourse.genders.setdefault(actor.iri, noun.gender)
        courtesy = {"mr": "m", "mrs": "f", "ms": "f"}
        for token in place.words:
            if (gender := courtesy.get(token.lower.rstrip("."))) is not None:
                discourse.genders.setdefault(actor.iri, gender)
        if (gender := gender_of(actor.name)) is not None:
            discourse.genders.setdefault(actor.iri, gender)

    # Sources

    def _sources(self, names: Names) -> None:
        self._link("editors", editors(self.document.key, self.iris), 1.0, "editors")
        for passage in self.document.contributions:
            if passage.outlet:
                actor = self._outlet(passage.outlet, passage.country, passage.guest)
                self._link(f"outlet:{passage.number}", actor, 0.95, "header")
            if passage.speaker:
                self._link(f"speaker:{passage.number}", self._person(passage.speaker), 0.9, "speaker")

    def _outlet(self, name: str, country: str | None, guest: bool) -> Actor:
        if guest:
            return self._person(name)
        known = self.registry.outlets_named(name, country) or self.registry.outlets_named(name)
        return known[0] if known else provisional(name, "Outlet", country, self.iris)

    def _person(self, name: str) -> Actor:
        known = [a for a in self.registry.named(name) if is_person(a)]
        return known[0] if known else provisional(name, "Person", None, self.iris)

    def _is_outlet(self, place: Place) -> bool:
        """Outlets are sources, not mentions, where they are introduced."""
        if place.mention.name is None or place.sentence.part not in (PartKind.INTRO, PartKind.PROSE, PartKind.HEADER):
            return False
        name = fold(self.document.words(place.mention.name))
        passage = next(p for p in self.document.passages if p.number == place.mention.passage)
        if passage.guest:
            return False
        if passage.outlet and fold(passage.outlet) == name:
            return True
        return place.sentence.part is PartKind.INTRO and name in self.registry.outlet_names()

    def _link(self, of: str, actor: Actor, score: float, by: str, among: Weighed = ()) -> None:
        self.links.append(Link(of, actor.iri, score, by, among))
        self.actors[actor.iri] = actor
