"""Relations that no rule finds: between mentions of one sentence, by what the tagger has learnt.

The tagger says which relation holds from one mention to another. Which word expresses it follows from the parse: the
word on the way from one mention to the other that speaks most for the relation. Polarity, modality, time and source
are then read off that word as for any other reading.
"""

from collections.abc import Iterator, Sequence

from kg.extract.statements.arguments import Argument, Clause, head_of
from kg.extract.statements.matching import Reading, governing_verb
from kg.extract.statements.predicates import learnt_predicate
from kg.iris import Iri
from kg.language import Token
from kg.model.records import Mention
from kg.model.relation_types import relation_types
from kg.tagger.encoder import Array, Encoded
from kg.tagger.relations import RELATIONS, expressed, relations

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
            kind = RELATIONS[1 + int(self._shares[self._row[pair]][1:].argmax())]
            back = best.get((actors[1], actors[0]))
            if back is not None and relation_types()[kind].symmetric and (back[0], pair[1]) > (share, pair[0]):
                continue
            yield self._reading(kind, pair, share, self._shares[self._row[pair]])

    def _reading(self, kind: str, pair: Pair, share: float, shares: Array) -> Reading:
        clause = self._clause
        subject, other = (self._argument(n) for n in pair)
        word = self._word(kind, subject.token, other.token)
        verb = governing_verb(clause, word)
        return Reading(learnt_predicate(word, kind), word, verb, subject, other, share=share, likely=likeliest(shares))

    def _argument(self, number: int) -> Argument:
        mention = self._mentions[number]
        return Argument(mention, head_of(self._clause.sentence, mention) or self._clause.sentence.root)

    def _word(self, kind: str, subject: Token, other: Token) -> Token:
        """The word between two mentions in the parse that speaks most for a relation."""
        sentence = self._clause.sentence
        above = [subject, *sentence.ancestors(subject)], [other, *sentence.ancestors(other)]
        common = {t.index for t in above[0]} & {t.index for t in above[1]}
        meeting = next((t for t in above[0] if t.index in common), sentence.root)
        way = [t for side in above for t in side if t.index not in common] + [meeting]
        way += [k for t in (meeting, *way) for k in sentence.kids(t) if k.pos in ("VERB", "NOUN", "ADJ", "ADP")]
        words = [t for t in dict.fromkeys(way) if t.index not in (subject.index, other.index)] or [meeting]
        words = [t for t in words if t.pos in ("VERB", "AUX", "NOUN", "ADJ", "PROPN")] or words
        shares = expressed(self._encoded, [(t.start, t.end) for t in words])[:, RELATIONS.index(kind)]
        return words[int(shares.argmax())]
