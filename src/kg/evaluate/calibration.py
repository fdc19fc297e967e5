"""How far the confidence of relations can be believed: the reliability curve and the expected calibration error."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kg.evaluate.matching import aligned, matched, renumbered
from kg.evaluate.scores import parts_of, same_edge

_BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """Relations with a confidence from `low` up to `high`: how many, their mean confidence, the share that is right."""

    low: float
    high: float
    relations: int
    confidence: float
    right: float


def reliability(gold: Sequence[Mapping[str, object]], predicted: Sequence[Mapping[str, object]]) -> tuple[Bin, ...]:
    """The bins, ten of equal width, that hold any predicted relations; right is one whose edge is in the gold."""
    sure: list[float] = []
    right: list[bool] = []
    for one, other in zip(gold, predicted, strict=True):
        truth, guess = parts_of(one), parts_of(other)
        guess, _, _ = aligned(truth, guess)
        relations = renumbered(guess["relations"], truth["contributions"], guess["contributions"])
        found = {j for _, j in matched(truth["relations"], relations, same_edge)}
        sure += [float(r.get("confidence") or 0) for r in relations]
        right += [j in found for j in range(len(relations))]
    place = np.minimum((np.array(sure) * _BINS).astype(int), _BINS - 1)
    bins = []
    for number in range(_BINS):
        inside = place == number
        if inside.any():
            mean, share = float(np.array(sure)[inside].mean()), float(np.array(right)[inside].mean())
            bins.append(Bin(number / _BINS, (number + 1) / _BINS, int(inside.sum()), round(mean, 3), round(share, 3)))
    return tuple(bins)


def calibration_error(bins: Sequence[Bin]) -> float:
    """The expected calibration error (Naeini, Cooper, Hauskrecht 2015): the mean gap between confidence and share of
    right ones, weighted by the number of relations."""
    total = sum(b.relations for b in bins)
    return round(sum(b.relations * abs(b.confidence - b.right) for b in bins) / total, 3) if total else 0.0
