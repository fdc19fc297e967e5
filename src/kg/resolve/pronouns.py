"""Who is meant by a pronoun: the most salient actor that fits in gender, number and place."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.language import Sentence, Token
from kg.language.nouns import actor_noun
from kg.model.records import Actor, PartKind, Weighed
from kg.registry import Registry
from kg.resolve.discourse import Discourse, Heard, Place, in_quote, is_person, is_plural, weighed

Found = tuple[Actor, float, str]
_SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_COLLECTIVE = frozenset({"we", "us", "our", "ours", "ourselves"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_ACTIVE = frozenset(
    "accept accuse act admit agree allow announce argue ask attack avoid back blackmail block buy "
    "call care claim decide declare "
    "defend demand deny do expect fear fight force give help hold hope ignore insist insult intend "
    "invade know lack learn lose "
    "make need negotiate offer oppose pay plan prefer prepare promise propose protect provoke "
    "pursue put recognise refuse "
    "reject remain respect respond risk rule save say seek send side sign sit stand stay stop "
    "strive struggle support take tell "
    "threaten throw treat try turn understand violate vote wage want warn win wish withdraw".split()
)
_EMPTY = frozenset("be seem appear take remain turn become rain look matter".split())
_OWNED = frozenset(
    "ally army border budget cabinet capital citizen colleague constitution credibility economy enemy force foe friend "
    "government influence interest leader leadership member military minister neighbour neighbor "
    "opponent parliament partner "
    "people policy politician population president promise relation rival soldier soldiers support "
    "supporter territory troops "
    "veto weapon voter army".split()
)


@dataclass(slots=True)
class Pronouns:
    """Resolves pronouns in one document."""

    registry: Registry
    discourse: Discourse
    weighed: dict[str, Weighed] = field(default_factory=dict)  # of mention id

    def link(self, place: Place) -> list[Found]:
        """The actor meant, or the actors where a plural stands for two; empty where it is not plain."""
        word = place.head.lower
        if word in _REFLEXIVE and (own := self._own_subject(place)) is not None:
            return [own]
        if word in _SINGULAR:
            return self._person(place, _SINGULAR[word])
        if word in _NEUTER:
            return self._thing(place)
        if word in _PLURAL:
            return self._several(place)
        return self._collective(place) if word in _COLLECTIVE else []

    def _person(self, place: Place, gender: str) -> list[Found]:
        ranked = self._ranked(place, (h for h in self.discourse.before(place) if self._is_gendered(h, gender)))
        if not ranked:
            later = [
                h for h in self.discourse.after(place) if self._is_gendered(h, gender) and not self._excluded(h, place)
            ]
            ranked = [(0.0, h) for h in later[:1]]
        if not ranked:
            return []
        self.weighed[place.mention.id] = weighed(ranked)
        best = ranked[0][1].actor
        self.discourse.genders.setdefault(best.iri, gender)
        return [(best, 0.75, "pronoun: person")]

    def _own_subject(self, place: Place) -> Found | None:
        """Who a reflexive means: the subject of its verb."""
        verb = place.sentence.head(place.head)
        while verb.pos not in ("VERB", "AUX") and verb.head != verb.index:
            verb = place.sentence.head(verb)
        while verb.head != verb.index and not place.sentence.kids(verb, "nsubj", "nsubjpass"):
            verb = place.sentence.head(verb)
        subjects = {t.index for t in place.sentence.kids(verb, "nsubj", "nsubjpass")}
        for heard in self.discourse.heard:
            if heard.place.sentence is place.sentence and heard.place.head.index in subjects:
                return heard.actor, 0.85, "reflexive of the subject"
        return None

    def _is_gendered(self, heard: Heard, gender: str) -> bool:
        return is_person(heard.actor) and self.discourse.gender(heard.actor) in (None, gender)

    def _thing(self, place: Place) -> list[Found]:
        if _is_expletive(place):
            return []
        ranked = self._ranked(
            place, (h for h in self.discourse.before(place) if not is_person(h.actor) and not self._many(h))
        )
        ranked = [(s, h) for s, h in ranked if h.place.mention.passage == place.mention.passage]
        if not ranked:
            return []
        self.weighed[place.mention.id] = weighed(ranked)
        rival = _rival(place, "singular")
        score, heard = ranked[0]
        if rival > score + _agency(place):
            return []
        return [(heard.actor, 0.6, "pronoun: organisation or state")]

    def _many(self, heard: Heard) -> bool:
        return is_plural(heard) and heard.place.head.tag in ("NNS", "NNPS") and heard.actor.type != "PoliticalParty"

    def _several(self, place: Place) -> list[Found]:
        plural = self._ranked(place, (h for h in self.discourse.before(place) if is_plural(h)))
        plural = [(s, h) for s, h in plural if h.place.mention.passage == place.mention.passage]
        self.weighed[place.mention.id] = weighed(plural)
        pair = self._pair(place)
        rival = _rival(place, "plural")
        best = plural[0] if plural else None
        if pair is not None and (best is None or pair[0] > best[0]) and pair[0] + 0.5 > rival:
            return [(actor, 0.6, "pronoun: two actors") for actor in pair[1]]
        if best is not None and best[0] + _agency(place) >= rival:
            return [(best[1].actor, 0.65, "pronoun: several")]
        return []

    def _pair(self, place: Place) -> tuple[float, list[Actor]] | None:
        """Two actors joined by "and", the last ones heard in this sentence or the one before."""
        for heard in self.discourse.before(place):
            if place.order - heard.place.order > 1 or heard.place.head.dep != "conj":
                continue
            first = heard.place.sentence.head(heard.place.head)
            for other in self.discourse.heard:
                same = other.place.sentence is heard.place.sentence and other.place.head.index == first.index
                if same and other.actor.iri != heard.actor.iri and _joined_by_and(heard.place.sentence, first):
                    actors = sorted((other, heard), key=lambda h: h.start)
                    return self._score(other, place), [h.actor for h in actors]
        return None

    def _collective(self, place: Place) -> list[Found]:
        """Our government, we Spaniards: the people of the outlet's country, where the words are the outlet's own."""
        passage = self.discourse.passage(place.mention.passage)
        own = place.sentence.part is PartKind.HEADLINE or in_quote(place)
        if not passage.country or not own:
            return []
        if place.head.lower == "our" and _owned_noun(place) not in (
            "government",
            "country",
            "people",
            "politician",
            "army",
        ):
            return []
        if place.head.lower in ("we", "us"):
            heard = [
                h
                for h in self.discourse.before(place)
                if h.actor.type == "Population" and h.actor.country == passage.country
            ]
            if not heard:
                return []
        people = self.registry.of_country(passage.country, "Population")
        return [(people[0], 0.6, "pronoun: the outlet's people")] if people else []

    # Salience

    def _ranked(self, place: Place, candidates: Iterable[Heard]) -> list[tuple[float, Heard]]:
        best: dict[str, tuple[float, Heard]] = {}
        for heard in candidates:
            if self._excluded(heard, place):
                continue
            score = self._score(heard, place)
            if heard.actor.iri not in best or best[heard.actor.iri][0] < score:
                best[heard.actor.iri] = (score, heard)
        return sorted(best.values(), key=lambda pair: (-pair[0], -pair[1].start))

    def _score(self, heard: Heard, place: Place) -> float:
        distance = place.order - heard.place.order
        if heard.place.mention.passage != place.mention.passage:
            distance = 5 + (0 if heard.place.mention.passage == 0 else 3)
        near = -1.0 * min(distance, 6)
        role = 1.2 * heard.place.role
        often = 0.15 * min(self.discourse.counts[heard.actor.iri], 6)
        parallel = 0.3 if heard.place.head.dep == place.head.dep and distance <= 1 else 0.0
        closeness = 0.002 * (heard.start - place.mention.span.start) if distance == 0 else 0.0
        return near + role + often + parallel + max(closeness, -0.4)

    def _excluded(self, heard: Heard, place: Place) -> bool:
        """Bound by grammar: two arguments of one verb differ unless reflexive; the speaker is "I" in his own words."""
        passage = self.discourse.passage(place.mention.passage)
        if in_quote(place) and passage.speaker and heard.actor.name == passage.speaker:
            return True
        if heard.place.sentence is not place.sentence:
            return False
        if place.head.lower in _REFLEXIVE:
            return False
        inside = heard.place.mention.span.within(place.mention.span) or place.mention.span.within(
            heard.place.mention.span
        )
        if inside:
            return True
        if place.head.tag == "PRP$":
            return _governor(place.sentence, heard.place.head) == place.head.head and heard.place.head.dep == "pobj"
        return (
            _clause(place.sentence, place.head) == _clause(place.sentence, heard.place.head)
            and heard.place.head.dep != "poss"
        )


def _clause(sentence: Sentence, token: Token) -> int:
    """The verb whose argument a token is."""
    while token.head != token.index:
        token = sentence.head(token)
        if token.pos in ("VERB", "AUX"):
            return token.index
    return token.index


def _governor(sentence: Sentence, token: Token) -> int:
    above = sentence.head(token)
    return above.head if token.dep == "pobj" else above.index


def _joined_by_and(sentence: Sentence, first: Token) -> bool:
    return any(t.lower == "and" for t in sentence.kids(first, "cc"))


def _owned_noun(place: Place) -> str:
    return place.sentence.head(place.head).lemma.lower()


def _agency(place: Place) -> float:
    """How much the words around a pronoun ask for somebody who can act."""
    above = place.sentence.head(place.head)
    if place.head.tag == "PRP$":
        return 1.5 if above.lemma.lower() in _OWNED or actor_noun(place.sentence, above) else 0.0
    if place.head.dep in ("nsubj", "nsubjpass") and above.lemma in _ACTIVE:
        return 1.5
    return 0.3 if place.head.dep in ("dobj", "dative") and above.lemma in _ACTIVE else 0.0


def _is_expletive(place: Place) -> bool:
    """It is too easy to ...; it was X who ...; it seems that ..."""
    if place.head.lower != "it":
        return False
    above = place.sentence.head(place.head)
    if place.head.dep == "expl":
        return True
    if place.head.dep == "dobj":
        return above.lemma in ("make", "find", "take", "consider", "deem") and bool(
            place.sentence.kids(above, "ccomp", "xcomp")
        )
    if above.lemma not in _EMPTY or place.head.dep not in ("nsubj", "nsubjpass"):
        return False
    kids = place.sentence.kids(above)
    complement = any(k.dep in ("ccomp", "xcomp", "advcl", "acl", "relcl", "csubj") for k in kids)
    attribute = [k for k in kids if k.dep in ("attr", "acomp", "dobj", "npadvmod", "prep", "advmod")]
    return complement or any(k.dep in ("acomp", "attr", "npadvmod", "prep", "advmod") for k in attribute)


def _rival(place: Place, number: str) -> float:
    """The salience of the best noun before a pronoun that stands for no actor: the deal, the sanctions."""
    best = -9.0
    for token in place.sentence.tokens[: place.head.index]:
        if _is_rival(place.sentence, token, number):
            role = 1.0 if token.dep in ("nsubj", "nsubjpass") else 0.5 if token.dep == "dobj" else 0.2
            best = max(best, 1.2 * role + 0.15 + max(0.002 * (token.start - place.head.start), -0.4))
    return best


def _is_rival(sentence: Sentence, token: Token, number: str) -> bool:
    tags = ("NN",) if number == "singular" else ("NNS",)
    if token.tag not in tags or token.dep not in ("nsubj", "nsubjpass", "dobj", "pobj", "attr"):
        return False
    return token.entity not in ("DATE", "TIME", "PERSON") and actor_noun(sentence, token) is None
