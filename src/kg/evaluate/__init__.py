"""Evaluation: predictions against gold annotations."""

from kg.evaluate.scores import Scores, evaluate
from kg.evaluate.table import as_rows, intervals

__all__ = ["Scores", "as_rows", "evaluate", "intervals"]
