"""Who is meant by a description: the president, its government, the man from The Hague, Spanish judges."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from kg.iris import Iri, Iris
from kg.language import Token
from kg.language.nouns import ActorNoun, actor_noun
from kg.model.ids import fold
from kg.model.records import Actor, PartKind, Weighed
from kg.registry import Registry
from kg.resolve.discourse import WEIGHED, Discourse, Heard, Place, is_person, weighed
from kg.resolve.made import unnamed
from kg.resolve.offices import same_office

Found = tuple[Actor, float, str]
_PLAIN_PERSONS = frozenset(
    "man woman politician leader ruler strongman dictator autocrat despot tyrant lady newcomer".split()
)
_NATIONAL = frozenset({"Government", "State", "Population"})
_SINGULAR_GROUPS = {"opposition": "opposition", "police": "police", "media": "media", "elite": "elite"}


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a phrase belongs to: its government, Spain's judges, the French president."""

    actor: Actor

    @property
    def country(self) -> str | None:
        return self.actor.country


@dataclass(slots=True)
class Descriptions:
    """Resolves descriptions in one document."""

    registry: Registry
    iris: Iris
    discourse: Discourse
    linked: dict[str, Actor]  # of mention id: what inner mentions stand for
    weighed: dict[str, Weighed] = field(default_factory=dict)  # of mention id

    def link(self, place: Place, inner: Iterable[Place]) -> list[Found]:
        """The actor meant, two where the phrase stands for two, none where it is not plain."""
        noun = actor_noun(place.sentence, place.head)
        if noun is None:
            return []
        if _is_dual(place) and (pair := self._pair(place, noun)):
            return pair
        if (found := self._apposed(place)) is not None:
            return [found]
        if (found := self._ambiguous(place)) is not None:
            return [found]
        found = self._single(place, noun, self._owner(place, list(inner)))
        return [found] if found else []

    def _single(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        plural = place.head.tag in ("NNS", "NNPS")
        rule: Callable[[Place, ActorNoun, Owner | None], Found | None]
        if plural and noun.kind not in ("government", "force", "people", "party"):
            rule = self._group
        else:
            rule = _RULES.get(noun.kind, Descriptions._organisation).__get__(self)
        found = rule(place, noun, owner)
        if found is not None and owner is None and place.mention.id not in self.weighed:
            self._note_countries(place, found[0])
        return found

    def _pair(self, place: Place, noun: ActorNoun) -> list[Found]:
        """The two countries, both presidents: the last two that were heard and are of the kind."""
        wanted = _DUAL_TYPES.get(noun.kind, ("Person",))
        found: dict[Iri, Actor] = {}
        for ring in (self.discourse.before(place), self.discourse.after(place)):
            for heard in ring:
                actor = self._as_kind(heard.actor, wanted)
                if actor is not None and len(found) < 2:
                    found.setdefault(actor.iri, actor)
        return [(actor, 0.65, "two of the kind") for actor in found.values()] if len(found) == 2 else []

    def _as_kind(self, actor: Actor, wanted: tuple[str, ...]) -> Actor | None:
        """The actor itself, or where a government is wanted and a state was heard, that state's government."""
        if actor.type in wanted:
            return actor
        if actor.type in ("State", "Government") and wanted[0] in ("State", "Government") and actor.country:
            of_country = self.registry.of_country(actor.country, wanted[0])
            return of_country[0] if of_country else None
        return None

    # Owners

    def _owner(self, place: Place, inner: list[Place]) -> Owner | None:
        """The owner in genitive or "of", or the state of an adjective of nation."""
        for within in inner:
            actor = self.linked.get(within.mention.id)
            if actor is None and within.head.lower in ("its", "their") and within.head.dep == "poss":
                actor = self._outlets_state(place)
            if actor is not None and within.head.dep in ("poss", "pobj"):
                return Owner(actor)
        for token in place.words:
            if token.index != place.head.index and (states := self.registry.by_adjective(token.text)):
                return Owner(states[0])
        for token in place.words:
            if token.dep == "pobj" and token.pos == "PROPN":
                seats = self.registry.by_metonym(token.text) or self.registry.named(token.text)
                if seats:
                    return Owner(seats[0])
        return None

    def _outlets_state(self, place: Place) -> Actor | None:
        """What "its" means in an introduction: the country of the outlet that speaks."""
        country = self.discourse.passage(place.mention.passage).country
        found = self.registry.of_country(country, "State") if country else ()
        return found[0] if found and place.sentence.part is PartKind.INTRO else None

    def _country(self, place: Place, owner: Owner | None) -> list[str]:
        if owner is not None:
            return [owner.country] if owner.country else []
        return self.discourse.countries(place)

    def _of_country(self, codes: list[str], type: str, score: float, by: str) -> Found | None:
        for code in codes[:1]:
            if found := self.registry.of_country(code, type):
                return found[0], score, by
        return None

    def _note(self, place: Place, fitting: Iterable[Heard]) -> None:
        """Keep who was fit to be meant, in the order of preference."""
        self.weighed[place.mention.id] = weighed((None, heard) for heard in fitting)

    def _note_countries(self, place: Place, meant: Actor) -> None:
        """Keep whose government, state or people a phrase without an owner could be, in the order of preference."""
        codes = self.discourse.countries(place)
        if meant.type in _NATIONAL and codes and codes[0] == meant.country:
            peers = [self.registry.of_country(code, meant.type)[:1] for code in codes]
            self.weighed[place.mention.id] = tuple((actor, None) for peer in peers for actor in peer)[:WEIGHED]

    # Kinds of nouns

    def _apposed(self, place: Place) -> Found | None:
        """The name beside a description: its owner, Elon Musk."""
        sentence, head = place.sentence, place.head
        beside = [t.index for t in sentence.kids(head, "appos")]
        if head.dep == "appos":
            beside.append(head.head)
        for heard in self.discourse.heard:
            if heard.place.sentence is sentence and heard.place.head.index in beside and heard.place.mention.name:
                return heard.actor, 0.9, "apposition"
        return None

    def _ambiguous(self, place: Place) -> Found | None:
        """A name that does not decide alone: the Commission, the Congress, where its country is spoken of."""
        if not place.head.text[:1].isupper():
            return None
        name = " ".join(t.text for t in place.words if t.dep != "det" and t.tag != "POS")
        countries = self.discourse.countries(place)
        for actor in self.registry.named(name):
            if not is_person(actor) and (actor.country is None or actor.country in countries[:2]):
                return actor, 0.7, "name that others may bear"
        return None

    def _office(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        titles = same_office(self._title(place, noun))
        day = self.discourse.document.date
        former = any(t.lower in ("former", "ex", "late", "then") for t in place.words)
        countries = self._country(place, owner)

        def bears(heard: Heard, loosely: bool) -> bool:
            actor = heard.actor
            if not is_person(actor) or (noun.gender and self.discourse.gender(actor) not in (None, noun.gender)):
                return False
            if owner is not None and owner.country and actor.country and actor.country != owner.country:
                return False
            if self.discourse.titles.get(actor.iri, set()) & set(titles[:1] if not loosely else titles):
                return True
            held = [o for o in actor.offices if o.title.lower() in (titles if loosely else titles[:1])]
            if day is not None and not former:
                held = [
                    o for o in held if (o.start or "0") <= day.isoformat() and (o.end or "9") + "~" >= day.isoformat()
                ]
            return bool(held)

        for loosely in (False, True):
            for ring in (self.discourse.before(place), self.discourse.after(place), self.discourse.elsewhere()):
                if fitting := [heard for heard in ring if bears(heard, loosely)]:
                    self._note(place, fitting)
                    return fitting[0].actor, 0.85, "office borne by somebody heard"
        for code in countries[: 1 if owner or day is None else 2]:
            for state in self.registry.of_country(code, "State"):
                for title in titles:
                    holders = self.registry.holders(title, state.iri, day)
                    if len(holders) == 1:
                        return holders[0], 0.7, "holder of the office"
        return None

    def _title(self, place: Place, noun: ActorNoun) -> str:
        words = " ".join(t.lower for t in place.words)
        return next((t for t in (noun.noun,) if t in words.replace(" - ", "-")), noun.noun)

    def _role(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        gender = noun.gender

        def fits(heard: Heard) -> bool:
            actor = heard.actor
            if not is_person(actor) or (gender and self.discourse.gender(actor) not in (None, gender)):
                return False
            return owner is None or owner.actor.iri != actor.iri

        candidates = [h for h in self.discourse.before(place) if fits(h)]
        later = [h for h in self.discourse.after(place) if fits(h)]
        for heard in [*candidates, *later, *(h for h in self.discourse.elsewhere() if fits(h))]:
            if noun.noun in self.discourse.titles.get(heard.actor.iri, ()):
                return heard.actor, 0.85, "title heard"
        if owner is not None and owner.country and noun.noun in _PLAIN_PERSONS:
            of_country = [
                h
                for h in [*candidates, *later, *self.discourse.elsewhere()]
                if fits(h) and h.actor.country == owner.country
            ]
            in_office = [h for h in of_country if h.actor.offices]
            self._note(place, [*in_office, *of_country])
            for heard in [*in_office, *of_country]:
                return heard.actor, 0.7, "person of the country"
            return None
        if noun.noun in _PLAIN_PERSONS and owner is None:
            self._note(place, [*candidates, *later])
            for heard in [*candidates[:1], *later[:1]]:
                return heard.actor, 0.55, "last person heard"
        return None

    def _government(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        if noun.noun in ("ministry", "authority", "coalition") and owner is None:
            return None
        for heard in self.discourse.before(place) if owner is None else ():
            if heard.actor.type == "Government" and heard.place.mention.passage == place.mention.passage:
                return heard.actor, 0.7, "government heard"
        return self._of_country(self._country(place, owner), "Government", 0.8, "government of a country")

    def _force(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        return self._of_country(
            [owner.country] if owner and owner.country else [], "ArmedForce", 0.85, "force of a country"
        )

    def _people(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        if owner is None and noun.noun in ("public", "nation"):
            return self._of_country(self._country(place, owner), "Population", 0.6, "people of a country")
        return self._of_country(self._country(place, owner), "Population", 0.75, "people of a country")

    def _state(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        if owner is None:
            for ring in (self.discourse.before(place), self.discourse.after(place)):
                for heard in ring:
                    if heard.actor.type in ("State", "Region") and heard.place.mention.passage == place.mention.passage:
                        return heard.actor, 0.75, "state heard"
        return self._of_country(self._country(place, owner), "State", 0.7, "state of a country")

    def _side(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        return self._of_country(
            [owner.country] if owner and owner.country else [], "Government", 0.75, "side of a country"
        )

    def _party(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        for ring in (self.discourse.before(place), self.discourse.elsewhere()):
            for heard in ring:
                same = owner is None or owner.country in (None, heard.actor.country)
                if heard.actor.type == "PoliticalParty" and same:
                    return heard.actor, 0.7, "party heard"
        return None

    def _organisation(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        """An organisation whose name holds the noun, or whose kind it is."""
        kinds = _KINDS.get(noun.noun, _KINDS.get(noun.kind, ()))
        words = {fold(noun.noun)}
        for ring in (self.discourse.before(place), self.discourse.after(place), self.discourse.elsewhere()):
            for heard in ring:
                if owner is not None and owner.actor.iri == heard.actor.iri:
                    continue
                if owner is not None and owner.country and heard.actor.country not in (None, owner.country):
                    continue
                if words & set(fold(heard.actor.name).split()) and heard.actor.type not in ("State", "Person"):
                    return heard.actor, 0.8, "organisation whose name has the noun"
                if heard.actor.type in kinds:
                    return heard.actor, 0.65, "organisation of the kind"
        return None

    def _relation(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        return None

    def _group(self, place: Place, noun: ActorNoun, owner: Owner | None) -> Found | None:
        """A group without a name; the same words in one document are the same group."""
        if noun.kind == "group" and noun.noun == "opposition" and owner is None:
            codes = self.discourse.countries(place)
            country = codes[0] if codes else None
        else:
            country = owner.country if owner else None
        for heard in self.discourse.before(place):
            if fold(place.head.text) in fold(heard.actor.name).split()[-1:] and not is_person(heard.actor):
                return heard.actor, 0.7, "group heard"
        name = self._group_name(place, noun, owner)
        return unnamed(name, self.discourse.document.key, self.iris, country), 0.6, "unnamed group"

    def _group_name(self, place: Place, noun: ActorNoun, owner: Owner | None) -> str:
        """The phrase without article and with its owner's nationality: Spanish judges."""
        words = [t for t in place.words if t.tag not in ("DT", "PRP$", "POS") and t.dep not in ("det", "predet")]
        head = place.head.index
        core = [t.text for t in words if t.index <= head and not self._owned(t, place)]
        if owner is not None and owner.actor.adjectives and not self.registry.by_adjective(core[0] if core else ""):
            core.insert(0, owner.actor.adjectives[0])
        name = " ".join(core) or place.head.text
        return name[:1].upper() + name[1:]

    def _owned(self, token: Token, place: Place) -> bool:
        return token.dep == "poss" or (token.dep == "compound" and place.sentence.head(token).dep == "poss")


def _is_dual(place: Place) -> bool:
    """Whether a phrase stands for two: both sides, the two countries."""
    return place.head.tag in ("NNS", "NNPS") and any(t.lower in ("both", "two") for t in place.words)


_DUAL_TYPES = {
    "state": ("State",),
    "government": ("Government",),
    "side": ("Government", "State"),
    "organisation": ("InternationalOrganisation", "Organisation"),
    "party": ("PoliticalParty",),
}
_RULES = {
    "office": Descriptions._office,
    "role": Descriptions._role,
    "author": Descriptions._role,
    "relation": Descriptions._relation,
    "government": Descriptions._government,
    "force": Descriptions._force,
    "people": Descriptions._people,
    "state": Descriptions._state,
    "side": Descriptions._side,
    "party": Descriptions._party,
    "group": Descriptions._group,
    "organisation": Descriptions._organisation,
    "company": Descriptions._organisation,
    "parliament": Descriptions._organisation,
}
_KINDS: dict[str, tuple[str, ...]] = {
    "company": ("Company",),
    "alliance": ("InternationalOrganisation", "Bloc"),
    "bloc": ("InternationalOrganisation", "Bloc"),
    "union": ("InternationalOrganisation",),
    "broadcaster": ("Company", "Organisation", "Broadcaster"),
    "movement": ("PoliticalParty", "ArmedForce"),
    "militia": ("ArmedForce",),
    "organisation": ("InternationalOrganisation", "Organisation"),
}
