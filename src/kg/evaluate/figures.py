"""Counts by score and document, summed to precision, recall and F1 with intervals from the bootstrap over documents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Count = tuple[float, float, float, float]  # right among the predicted, predicted, found among the gold, gold
_SEED, _DRAWS = 20221221, 2000


@dataclass(frozen=True, slots=True)
class Figure:
    """One score of a set: shares between 0 and 1, the 95 % interval of F1, numbers of gold and predicted items."""

    score: str
    precision: float
    recall: float
    f1: float
    interval: tuple[float, float] | None
    gold: int
    predicted: int


def figures(
    documents: Sequence[Mapping[str, Count]], macro: Mapping[str, Sequence[str]] | None = None
) -> tuple[Figure, ...]:
    """The figures of all scores, sorted as first met; `macro` adds means over the F1 scores of classes.

    Intervals: percentile bootstrap over documents (Efron 1979), the same at every run.
    """
    names = tuple(dict.fromkeys(name for document in documents for name in document))
    table = np.array([[document.get(name, (0.0, 0.0, 0.0, 0.0)) for name in names] for document in documents])
    if not names:
        return ()
    weights = np.ones((1, len(documents)))
    if len(documents) > 1:
        drawn = np.random.default_rng(_SEED).integers(0, len(documents), size=(_DRAWS, len(documents)))
        counted = [np.bincount(row, minlength=len(documents)) for row in drawn]
        weights = np.concatenate([weights, np.array(counted, dtype=float)])
    totals = np.einsum("wd,dsc->wsc", weights, table)
    precision, recall, f1 = _shares(totals)
    found = [
        _figure(name, [part[:, place] for part in (precision, recall, f1)], totals[0, place, 3], totals[0, place, 1])
        for place, name in enumerate(names)
    ]
    for name, classes in (macro or {}).items():
        places = [names.index(one) for one in classes if one in names]
        means = [part[:, places].mean(1) for part in (precision, recall, f1)]
        found.append(_figure(name, means, *(totals[0, places, column].sum() for column in (3, 1))))
    return tuple(found)


def _figure(name: str, parts: Sequence[NDArray[np.float64]], gold: float, predicted: float) -> Figure:
    """Of precision, recall and F1 (draws) the first draw, which is of all documents, and the spread of the others."""
    precision, recall, f1 = (round(float(part[0]), 3) for part in parts)
    return Figure(name, precision, recall, f1, _interval(parts[2]), round(float(gold)), round(float(predicted)))


def _shares(totals: NDArray[np.float64]) -> tuple[NDArray[np.float64], ...]:
    """Precision, recall, F1 (draws, scores); 1 where there is nothing to find and nothing was found."""
    right, predicted, found, gold = np.moveaxis(totals, -1, 0)
    precision = np.where(predicted > 0, right / np.maximum(predicted, 1e-9), np.where(gold > 0, 0.0, 1.0))
    recall = np.where(gold > 0, found / np.maximum(gold, 1e-9), np.where(predicted > 0, 0.0, 1.0))
    both = precision + recall
    return precision, recall, np.where(both > 0, 2 * precision * recall / np.maximum(both, 1e-9), 0.0)


def _interval(values: NDArray[np.float64]) -> tuple[float, float] | None:
    if len(values) < 2:
        return None
    low, high = np.percentile(values[1:], [2.5, 97.5])
    return round(float(low), 3), round(float(high), 3)


def classified(gold: str, predicted: str) -> dict[str, Count]:
    """The counts of one item that belongs to a class and was given one."""
    counts: dict[str, Count] = {gold: (0.0, 0.0, float(gold == predicted), 1.0)}
    right, _, found, number = counts.get(predicted, (0.0, 0.0, 0.0, 0.0))
    counts[predicted] = (right + float(gold == predicted), 1.0, found, number)
    return counts


def added(first: Mapping[str, Count], second: Mapping[str, Count]) -> dict[str, Count]:
    """The counts of two items together."""
    names = dict.fromkeys((*first, *second))
    nought = (0.0, 0.0, 0.0, 0.0)
    pairs = ((name, first.get(name, nought), second.get(name, nought)) for name in names)
    return {name: (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3]) for name, a, b in pairs}
