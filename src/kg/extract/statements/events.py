"""The event that a sentence reports, whoever takes part: for records that code one event a sentence (PLOVER)."""

from kg.extract.statements.arguments import Argument, Clause
from kg.extract.statements.circumstances import manner
from kg.extract.statements.matching import Reading, governing_verb
from kg.extract.statements.predicates import learnt_predicate, predicates, words
from kg.language import Sentence, Token
from kg.model.records import Mention, MentionForm, Modality, Polarity, Span
from kg.model.relation_types import relation_types
from kg.tagger.encoder import Array, Encoded
from kg.tagger.relations import RELATIONS, expressed

_DEEP, _LISTED = 0.06, 0.25
_FUTURE = (Modality.PREDICTED, Modality.INTENDED, Modality.CONDITIONAL)


def event(sentence: Sentence, encoded: Encoded) -> str | None:
    """The PLOVER type of the word that speaks most for an event, the higher in the sentence the better.

    A denied deed is rejected; a friendly one that is still to come is agreed to, a hostile one threatened.
    """
    clause = Clause(sentence, ())
    content = [t for t in sentence.tokens if t.pos in ("VERB", "NOUN", "ADJ", "PROPN")]
    shares = expressed(encoded, [(t.start, t.end) for t in content])
    best: tuple[float, str, Token] | None = None
    for token, share in zip(content, shares, strict=True):
        depth = sum(1 for _ in sentence.ancestors(token))
        weights = _weights(token, share)
        name = max(weights, key=lambda n: (weights[n], n), default=None)
        if name is None:
            continue
        score = weights[name] - _DEEP * depth
        if token.lemma in words("saying") and sentence.kids(token, "ccomp") and name not in _SPOKEN:
            score -= 1
        if best is None or score > best[0]:
            best = (score, name, token)
    return _mannered(clause, best[1], best[2]) if best else None


_SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "REJECT"})


def _weights(token: Token, share: Array) -> dict[str, float]:
    """What speaks for each event type."""
    found: dict[str, float] = {}
    listed = {p.relation for p in predicates(token) if not p.needs}
    for place, relation in enumerate(RELATIONS[1:], 1):
        if (name := plover_of(relation)) is not None:
            weight = float(share[place]) + (_LISTED if relation in listed else 0)
            found[name] = found.get(name, 0.0) + weight
    return found


def plover_of(relation: str) -> str | None:
    """The event type of a relation type, or that of the nearest type above it."""
    kind = relation_types().get(relation)
    while kind is not None and kind.plover is None:
        kind = relation_types().get(kind.parent) if kind.parent else None
    return kind.plover if kind else None


def _mannered(clause: Clause, name: str, word: Token) -> str:
    span = Span(word.start, word.end)
    verb = governing_verb(clause, word)
    nobody = Argument(Mention("", 0, span, MentionForm.NAME), word)
    polarity, modality = manner(clause, Reading(learnt_predicate(word, "supports"), word, verb, nobody, None))
    kind = _VALENCES.get(name, "negative")
    if polarity is Polarity.NEGATED and name != "REJECT":
        return "REJECT" if kind != "negative" else "CONCEDE"
    if modality in _FUTURE and kind == "positive":
        return "AGREE"
    if modality in _FUTURE and name in ("ASSAULT", "SANCTION", "COERCE", "MOBILIZE"):
        return "THREATEN"
    return name


_VALENCES = {
    **dict.fromkeys(("SUPPORT", "AID", "CONCEDE", "RETREAT", "COOPERATE", "AGREE"), "positive"),
    **dict.fromkeys(("CONSULT", "REQUEST"), "neutral"),
}
