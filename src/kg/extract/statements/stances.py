"""Stances: whom the innermost source of a passage judges well or badly.

Each sign counts for or against an actor: what the source says it does to others, what it demands of it, evaluating
words said of it, and in an introduction the verb by which the editors report the judgement. Actors with enough signs
are judged; less evidence does for the actor that is most spoken of.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.extract.statements.arguments import Argument, Clause
from kg.extract.statements.attribution import voice
from kg.extract.statements.matching import targets
from kg.extract.statements.predicates import words
from kg.iris import Iri
from kg.language import Analysis, Sentence, Token
from kg.model.ids import make_id
from kg.model.records import Claim, Document, Mention, Modality, PartKind, Passage, Polarity, Span, Stance, StanceValue
from kg.model.relation_types import relation_types
from kg.tagger.encoder import Encoded
from kg.tagger.viewpoints import viewpoints

_DEEDS = {
    "harms": -1.0,
    "draws-into-conflict": -1.0,
    "threatens": -0.8,
    "pressures": -0.7,
    "represses": -1.0,
    "attacks": -1.0,
    "invades": -1.0,
    "sabotages": -1.0,
    "concedes-to": -0.6,
    "refuses": -0.4,
    "seeks-rapprochement-with": -0.2,
    "saves": 0.6,
    "aids": 0.3,
}
_REPORTED, _WORD, _DEMAND, _MOST = 2.0, 1.0, 0.6, 0.45
_LEARNT, _RULE = 2.0, 0.7  # weights of what was learnt and of signs
_ENOUGH, _BOTH = 1.0, 1.0


@dataclass(slots=True)
class _Tally:
    """What speaks for and against one actor in one passage, and the mention that shows it best."""

    good: float = 0.0
    bad: float = 0.0
    shown: tuple[float, Mention] | None = None
    signs: int = field(default=0)

    def scale(self, by: float) -> None:
        self.good *= by
        self.bad *= by

    def add(self, weight: float, mention: Mention) -> None:
        self.good += max(weight, 0)
        self.bad += max(-weight, 0)
        self.signs += 1
        if self.shown is None or abs(weight) > self.shown[0]:
            self.shown = (abs(weight), mention)


def stances(
    document: Document,
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    stated: tuple[Claim, ...],
    actor: dict[str, Iri],
    encoded: Encoded | None = None,
) -> tuple[Stance, ...]:
    """The stances of each contribution's innermost source, in the order of contributions and actors.

    With the states of the document's words what was learnt of viewpoints is weighed with the signs.
    """
    found: list[Stance] = []
    for passage in document.contributions:
        own = [m for m in mentions if m.passage == passage.number]
        judges = {actor.get(step.of) for step in voice(passage)}
        tallies = _tallies(passage, analysis, own, stated, actor)
        if encoded is not None:
            _learn(tallies, own, actor, encoded, passage.span)
        most = _most_spoken_of(own, actor, judges)
        for who in sorted(tallies):
            if who not in judges and (stance := _stance(document, passage, tallies[who], who == most)) is not None:
                found.append(stance)
    return tuple(found)


def _learn(tallies: dict[Iri, _Tally], own: list[Mention], actor: dict[str, Iri], encoded: Encoded, part: Span) -> None:
    """Add to what speaks for and against each actor of a passage what was learnt."""
    for tally in tallies.values():
        tally.scale(_RULE)
    by_actor: dict[Iri, list[Mention]] = defaultdict(list)
    for mention in own:
        by_actor[actor[mention.id]].append(mention)
    spans = [[(m.span.start, m.span.end) for m in listed] for listed in by_actor.values()]
    if not spans:
        return
    shares = viewpoints(encoded, spans, (part.start, part.end))
    for (who, listed), share in zip(by_actor.items(), shares, strict=True):
        tally = tallies.setdefault(who, _Tally())
        _, bad, good, both = share.tolist()
        tally.add(-_LEARNT * (bad + both / 2), listed[0])
        tally.add(_LEARNT * (good + both / 2), listed[0])


def _tallies(
    passage: Passage, analysis: Analysis, own: list[Mention], stated: tuple[Claim, ...], actor: dict[str, Iri]
) -> dict[Iri, _Tally]:
    tallies: dict[Iri, _Tally] = defaultdict(_Tally)
    by_id = {m.id: m for m in own}
    for claim in stated:
        own_words = claim.passage == passage.number and claim.source == voice(passage) and claim.subject in by_id
        if own_words and (weight := _of_deed(claim)) != 0:
            tallies[actor[claim.subject]].add(weight, by_id[claim.subject])
    for sentence in analysis.of_passage(passage.number):
        place = sentence.span
        clause = Clause(sentence, [m for m in own if m.span.within(place)])
        if clause.has_mentions():
            for weight, argument in _signs(clause, sentence):
                tallies[actor[argument.mention.id]].add(weight if argument.direct else weight / 2, argument.mention)
    return tallies


def _of_deed(claim: Claim) -> float:
    if claim.modality not in (Modality.ASSERTED, Modality.PREDICTED, Modality.POSSIBLE, Modality.INTENDED):
        return 0.0
    weight = _DEEDS.get(claim.relation, 0.0)
    return -weight / 2 if claim.polarity is Polarity.NEGATED else weight


def _signs(clause: Clause, sentence: Sentence) -> Iterator[tuple[float, Argument]]:
    """Weights of words, with the actors that they speak for (above 0) or against."""
    reported = sentence.part in (PartKind.INTRO, PartKind.HEADLINE)
    for token in sentence.tokens:
        if reported and token.pos == "VERB":
            yield from _reported(clause, token)
        if token.dep == "aux" and token.lower in words("demanded"):
            verb = sentence.head(token)
            if not _other_voice(clause, verb):
                yield from ((-_DEMAND, a) for t in clause.agents(verb) for a in clause.arguments(t))
        yield from _evaluated(clause, token)


def _reported(clause: Clause, verb: Token) -> Iterator[tuple[float, Argument]]:
    """The Irish Times defends X, N takes X's side: the judge is no mention, or the speaker."""
    if verb.dep not in ("ROOT", "conj"):
        return
    found = targets(clause, verb)
    doers = [a for t in clause.agents(verb) for a in clause.arguments(t)]
    if found is None or doers:
        return
    valence = relation_types()[found[0].relation].valence
    weight = {"positive": _REPORTED, "negative": -_REPORTED}.get(valence, 0.0)
    if weight:
        yield from ((weight, a) for a in found[1])


