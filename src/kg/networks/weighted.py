"""What a statement counts: its confidence, or a weight for a value that it has."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kg.errors import UsageError
from kg.networks.counted import Floats
from kg.networks.statements import Statements

CONFIDENCE = "confidence"
_REMEDY = "Write confidence, or a column, a value and a number of at least 0, such as modality=predicted:0.5."


def weighted(statements: Statements, weights: Sequence[str]) -> Statements:
    """Statements that count the product of `weights`: `confidence`, or `NAME=VALUE:NUMBER` for those with a value.

    UsageError where a weight cannot be read, or the statements have nothing of the name.
    """
    if not weights:
        return statements
    counted = np.ones(len(statements)) if statements.weights is None else statements.weights
    for one in weights:
        counted = counted * _factor(statements, one)
    return replace(statements, weights=counted)


def _factor(statements: Statements, spelled: str) -> Floats:
    if spelled == CONFIDENCE:
        if statements.confidence is None:
            raise UsageError("statements have no confidence", spelled, "Weigh them by the values of a column.")
        return statements.confidence
    name, value, number = _parts(spelled)
    column = statements.column(name)
    return np.where([str(one) == value for one in column.values], number, 1.0)[column.codes]


def _parts(spelled: str) -> tuple[str, str, float]:
    name, equals, rest = spelled.partition("=")
    value, _, number = rest.rpartition(":")
    try:
        found = float(number)
    except ValueError:
        found = -1.0
    if not equals or not 0 <= found < np.inf:
        raise UsageError(f"{spelled} is no weight", spelled, _REMEDY)
    return name, value, found
