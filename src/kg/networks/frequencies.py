"""How often each value of a variable occurs at each level: the table of a bar plot."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from kg.networks.counted import Counting, Floats
from kg.networks.selected import select
from kg.networks.settings import Settings
from kg.networks.statements import Statements


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Values by levels."""

    values: tuple[str, ...]
    levels: tuple[Any, ...]
    counts: Floats


def frequencies(statements: Statements, settings: Settings) -> Frequencies:
    """The counts of the values of `rows`; duplicates compare them and the qualifier alone.

    The levels of a boolean are 0 and 1, of numbers those that are left after selection, without a qualifier one.
    """
    alone = replace(settings, columns=settings.rows, mode="two", aggregation="combine")
    selection = select(statements, alone)
    counts = Counting(replace(selection, pool=selection.kept), alone).counts(selection.kept)
    found = np.zeros((len(counts.rows), len(counts.levels)))
    np.add.at(found, (counts.row, counts.level), counts.weight)
    return Frequencies(counts.rows, counts.levels, found)
