"""Near-equal contributions: the same piece in newsletter, site and repost counts once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from kg.model.ids import fold
from kg.model.records import Document, PartKind

_WIDTH = 8  # words of a shingle
_ALIKE = 85.0  # rapidfuzz ratio from which on two texts are near-equal


@dataclass(frozen=True, slots=True, order=True)
class Piece:
    """A contribution by its document's key and its number."""

    key: str
    number: int


def near_equal(documents: Iterable[Document]) -> list[tuple[Piece, Piece]]:
    """Pairs of near-equal contributions of different documents, sorted; each later one with the first it is like."""
    words = {piece: text for document in documents for piece, text in _pieces(document)}
    shelves: dict[str, list[Piece]] = defaultdict(list)
    for piece in sorted(words):
        for shingle in _shingles(words[piece]):
            shelves[shingle].append(piece)
    pairs = {(first, other) for shelf in shelves.values() for first in shelf[:1] for other in shelf[1:]}
    alike = (p for p in pairs if p[0].key != p[1].key and fuzz.ratio(words[p[0]], words[p[1]]) >= _ALIKE)
    return sorted(alike)


def _pieces(document: Document) -> Iterator[tuple[Piece, str]]:
    for passage in document.contributions:
        spans = [part.span for part in passage.parts if part.kind in (PartKind.QUOTE, PartKind.PROSE)]
        text = fold(" ".join(document.words(span) for span in spans))
        if len(text.split()) >= 2 * _WIDTH:
            yield Piece(document.key, passage.number), text


def _shingles(text: str) -> set[str]:
    found = text.split()
    return {" ".join(found[i : i + _WIDTH]) for i in range(0, len(found) - _WIDTH + 1, 2)} | {
        " ".join(found[i : i + _WIDTH]) for i in range(1, len(found) - _WIDTH + 1, 2)
    }
