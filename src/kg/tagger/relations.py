"""Which relation holds from one mention to another in a sentence, and which relation a word by itself expresses."""

from collections.abc import Sequence

import numpy as np

from kg.model.relation_types import relation_types
from kg.tagger.encoder import Array, Encoded, head
from kg.tagger.forms import gelu, linear, softmax

RELATIONS = ("none", *relation_types())
Range = tuple[int, int]


def relations(encoded: Encoded, spans: Sequence[Range], pairs: Sequence[tuple[int, int]]) -> Array:
    """Shares (pairs, 64) of the classes `RELATIONS` for ordered pairs of spans (code points, by index).

    A pair whose spans share no window is none for certain.
    """
    found = np.zeros((len(pairs), len(RELATIONS)), dtype=np.float32)
    found[:, 0] = 1
    places = [encoded.located(*span) for span in spans]
    by_window: dict[int, list[int]] = {}
    for row, (first, second) in enumerate(pairs):
        one, other = places[first], places[second]
        if one is not None and other is not None and one[0] == other[0]:
            by_window.setdefault(one[0], []).append(row)
    for window, rows in by_window.items():
        states = encoded.states[window]
        held = {n: states[place[1]].mean(0) for n, place in enumerate(places) if place and place[0] == window}
        ends = [np.stack([held[pairs[row][end]] for row in rows]) for end in (0, 1)]
        found[rows] = softmax(_logits(head("relation"), states, ends[0], ends[1]))
    return found


def _logits(weights: dict[str, Array], states: Array, subjects: Array, objects: Array) -> Array:
    subjects, objects = linear(weights, "subject", subjects), linear(weights, "object", objects)
    query = linear(weights, "query", np.concatenate([subjects, objects], axis=1))
    seen = softmax(query @ linear(weights, "key", states).T / np.float32(np.sqrt(states.shape[1]))) @ states
    parts = np.concatenate([subjects, objects, subjects * objects, seen], axis=1)
    return linear(weights, "out", gelu(linear(weights, "hidden", parts)))


def expressed(encoded: Encoded, spans: Sequence[Range]) -> Array:
    """Shares (spans, 64) of the classes `RELATIONS` for words (code points): which relation each expresses."""
    found = np.zeros((len(spans), len(RELATIONS)), dtype=np.float32)
    found[:, 0] = 1
    places = [encoded.located(*span) for span in spans]
    known = [row for row, place in enumerate(places) if place is not None]
    if known:
        states = np.concatenate([encoded.states[place[0]][place[1]] for place in places if place is not None])
        weights = head("predicate")
        shares = softmax(linear(weights, "out", gelu(linear(weights, "hidden", states))))
        sizes = [len(place[1]) for place in places if place is not None]
        sums = np.add.reduceat(shares, np.concatenate([[0], np.cumsum(sizes)[:-1]]), axis=0)
        found[known] = sums / np.array(sizes, dtype=np.float32)[:, None]
    return found
