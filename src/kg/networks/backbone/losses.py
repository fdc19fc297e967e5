"""How much a network loses if only some concepts are left, and how a loss is weighed against their number."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from kg.errors import UsageError
from kg.networks.backbone.contributions import Contributions, Sets
from kg.networks.counted import Floats
from kg.networks.settings import Settings
from kg.networks.spectra import LOSSES, Loss, described, distance
from kg.networks.statements import Ints, Statements

SETTINGS = Settings(mode="one", aggregation="subtract", normalisation="average", duplicates="document")
_CELLS = 1 << 21  # of networks that are in memory at once


@dataclass(frozen=True, slots=True)
class Losses:
    """Compares the networks of sets of concepts with that of all of them."""

    parts: Contributions
    kind: Loss
    whole: Floats

    @classmethod
    def of(cls, statements: Statements, settings: Settings = SETTINGS, kind: Loss | None = None) -> Self:
        """Of some statements; the loss is `euclidean`, with `compat` that of DNA. UsageError where it is none."""
        chosen = kind or ("degree_l1" if settings.compat else "euclidean")
        if chosen not in LOSSES:
            raise UsageError(f"there is no loss {chosen}", chosen, f"Choose {', '.join(LOSSES)}.")
        parts = Contributions.of(statements, settings)
        everything = np.ones((1, len(parts.concepts)), bool)
        return cls(parts, chosen, described(parts.networks(everything)[0], chosen))

    def __len__(self) -> int:
        return len(self.parts.concepts)

    def __call__(self, sets: Sets) -> Floats:
        """The loss of each set of concepts."""
        batch = max(1, _CELLS // len(self.parts.names) ** 2)
        return np.concatenate([self._losses(sets[n : n + batch]) for n in range(0, len(sets), batch)])

    def _losses(self, sets: Sets) -> Floats:
        return distance(described(self.parts.networks(sets), self.kind), self.whole, self.kind)

    def named(self, chosen: Sets) -> tuple[str, ...]:
        """The concepts of one set."""
        return tuple(self.parts.concepts[n] for n in np.flatnonzero(chosen))


def weighed(loss: Floats, sizes: Ints, concepts: int, penalty: float) -> Floats:
    """Losses times exp(-penalty · share of the concepts left out): the higher the penalty, the smaller the best set."""
    return np.asarray(loss * np.exp(-penalty * (concepts - sizes) / concepts))
