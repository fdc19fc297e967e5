"""Scores as rows, with intervals from the bootstrap over documents."""

from collections.abc import Sequence

import numpy as np

from kg.evaluate.scores import ACCURACIES, F1_SCORES, Scores

_SEED, _DRAWS = 20221221, 2000


def total(documents: Sequence[Scores]) -> Scores:
    """The counts of all documents together."""
    together = Scores()
    for scores in documents:
        together = together.plus(scores)
    return together


def as_rows(documents: Sequence[Scores]) -> dict[str, dict[str, float | int | None]]:
    """Name to figures, micro-averaged over documents and rounded to three decimals."""
    together = total(documents)
    rows: dict[str, dict[str, float | int | None]] = {}
    for name in F1_SCORES:
        _, gold, predicted = together.counts[name]
        figures = (together.precision(name), together.recall(name), together.f1(name))
        p, r, f1 = (round(figure, 3) for figure in figures)
        rows[name] = {"p": p, "r": r, "f1": f1, "gold": gold, "predicted": predicted}
    for name in ACCURACIES:
        share = together.accuracy(name)
        rows[name] = {"accuracy": None if share is None else round(share, 3), "of": together.counts[name][1]}
    return rows


def intervals(documents: Sequence[Scores]) -> dict[str, tuple[float, float]]:
    """The 95 % interval of each F1 score: percentile bootstrap over documents (Efron 1979), the same at every run."""
    if len(documents) < 2:
        return {}
    generator = np.random.default_rng(_SEED)
    drawn = generator.integers(0, len(documents), size=(_DRAWS, len(documents)))
    found = {}
    for name in F1_SCORES:
        counts = np.array([scores.counts[name] for scores in documents], dtype=float)
        right, gold, predicted = counts[drawn].sum(axis=1).T
        whole = gold + predicted
        f1 = np.where(whole > 0, 2 * right / np.where(whole > 0, whole, 1), 1.0)
        low, high = np.percentile(f1, [2.5, 97.5])
        found[name] = (round(float(low), 3), round(float(high), 3))
    return found
