"""The event that a sentence reports, whoever takes part: for records that code one event a sentence.

Types are those of PLOVER (Open Event Data Alliance, 2018). The word that reports the event is the highest in the parse
that speaks for one; verbs that bring a deed about or do away with it (agree to meet, refuse to pay, lift a ban) turn
the type of the deed below them into another, as the code book has it.
"""

from kg.extract.statements.arguments import Argument, Clause
from kg.extract.statements.circumstances import manner
from kg.extract.statements.matching import Reading, governing_verb
from kg.extract.statements.predicates import learnt_predicate, predicates, words
from kg.language import Sentence, Token
from kg.model.records import Mention, MentionForm, Modality, Polarity, Span
from kg.model.relation_types import plover_of
from kg.tagger.encoder import Array, Encoded
from kg.tagger.relations import RELATIONS, expressed

_DEEP, _LISTED = 0.15, 0.3  # what a word loses for each step below the root; what an entry of the lexicon adds
_TO_COME = (Modality.PREDICTED, Modality.INTENDED, Modality.CONDITIONAL)
_FRIENDLY = frozenset({"SUPPORT", "AID", "CONCEDE", "RETREAT", "COOPERATE", "AGREE", "CONSULT"})
_OPERATORS = ("agreeing", "refusing", "lifting", "preventing", "requesting")  # word lists
_SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})


def event(sentence: Sentence, encoded: Encoded) -> str | None:
    """The event type of a sentence; None where no word speaks for any."""
    content = [t for t in sentence.tokens if t.pos in ("VERB", "NOUN", "ADJ", "PROPN")]
    shares = expressed(encoded, [(t.start, t.end) for t in content])
    events = {t.index: e for t, s in zip(content, shares, strict=True) if (e := _own(t, s)) is not None}
    return _Events(sentence, events).of(sentence.root, within=False)


def _own(token: Token, share: Array) -> tuple[str, float] | None:
    """The type that a word by itself speaks most for, by what was learnt and by the lexicon, and how much."""
    weights: dict[str, float] = {}
    listed = {p.relation for p in predicates(token) if not p.needs}
    for place, relation in enumerate(RELATIONS[1:], 1):
        if (name := plover_of(relation)) is not None:
            weights[name] = weights.get(name, 0.0) + float(share[place]) + (_LISTED if relation in listed else 0)
    name = max(weights, key=lambda n: (weights[n], n))
    return (name, weights[name]) if weights[name] > 0 else None


class _Events:
    """What the words of a sentence speak for, by their index: type and weight."""

    def __init__(self, sentence: Sentence, events: dict[int, tuple[str, float]]) -> None:
        self.sentence, self.events = sentence, events
        self.clause = Clause(sentence, ())

    def of(self, top: Token, within: bool) -> str | None:
        """The event type of a word with all below it, or of what is below it alone."""
        below = self.sentence.subtree(top)
        ranked = [(weight, token) for token in below if (weight := self._weight(top, token, within))]
        if not ranked:
            return None
        weight, token = max(ranked, key=lambda pair: (pair[0], -pair[1].index))
        chain = [t for t in (token, *self._between(top, token)) if not (within and t.index == top.index)]
        operator = next((t for t in reversed(chain) if self._turns(t)), None)
        if operator is not None and (turned := self._turned(operator)) is not None:
            return self._mannered(turned, operator)
        return self._mannered(self.events[token.index][0], token)

    def _weight(self, top: Token, token: Token, within: bool) -> float:
        if token.index not in self.events or (within and token.index == top.index):
            return 0.0
        name, weight = self.events[token.index]
        if token.lemma in words("saying") and self.sentence.kids(token, "ccomp") and name not in _SPOKEN:
            return 0.0
        return max(weight - _DEEP * len(self._between(top, token)), 0.01)

    def _between(self, top: Token, token: Token) -> list[Token]:
        found = []
        for above in self.sentence.ancestors(token):
            found.append(above)
            if above.index == top.index:
                break
        return found

    def _turns(self, token: Token) -> bool:
        return any(token.lemma in words(name) for name in _OPERATORS)

    def _turned(self, operator: Token) -> str | None:
        """What an operator makes of the deed below it."""
        lemma, deed = operator.lemma, self.of(operator, within=True)
        if lemma in words("refusing"):
            return "REJECT"
        if lemma in words("requesting"):
            return "REQUEST"
        if lemma in words("agreeing"):
            return "CONCEDE" if deed == "REQUEST" else "AGREE"
        if deed is None:
            return None
        if lemma in words("preventing"):
            return "COERCE" if deed == "PROTEST" else None
        return "SANCTION" if deed in _FRIENDLY else "CONCEDE"

    def _mannered(self, name: str, word: Token) -> str:
        """A deed that is denied, demanded or still to come is another event."""
        nobody = Argument(Mention("", 0, Span(word.start, word.end), MentionForm.NAME), word)
        verb = governing_verb(self.clause, word)
        polarity, modality = manner(self.clause, Reading(learnt_predicate(word, "supports"), word, verb, nobody, None))
        if polarity is Polarity.NEGATED:
            return "REJECT" if name in _FRIENDLY else name
        if modality is Modality.DEMANDED:
            return "REQUEST"
        if modality in _TO_COME:
            return "AGREE" if name in _FRIENDLY - {"RETREAT"} else "THREATEN" if name not in _SPOKEN else name
        return name
