"""How well one mention is the antecedent of another, by what the tagger has learnt."""

from collections.abc import Sequence

from kg.model.records import Document
from kg.resolve.discourse import Place
from kg.tagger.coreference import links
from kg.tagger.encoder import Encoded

_MOST = 5.0  # beyond it one score says no more than another


class Antecedents:
    """Scores of pairs of places of one document; none where nothing was encoded."""

    def __init__(self, document: Document, places: Sequence[Place], encoded: Encoded | None) -> None:
        self._scores: dict[tuple[str, str], float] = {}
        if encoded is None:
            return
        ordered = sorted(places, key=lambda p: (p.mention.span.start, -p.mention.span.end))
        spans = [(p.mention.span.start, p.mention.span.end) for p in ordered]
        for later, earlier, score in zip(*links(encoded, document.text, spans), strict=True):
            pair = (ordered[later].mention.id, ordered[earlier].mention.id)
            self._scores[pair] = max(-_MOST, min(float(score), _MOST))

    def __bool__(self) -> bool:
        return bool(self._scores)

    def score(self, later: Place, earlier: Place) -> float | None:
        """Above 0 the likelier the better, below 0 rather not; None where the pair was not compared."""
        return self._scores.get((later.mention.id, earlier.mention.id))
