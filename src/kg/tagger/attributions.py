"""Attributions in a text: who says it, the words that say so, what is said."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.tagger.encoder import Array, Encoded, head
from kg.tagger.forms import gelu, linear, softmax
from kg.tagger.windows import Window

Ranges = tuple[tuple[int, int], ...]
_SOURCE, _CUE, _CONTENT = 1, 2, 3
_CHANGES = np.array(  # nats that a change from one role (row) to another costs
    [[0, 0.15, 0.15, 1], [0.15, 0, 0.15, 1], [0.15, 0.15, 0, 1], [1, 1, 1, 0]], dtype=np.float32
)
_FAR = 16  # classes of distance to one side


@dataclass(frozen=True, slots=True)
class Attribution:
    """Spans (code points of the text) of a source, the cue and the content; several where they are divided."""

    source: Ranges
    cue: Ranges
    content: Ranges
    score: float


def attributions(encoded: Encoded, text: str, threshold: float = 0.46) -> list[Attribution]:
    """What the head finds, in the order of the cues; `threshold` is the least share for the beginning of a cue."""
    found: list[Attribution] = []
    weights = head("attribution")
    for window, states in zip(encoded.windows, encoded.states, strict=True):
        odds = linear(weights, "anchor.2", gelu(linear(weights, "anchor.0", states)))[:, 0]
        shares = 1 / (1 + np.exp(-odds))
        anchors = np.flatnonzero((shares >= threshold) & (window.starts >= 0))
        if not len(anchors):
            continue
        roles = _steady(_roles(weights, states, anchors))
        words = _words(window, text)
        for anchor, role in zip(anchors, roles, strict=True):
            role[anchor] = _CUE
            made = [_ranges(window, text, words, role == kind) for kind in (_SOURCE, _CUE, _CONTENT)]
            if made[2] and made[1]:
                found.append(Attribution(made[0], made[1], made[2], round(float(shares[anchor]), 2)))
    return found


def _roles(weights: dict[str, Array], states: Array, anchors: NDArray[np.intp]) -> Array:
    """Shares (anchors, pieces, 4) of no role, source, cue, content."""
    cue = _with_one(gelu(linear(weights, "cue.0", states[anchors])))
    piece = _with_one(gelu(linear(weights, "piece.0", states)))
    scores = np.einsum("rai,pi->apr", np.einsum("ai,rij->raj", cue, weights["form"]), piece)
    distances = np.arange(len(states))[None, :] - anchors[:, None]
    return softmax(np.asarray(scores + weights["distance.weight"][_bucket(distances)], dtype=np.float32))


def _steady(shares: Array) -> NDArray[np.int64]:
    """The likeliest roles (anchors, pieces) where each change from one role to another costs (Viterbi 1967)."""
    gains = np.log(np.maximum(shares, 1e-6))
    best, came = gains[:, 0], []
    for place in range(1, gains.shape[1]):
        ways = best[:, :, None] - _CHANGES
        came.append(ways.argmax(1))
        best = ways.max(1) + gains[:, place]
    roles = [best.argmax(1)]
    for before in reversed(came):
        roles.append(np.take_along_axis(before, roles[-1][:, None], axis=1)[:, 0])
    return np.stack(roles[::-1], axis=1)


def _bucket(distances: NDArray[np.intp]) -> NDArray[np.int64]:
    """As in training: exact up to four, then by powers of two, sixteen classes to each side."""
    size = np.abs(distances)
    far = 5 + np.minimum(np.floor(np.log2(np.maximum(size, 5) / 5.0) * 2), 10)
    return np.where(size < 5, size, far).astype(np.int64) + _FAR * (distances < 0)


def _with_one(states: Array) -> Array:
    return np.concatenate([states, np.ones_like(states[..., :1])], axis=-1)


def _words(window: Window, text: str) -> NDArray[np.int64]:
    """For each piece the number of its word: pieces that touch without a blank or mark between them are one."""
    numbers = np.zeros(len(window.starts), dtype=np.int64)
    for place in range(1, len(numbers)):
        joined = window.starts[place] == window.ends[place - 1] and window.starts[place] >= 0
        inside = joined and text[window.starts[place]].isalnum() and text[window.starts[place] - 1].isalnum()
        numbers[place] = numbers[place - 1] + (not inside)
    return numbers


def _ranges(window: Window, text: str, words: NDArray[np.int64], marked: NDArray[np.bool_]) -> Ranges:
    """The marked pieces as spans of whole words; a hole of one piece is filled, marks at the ends are dropped."""
    marked = marked & (window.starts >= 0)
    whole = np.isin(words, words[marked])
    whole &= window.starts >= 0
    for middle in range(1, len(whole) - 1):
        if not whole[middle] and whole[middle - 1] and whole[middle + 1] and window.starts[middle] >= 0:
            whole[middle] = True
    found: list[tuple[int, int]] = []
    for place in np.flatnonzero(whole):
        start, end = int(window.starts[place]), int(window.ends[place])
        if found and whole[place - 1]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return tuple((a, b) for a, b in found if any(c.isalnum() for c in text[a:b]))
