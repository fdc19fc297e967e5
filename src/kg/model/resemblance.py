"""Near-equal texts: the same piece in newsletter, site and repost counts once.

Broder (1997), On the resemblance and containment of documents: a text is kept as the smallest hashes of its runs of
words; the share of the smallest hashes of two texts together that both have estimates how alike the texts are.
"""

import hashlib
from collections.abc import Iterable, Iterator
from heapq import nsmallest

import numpy as np
from numpy.typing import NDArray

from kg.model.ids import fold

_WIDTH = 4  # words of a run
_KEPT = 16  # hashes of a sketch
_SHORTEST = 16  # words below which texts are too short to be told apart
_ALIKE = 0.5  # resemblance from which on two texts are near-equal
_NONE = 1 << 32  # in the place of a hash, where a sketch has fewer
_AT_ONCE = 1 << 12  # places in the list of hashes whose pairs are compared together


def sketch(text: str) -> str | None:
    """The hashes that stand for a text, 8 hexadecimal digits each; None for a text that is too short."""
    words = fold(text).split()
    if len(words) < _SHORTEST:
        return None
    runs = {" ".join(words[n : n + _WIDTH]) for n in range(len(words) - _WIDTH + 1)}
    return " ".join(nsmallest(_KEPT, {hashlib.sha256(run.encode()).hexdigest()[:8] for run in runs}))


def near_equal(pieces: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Each piece that is near-equal to one of another document, with the first of all that hang together; sorted.

    A piece is its name, the document in which it stands, and its sketch. Those that share a hash are compared: each
    with the first and with the one before it that has the hash.
    """
    names, documents, sketches = _table(pieces)
    first_of = list(range(len(names)))
    for pairs in _candidates(sketches, documents):
        for one, other in pairs[resemblance(sketches[pairs[:, 0]], sketches[pairs[:, 1]]) >= _ALIKE].tolist():
            ends = sorted((_first(first_of, one), _first(first_of, other)))
            first_of[ends[1]] = ends[0]
    found = ((n, _first(first_of, n)) for n in range(len(names)))
    return {names[n]: names[first] for n, first in found if n != first}


def resemblance(some: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.float64]:
    """How alike texts are by their sketches, from 0 to 1: each row of `some` with that of `others`, 16 hashes a row."""
    together = np.sort(np.concatenate([some, others], axis=1), axis=1)
    again = np.zeros(together.shape, dtype=bool)
    again[:, 1:] = together[:, 1:] == together[:, :-1]
    kept = (together < _NONE) & (np.cumsum(~again, axis=1) <= _KEPT)
    shared: NDArray[np.float64] = np.sum(again & kept, axis=1) / np.sum(~again & kept, axis=1)
    return shared


def _table(pieces: Iterable[tuple[str, str, str]]) -> tuple[list[str], NDArray[np.int32], NDArray[np.int64]]:
    """Names, sorted; the number of the document of each; the hashes of each, 16 a row."""
    numbers: dict[str, int] = {}
    rows = sorted((name, numbers.setdefault(of, len(numbers)), bytes.fromhex(hashes)) for name, of, hashes in pieces)
    sketches = np.full((len(rows), _KEPT), _NONE, dtype=np.int64)
    for place, (_, _, hashes) in enumerate(rows):
        sketches[place, : len(hashes) // 4] = np.frombuffer(hashes, dtype=">u4")
    return [name for name, _, _ in rows], np.array([of for _, of, _ in rows], dtype=np.int32), sketches


def _candidates(sketches: NDArray[np.int64], documents: NDArray[np.int32]) -> Iterator[NDArray[np.int64]]:
    """Blocks of pairs of rows that share a hash and stand in two documents, (pairs, 2)."""
    flat = sketches.ravel()
    order = np.argsort(flat, kind="stable")
    order = order[flat[order] < _NONE]
    new = np.ones(len(order), dtype=bool)
    new[1:] = flat[order[1:]] != flat[order[:-1]]
    heads = np.maximum.accumulate(np.where(new, np.arange(len(order)), 0))
    rows = (order // _KEPT).astype(np.int32)
    for begin in range(0, len(rows), _AT_ONCE):
        block = np.arange(begin, min(begin + _AT_ONCE, len(rows)))
        block = block[~new[block]]
        pairs = np.stack([np.concatenate([rows[heads[block]], rows[block - 1]]), np.tile(rows[block], 2)], axis=1)
        yield np.unique(pairs[documents[pairs[:, 0]] != documents[pairs[:, 1]]], axis=0)


def _first(first_of: list[int], piece: int) -> int:
    """The first of the pieces that hang together with one; shortens the way to it."""
    while first_of[piece] != piece:
        first_of[piece] = piece = first_of[first_of[piece]]
    return piece
