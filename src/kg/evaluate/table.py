"""Scores as rows, with intervals from the bootstrap over documents."""

from collections.abc import Sequence

from kg.evaluate.figures import Count, figures
from kg.evaluate.scores import ACCURACIES, F1_SCORES, Scores


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
    counted = [{name: _count(*scores.counts[name]) for name in F1_SCORES} for scores in documents]
    return {f.score: f.interval for f in figures(counted) if f.interval is not None}


def _count(right: int, gold: int, predicted: int) -> Count:
    return float(right), float(predicted), float(right), float(gold)
