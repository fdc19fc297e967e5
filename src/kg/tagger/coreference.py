"""Which mentions of a text stand for the same: each is linked to the best of those before it, or begins anew."""

from collections.abc import Sequence

import numpy as np

from kg.tagger.encoder import Array, Encoded, head
from kg.tagger.forms import gelu, linear
from kg.tagger.pairs import CANDIDATES as _CANDIDATES
from kg.tagger.pairs import candidates, features_of, surface


def antecedents(encoded: Encoded, text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, float] | None]:
    """For each span, in the order of the text, its antecedent's index and score (above 0); None where it has none."""
    held = [_span(encoded, span) for span in spans]
    known = [number for number, states in enumerate(held) if states is not None]
    found: list[tuple[int, float] | None] = [None] * len(spans)
    if len(known) < 2:
        return found
    weights = head("coreference")
    own = gelu(linear(weights, "span.0", np.stack([states for states in held if states is not None])))
    surfaces = [surface(text, *spans[number]) for number in known]
    later, earlier = candidates(len(known))
    features = np.concatenate([features_of(surfaces, n, range(max(0, n - _CANDIDATES), n)) for n in range(len(known))])
    pairs = np.concatenate([own[later], own[earlier], own[later] * own[earlier], features], axis=1)
    scores = linear(weights, "out", gelu(linear(weights, "hidden", pairs)))[:, 0]
    for number in range(1, len(known)):
        begin, end = np.searchsorted(later, [number, number + 1])
        best = begin + int(scores[begin:end].argmax())
        if scores[best] > 0:
            found[known[number]] = (known[int(earlier[best])], float(scores[best]))
    return found


def clusters(encoded: Encoded, text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """For each span the number of its cluster, by order of first mention."""
    numbers: list[int] = []
    count = 0
    for link in antecedents(encoded, text, spans):
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
