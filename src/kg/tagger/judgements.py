"""Which stance a sentence takes towards an actor, and which of two actors is for or against the other in it."""

import numpy as np
from numpy.typing import NDArray

from kg.tagger.encoder import Array, Encoded, head
from kg.tagger.forms import gelu, linear, softmax

STANCES = ("negative", "neutral", "positive")
DIRECTED = ("neutral", "a positive to b", "a negative to b", "b positive to a", "b negative to a")
Range = tuple[int, int]


def stance(encoded: Encoded, sentence: Range, target: Range) -> Array | None:
    """Shares of negative, neutral, positive towards the target (code points); None where it has no piece."""
    return _judged("stance", encoded, sentence, (target,))


def directed(encoded: Encoded, sentence: Range, first: Range, second: Range) -> Array | None:
    """Shares of the five classes `DIRECTED` for two spans of a sentence; None where they share no window."""
    return _judged("directed", encoded, sentence, (first, second))


def _judged(name: str, encoded: Encoded, sentence: Range, spans: tuple[Range, ...]) -> Array | None:
    places = [encoded.located(*span) for span in spans]
    if any(place is None for place in places):
        return None
    found = [place for place in places if place is not None]
    if len({number for number, _ in found}) > 1:
        return None
    number = found[0][0]
    seen: NDArray[np.intp] = encoded.windows[number].covered(*sentence)
    states = encoded.states[number]
    return softmax(_logits(head(name), states[seen], np.stack([states[pieces].mean(0) for _, pieces in found])))


def _logits(weights: dict[str, Array], states: Array, spans: Array) -> Array:
    """Logits (classes) from the states of a sentence (pieces, 384) and of the spans in it (spans, 384)."""
    query, key = linear(weights, "query", spans), linear(weights, "key", states)
    attended = softmax(query @ key.T / np.float32(np.sqrt(states.shape[1]))) @ states
    parts = [spans.ravel(), attended.ravel(), states.mean(0)]
    if len(spans) > 1:
        parts.append(spans[0] * spans[1])
    return linear(weights, "out", gelu(linear(weights, "hidden", np.concatenate(parts))))
