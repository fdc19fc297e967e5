"""Which mentions of a text stand for the same: each is linked to the best of those before it, or begins anew."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.tagger.encoder import Array, Encoded, head
from kg.tagger.forms import gelu, linear
from kg.tagger.pairs import candidates, features, surface


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


def antecedents(
    encoded: Encoded, text: str, spans: Sequence[tuple[int, int]], least: float = 0.0
) -> list[tuple[int, float] | None]:
    """For each span, in the order of the text, its antecedent's index and score above `least`; None where it has none.

    Where it is known that every span has a partner, `least` may be below 0.
    """
    found: list[tuple[int, float] | None] = [None] * len(spans)
    later, earlier, scores = links(encoded, text, spans)
    for number in np.unique(later):
        begin, end = np.searchsorted(later, [number, number + 1])
        best = begin + int(scores[begin:end].argmax())
        if scores[best] > least:
            found[number] = (int(earlier[best]), float(scores[best]))
    return found


def clusters(encoded: Encoded, text: str, spans: Sequence[tuple[int, int]], least: float = 0.0) -> list[int]:
    """For each span the number of its cluster, by order of first mention."""
    numbers: list[int] = []
    count = 0
    for link in antecedents(encoded, text, spans, least):
        if link is None:
            numbers.append(count)
            count += 1
        else:
            numbers.append(numbers[link[0]])
    return numbers


def _span(encoded: Encoded, span: tuple[int, int]) -> Array | None:
    place = encoded.located(*span)
    if place is None:
        return None
    number, pieces = place
    states = encoded.states[number]
    return np.concatenate([states[pieces[0]], states[pieces[-1]], states[pieces].mean(0)])
