"""Who agrees and who disagrees with whom: the two networks that camps are found in."""

from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from kg.errors import UsageError
from kg.networks.counted import Counting, Floats
from kg.networks.matrices import matrix
from kg.networks.selected import select
from kg.networks.settings import Settings
from kg.networks.statements import Ints, Statements

SETTINGS = Settings(mode="one", aggregation="congruence", normalisation="average")


@dataclass(frozen=True, slots=True)
class Opposition:
    """Congruence and conflict of the same actors, both symmetric, without a diagonal."""

    names: tuple[str, ...]
    congruence: Floats
    conflict: Floats

    @classmethod
    def of(cls, statements: Statements, settings: Settings = SETTINGS) -> Self:
        """The two one-mode networks of some statements, whatever aggregation the settings name."""
        selection = select(statements, aggregated(settings, "congruence"))
        counts = Counting(selection, settings).counts(selection.kept)
        found = [matrix(counts, aggregated(settings, kind)) for kind in ("congruence", "conflict")]
        return cls.dense(counts.rows, *found)

    @classmethod
    def dense(cls, names: tuple[str, ...], congruence: Any, conflict: Any) -> Self:
        """Of two sparse matrices."""
        found = [one.toarray().astype(float) for one in (congruence, conflict)]
        for one in found:
            np.fill_diagonal(one, 0.0)
        return cls(names, *found)

    def __len__(self) -> int:
        return len(self.names)

    @property
    def total(self) -> float:
        """All cells of both."""
        return float(self.congruence.sum() + self.conflict.sum())

    def take(self, actors: Ints) -> Self:
        """Some of the actors."""
        names = tuple(self.names[n] for n in actors)
        cells = np.ix_(actors, actors)
        return replace(self, names=names, congruence=self.congruence[cells], conflict=self.conflict[cells])


def aggregated(settings: Settings, kind: Any) -> Settings:
    """The settings of one of the two networks. UsageError for networks that are not one-mode."""
    if settings.mode != "one":
        raise UsageError("camps are found in one-mode networks alone", settings.mode, "Choose the mode one.")
    return replace(settings, aggregation=kind)
