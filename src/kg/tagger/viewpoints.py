"""How a contribution judges the actors that it mentions, read off all mentions of each."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from kg.tagger.encoder import Array, Encoded, head
from kg.tagger.forms import gelu, linear, softmax

VIEWS = ("none", "negative", "positive", "mixed")
Range = tuple[int, int]


def viewpoints(encoded: Encoded, actors: Sequence[Sequence[Range]], part: Range) -> Array:
    """Shares (actors, 4) of the classes `VIEWS` for the actors of a contribution, each given by its mentions."""
    found = np.zeros((len(actors), len(VIEWS)), dtype=np.float32)
    found[:, 0] = 1
    weights = head("viewpoint")
    told = [[place for span in own if (place := encoded.located(*span)) is not None] for own in actors]
    known = [row for row, places in enumerate(told) if places]
    if not known:
        return found
    numbers = salience(actors, part)
    rows = []
    for row in known:
        vectors = np.stack([_told(weights, encoded.states[w], pieces) for w, pieces in told[row]])
        rows.append(np.concatenate([vectors.mean(0), vectors.max(0), numbers[row]]))
    found[known] = softmax(linear(weights, "out", gelu(linear(weights, "hidden", np.stack(rows)))))
    return found


def _told(weights: dict[str, Array], states: Array, pieces: NDArray[np.intp]) -> Array:
    held = states[pieces].mean(0, keepdims=True)
    scores = linear(weights, "query", held) @ linear(weights, "key", states).T / np.float32(np.sqrt(states.shape[1]))
    seen = softmax(scores) @ states
    told = gelu(linear(weights, "mention", np.concatenate([held, seen], axis=1)))
    return np.asarray(told[0], dtype=np.float32)


def salience(actors: Sequence[Sequence[Range]], part: Range) -> Array:
    """Five numbers (actors, 5): mentions (log), their share, whether most, place of the first, one over actors."""
    counts = np.array([len(own) for own in actors], dtype=np.float32)
    first = np.array([min(start for start, _ in own) for own in actors], dtype=np.float32)
    length = max(part[1] - part[0], 1)
    return np.stack(
        [
            np.log1p(counts) / 2,
            counts / counts.sum(),
            (counts == counts.max()).astype(np.float32),
            (first - part[0]) / length,
            np.full(len(actors), 1 / len(actors)),
        ],
        axis=1,
    ).astype(np.float32)