def _evaluated(clause: Clause, token: Token) -> Iterator[tuple[float, Argument]]:
    weight = _weight(token)
    if weight == 0 or _other_voice(clause, token):
        return
    sentence = clause.sentence
    verb = token if token.pos in ("VERB", "AUX") else sentence.head(token)
    if any(
        k.dep == "neg" for k in (*sentence.kids(token), *(sentence.kids(verb) if verb.pos in ("VERB", "AUX") else []))
    ):
        weight = -weight / 2
    yield from ((weight, a) for t in _of_whom(clause, token) for a in clause.arguments(t))


def _weight(token: Token) -> float:
    lemma, lower = token.lemma.lower(), token.lower
    if token.pos == "VERB":
        return -_WORD if lemma in words("bad deeds") else _WORD if lemma in words("good deeds") else 0.0
    if token.pos == "ADV":
        return -_WORD if lower in words("bad manners") else _WORD if lower in words("good manners") else 0.0
    if token.pos in ("ADJ", "NOUN"):
        return -_WORD if lemma in words("bad words") else _WORD if lemma in words("good words") else 0.0
    return 0.0


def _of_whom(clause: Clause, token: Token) -> list[Token]:
    """Of whom a word of praise or blame is said: its subject, its owner, or the one it describes."""
    sentence = clause.sentence
    if token.pos == "VERB":
        return clause.agents(token)
    head = sentence.head(token)
    if token.pos == "ADV":
        return clause.agents(head) if head.pos == "VERB" else []
    if clause.mentions_at(token):
        return [token]
    if token.dep == "amod":
        return [head] if clause.mentions_at(head) else sentence.kids(head, "poss")
    return clause.bearers(token)


def _other_voice(clause: Clause, token: Token) -> bool:
    """Whether somebody inside the text says it."""
    below = token
    for head in clause.sentence.ancestors(token):
        said = head.lemma in words("saying") and below.dep == "ccomp"
        if said and any(a.direct for t in clause.agents(head) for a in clause.arguments(t)):
            return True
        below = head
    return False


def _most_spoken_of(own: list[Mention], actor: dict[str, Iri], judges: set[Iri | None]) -> Iri | None:
    counts = Counter(actor[m.id] for m in own if actor[m.id] not in judges)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[1][1] == ranked[0][1]):
        return None
    return ranked[0][0]


def _stance(document: Document, passage: Passage, tally: _Tally, most: bool) -> Stance | None:
    good, bad = tally.good, tally.bad + (_MOST if most else 0.0)
    if tally.shown is None or max(good, bad) < _ENOUGH:
        return None
    if min(good, bad) >= _BOTH and abs(good - bad) < _BOTH:
        value = StanceValue.MIXED
    else:
        value = StanceValue.POSITIVE if good > bad else StanceValue.NEGATIVE
    source, mention = voice(passage)[0], tally.shown[1]
    sure = round(min(0.9, 0.4 + 0.15 * abs(good - bad)), 2)
    fields = (document.key, passage.number, mention.span.start, mention.span.end, source.words, value)
    return Stance(make_id("stance", *fields), passage.number, source, mention.id, value, mention.span, sure)
