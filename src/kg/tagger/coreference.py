"""Which mentions of a text stand for the same: each is linked to the best of those before it, or begins anew."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.tagger.encoder import Array, Encoded, head
from kg.tagger.forms import gelu, linear
from kg.tagger.pairs import candidates, features, surface

_LEAST = -1.25  # the least score of a link; below nought, since training sees most noun phrases stand alone
_PAIRED = -1.5  # where it is known that no span stands alone


def links(
    encoded: Encoded, text: str, spans: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.int64], NDArray[np.int64], Array]:
    """Every span, in the order of the text, with those before it: indices of the later and of the earlier one, and how
    well the earlier is the antecedent of the later; 0 is the score of having none."""
    held = [_span(encoded, span) for span in spans]
    known = np.array([number for number, states in enumerate(held) if states is not None], dtype=np.int64)
    if len(known) < 2:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    weights = head("coreference")
    own = gelu(linear(weights, "span.0", np.stack([states for states in held if states is not None])))
    surfaces = [surface(text, *spans[number]) for number in known]
    later, earlier = candidates(len(known))
    pairs = np.concatenate([own[later], own[earlier], own[later] * own[earlier], features(surfaces)], axis=1)
    return known[later], known[earlier], linear(weights, "out", gelu(linear(weights, "hidden", pairs)))[:, 0]


def clusters(encoded: Encoded, text: str, spans: Sequence[tuple[int, int]], *, paired: bool = False) -> list[int]:
    """For each span the number of its cluster, by order of first mention.

    With `paired` it is known that no span stands alone: weaker links do, and what is left alone joins its best partner.
    """
    later, earlier, scores = links(encoded, text, spans)
    top = list(range(len(spans)))

    def find(one: int) -> int:
        while top[one] != one:
            one = top[one]
        return one

    def join(one: int, other: int) -> None:
        first, second = sorted((find(one), find(other)))
        top[second] = first

    for number in np.unique(later):
        begin, end = np.searchsorted(later, [number, number + 1])
        best = begin + int(scores[begin:end].argmax())
        if scores[best] > (_PAIRED if paired else _LEAST):
            join(int(earlier[best]), int(later[best]))
    if paired:
        sizes = Counter(find(one) for one in range(len(spans)))
        for one in range(len(spans)):
            if sizes[find(one)] == 1 and (own := np.flatnonzero((later == one) | (earlier == one))).size:
                best = own[int(scores[own].argmax())]
                join(int(earlier[best]), int(later[best]))
                sizes = Counter(find(other) for other in range(len(spans)))
    order = {root: number for number, root in enumerate(dict.fromkeys(find(one) for one in range(len(spans))))}
    return [order[find(one)] for one in range(len(spans))]


def _span(encoded: Encoded, span: tuple[int, int]) -> Array | None:
    place = encoded.located(*span)
    if place is None:
        return None
    number, pieces = place
    states = encoded.states[number]
    return np.concatenate([states[pieces[0]], states[pieces[-1]], states[pieces].mean(0)])
