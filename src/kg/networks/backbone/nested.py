"""The nested backbone: concepts leave one after another, each time the one that the network misses least."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from kg.networks.backbone.contributions import Sets
from kg.networks.backbone.losses import SETTINGS, Losses
from kg.networks.settings import Settings
from kg.networks.spectra import Loss
from kg.networks.statements import Ints, Statements

_EQUAL = 1e-12


@dataclass(frozen=True, slots=True)
class Round:
    """A concept that leaves the backbone; the loss of what is left of it, and of all that have left so far.

    `statements` are those that are left in the backbone.
    """

    round: int
    concept: str
    loss: float
    redundant_loss: float
    statements: int


def nested(statements: Statements, settings: Settings = SETTINGS, loss: Loss | None = None) -> tuple[Round, ...]:
    """All concepts in the order in which they leave; of those that are missed alike the last name goes first.

    As in docs/networks.md, and as the Discourse Network Analyzer does it; with `compat` those that are missed alike
    leave together, each with what is left if it alone goes (D18).
    """
    return tuple(_rounds(Losses.of(statements, settings, loss), together=settings.compat))


def _rounds(losses: Losses, *, together: bool) -> Iterator[Round]:
    left = np.ones(len(losses), bool)
    number = count(1)
    while left.any():
        held = left.copy()
        for concept in _missed_least(losses, held)[::-1][: None if together else 1]:
            left[concept] = False
            backbone = held.copy()
            backbone[concept] = False
            loss, redundant_loss = map(float, losses(np.array([backbone, ~left])))
            statements = int(losses.parts.statements[backbone].sum())
            yield Round(next(number), losses.parts.concepts[concept], loss, redundant_loss, statements)


def _missed_least(losses: Losses, left: Sets) -> Ints:
    """The concepts without which the loss is smallest, in the order of their names."""
    candidates = np.flatnonzero(left)
    sets = np.repeat(left[None], len(candidates), axis=0)
    sets[np.arange(len(candidates)), candidates] = False
    found = losses(sets)
    return np.asarray(candidates[found <= found.min() + _EQUAL])
