"""Relations that no rule finds: between mentions of one sentence, by what the tagger has learnt.

The tagger says which relation holds from one mention to another. Which word expresses it follows from the parse: the
word on the way from one mention to the other that speaks most for the relation. Polarity, modality, time and source
are then read off that word as for any other reading.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from kg.extract.statements.arguments import Argument, Clause, head_of
from kg.extract.statements.matching import Reading, governing_verb
from kg.extract.statements.predicates import learnt_predicate, predicates
from kg.iris import Iri
from kg.language import Token
from kg.model.records import Mention
from kg.model.relation_types import relation_types
from kg.tagger.encoder import Array, Encoded
from kg.tagger.relations import RELATIONS, expressed, relations

_LISTED = 0.5  # what an entry of the lexicon adds to the share of a word
_UNSPOKEN = 0.1  # what a relation has that no word speaks for
Pair = tuple[int, int]
_LIKELIEST, _NEGLIGIBLE = 3, 0.05  # relation types whose shares are kept, and shares that are not


def likeliest(shares: Array) -> tuple[tuple[str, float], ...]:
    """The relation types, or none, that have the greatest shares, the greatest first."""
    best = shares.argsort()[::-1][:_LIKELIEST]
    return tuple((RELATIONS[n], round(float(shares[n]), 2)) for n in best if shares[n] >= _NEGLIGIBLE)


class Learnt:
    """What was learnt of the mentions of one sentence: for ordered pairs the shares of all relations."""

    def __init__(self, clause: Clause, mentions: Sequence[Mention], actor: dict[str, Iri], encoded: Encoded) -> None:
        self._clause, self._encoded = clause, encoded
        self._mentions = list(mentions)
        self._place = {m.id: n for n, m in enumerate(self._mentions)}
        who = [actor.get(m.id) for m in self._mentions]
        self._pairs = [
            (a, b)
            for a in range(len(who))
            for b in range(len(who))
            if who[a] is not None and who[b] is not None and who[a] != who[b]
        ]
        self._actors = who
        spans = [(m.span.start, m.span.end) for m in self._mentions]
        self._shares = relations(encoded, spans, self._pairs)
        self._row = {pair: n for n, pair in enumerate(self._pairs)}

    def shares(self, subject: Mention, other: Mention) -> Array | None:
        """The shares (64) of the classes `RELATIONS` for a pair; None where it was not compared."""
        row = self._row.get((self._place[subject.id], self._place[other.id]))
        return None if row is None else self._shares[row]

    def readings(self, least: float) -> Iterator[Reading]:
        """The best pair of mentions for each pair of actors that is related with at least the share `least`."""
        best: dict[tuple[Iri | None, Iri | None], tuple[float, Pair]] = {}
        for row, pair in enumerate(self._pairs):
            share = float(1 - self._shares[row][0])
            actors = (self._actors[pair[0]], self._actors[pair[1]])
            if share >= least and (actors not in best or share > best[actors][0]):
                best[actors] = (share, pair)
        for actors, (share, pair) in best.items():
            reading = self._reading(pair, share)
            back = best.get((actors[1], actors[0]))
            symmetric = relation_types()[reading.predicate.relation].symmetric
            if back is None or not symmetric or (back[0], pair[1]) <= (share, pair[0]):
                yield reading

    def _reading(self, pair: Pair, share: float) -> Reading:
        """The relation of a pair for which the pair and a word between its mentions together speak most."""
        subject, other = (self._argument(n) for n in pair)
        words = self._way(subject.token, other.token)
        spoken = expressed(self._encoded, [(t.start, t.end) for t in words]) + _LISTED * _listed(words)
        shares = self._shares[self._row[pair]]
        kind = 1 + int((shares * (_UNSPOKEN + spoken.max(0)))[1:].argmax())
        word = words[int(spoken[:, kind].argmax())]
        predicate, verb = learnt_predicate(word, RELATIONS[kind]), governing_verb(self._clause, word)
        return Reading(predicate, word, verb, subject, other, share=share, likely=likeliest(shares))

    def _argument(self, number: int) -> Argument:
        mention = self._mentions[number]
        return Argument(mention, head_of(self._clause.sentence, mention) or self._clause.sentence.root)

    def _way(self, subject: Token, other: Token) -> list[Token]:
        """The words between two mentions in the parse, with those that hang on them."""
        sentence = self._clause.sentence
        above = [subject, *sentence.ancestors(subject)], [other, *sentence.ancestors(other)]
        common = {t.index for t in above[0]} & {t.index for t in above[1]}
        meeting = next((t for t in above[0] if t.index in common), sentence.root)
        way = [t for side in above for t in side if t.index not in common] + [meeting]
        way += [k for t in (meeting, *way) for k in sentence.kids(t) if k.pos in ("VERB", "NOUN", "ADJ", "ADP")]
        words = [t for t in dict.fromkeys(way) if t.index not in (subject.index, other.index)] or [meeting]
        return [t for t in words if t.pos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")] or words


def _listed(words: Sequence[Token]) -> Array:
    """For each word (row) 1 at the relations (64) that the lexicon lists it for, whatever else they need."""
    found = np.zeros((len(words), len(RELATIONS)), dtype=np.float32)
    for row, word in enumerate(words):
        found[row, [RELATIONS.index(p.relation) for p in predicates(word)]] = 1
    return found
