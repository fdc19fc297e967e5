"""Near-equal texts: the same piece in newsletter, site and repost counts once.

Broder (1997), On the resemblance and containment of documents: a text is kept as the smallest hashes of its runs of
words; the share of the smallest hashes of two texts together that both have estimates how alike the texts are.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from heapq import nsmallest
from itertools import pairwise

from kg.model.ids import fold

_WIDTH = 4  # words of a run
_KEPT = 16  # hashes of a sketch
_SHORTEST = 16  # words below which texts are too short to be told apart
_ALIKE = 0.5  # resemblance from which on two texts are near-equal


def sketch(text: str) -> str | None:
    """The hashes that stand for a text, 8 hexadecimal digits each; None for a text that is too short."""
    words = fold(text).split()
    if len(words) < _SHORTEST:
        return None
    runs = {" ".join(words[n : n + _WIDTH]) for n in range(len(words) - _WIDTH + 1)}
    return " ".join(nsmallest(_KEPT, {hashlib.sha256(run.encode()).hexdigest()[:8] for run in runs}))


def resemblance(first: str, other: str) -> float:
    """How alike two texts are by their sketches, from 0 to 1."""
    one, two = set(first.split()), set(other.split())
    together = nsmallest(_KEPT, one | two)
    return sum(value in one and value in two for value in together) / len(together)


def near_equal(sketches: Mapping[str, str], document: Mapping[str, str]) -> dict[str, str]:
    """Each piece that is near-equal to one of another document, with the first of all that hang together; sorted.

    `sketches` has the sketch of each piece by its name, `document` the document in which it stands.
    """
    first_of: dict[str, str] = {}
    for one, other in sorted(_candidates(sketches)):
        if document[one] != document[other] and resemblance(sketches[one], sketches[other]) >= _ALIKE:
            ends = sorted((_root(first_of, one), _root(first_of, other)))
            if ends[0] != ends[1]:
                first_of[ends[1]] = ends[0]
    return {piece: _root(first_of, piece) for piece in sorted(first_of)}


def _candidates(sketches: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Pairs that share a hash: each piece with the first and with the one before it that has the hash."""
    shelves: dict[str, list[str]] = defaultdict(list)
    for piece in sorted(sketches):
        for value in sketches[piece].split():
            shelves[value].append(piece)
    pairs: set[tuple[str, str]] = set()
    for shelf in shelves.values():
        pairs |= {(shelf[0], other) for other in shelf[1:]} | set(pairwise(shelf))
    yield from pairs


def _root(first_of: Mapping[str, str], piece: str) -> str:
    while piece in first_of:
        piece = first_of[piece]
    return piece
