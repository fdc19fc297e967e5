"""How well coders agree: Krippendorff's α, κ, percentage agreement, and on what they disagree."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Level = Literal["nominal", "ordinal"]
Floats = NDArray[np.float64]
_DRAWS, _SEED = 1000, 20221221


@dataclass(frozen=True, slots=True)
class Codings:
    """What coders say of units in one variable: `codes[c, u]` is the place in `values`, -1 where there is none.

    Of ordinal values the order is that of `values`.
    """

    variable: str
    coders: tuple[str, ...]
    values: tuple[str, ...]
    codes: NDArray[np.int64]

    @classmethod
    def of(cls, variable: str, said: Mapping[tuple[str, str], str], values: Sequence[str] | None = None) -> "Codings":
        """From the value that a coder gives a unit: {(unit, coder): value}; sorted unless `values` has an order."""
        known = tuple(values) if values is not None else tuple(sorted(set(said.values())))
        units, coders = ({key[n]: None for key in sorted(said)} for n in (0, 1))
        names = tuple(sorted(coders))
        places = {unit: n for n, unit in enumerate(units)}
        codes = np.full((len(names), len(places)), -1, dtype=np.int64)
        for (unit, coder), value in said.items():
            codes[names.index(coder), places[unit]] = known.index(value)
        return cls(variable, names, known, codes)

    @property
    def counts(self) -> Floats:
        """How many coders give each unit each value (units, values), of units that two or more coders judged."""
        counts = _counted(self.codes, len(self.values))
        judged: Floats = counts[counts.sum(1) >= 2]
        return judged

    @property
    def complete(self) -> NDArray[np.int64]:
        """The codes of units that all coders judged."""
        return self.codes[:, (self.codes >= 0).all(0)]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of a variable. `kappa` is Cohen's for two coders, Fleiss' for more, on units that all judged.

    A figure is None where it is not defined: no unit has two codes, or only one value occurs.
    """

    variable: str
    coders: int
    units: int
    share: float | None
    alpha: float | None
    alpha_interval: tuple[float, float] | None
    kappa: float | None
    kappa_interval: tuple[float, float] | None
    confused: tuple[tuple[str, str, int], ...]


def agreement(codings: Codings, level: Level = "nominal", most: int = 5) -> Agreement:
    """All figures; intervals are 95 %, percentile bootstrap over units (Efron 1979), the same at every run."""
    counts, complete, values = codings.counts, codings.complete, len(codings.values)
    ones = np.ones(len(counts))

    def kappa_of(weights: Floats) -> float | None:
        if len(complete) == 2:
            return cohen(complete[0], complete[1], values, weights)
        return fleiss(_counted(complete, values), weights)

    return Agreement(
        codings.variable, len(codings.coders), len(counts), _share(counts), alpha(counts, level, ones),
        _interval(lambda w: alpha(counts, level, w), len(counts)),
        kappa_of(np.ones(complete.shape[1])), _interval(kappa_of, complete.shape[1]),
        _confused(codings, most),
    )  # fmt: skip


def _counted(codes: NDArray[np.int64], values: int) -> Floats:
    found: Floats = (codes[:, :, None] == np.arange(values)).sum(0).astype(float)
    return found


def alpha(counts: Floats, level: Level, weights: Floats) -> float | None:
    """Krippendorff's α = 1 - D_o / D_e (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability).

    `counts` says how many coders give each unit each value; `weights` how often a unit counts.
    """
    of_unit = counts.sum(1)
    per = weights / np.maximum(of_unit - 1, 1) * (of_unit >= 2)
    coincidences = (counts.T * per) @ counts - np.diag(per @ counts)
    totals = coincidences.sum(1)
    distances = _distances(totals, level)
    expected = totals @ distances @ totals
    if expected <= 0:
        return None
    return float(1 - (totals.sum() - 1) * (coincidences * distances).sum() / expected)


def _distances(totals: Floats, level: Level) -> Floats:
    if level == "nominal":
        return 1 - np.eye(len(totals))
    below = np.concatenate([[0.0], np.cumsum(totals)])
    middles = (below[:-1] + below[1:]) / 2  # what lies between two values, with half of each
    return np.asarray((middles[:, None] - middles[None, :]) ** 2)


def cohen(first: NDArray[np.int64], second: NDArray[np.int64], values: int, weights: Floats) -> float | None:
    """Cohen's κ of two coders (Cohen 1960, Educ. Psychol. Meas. 20:37-46)."""
    table = np.zeros((values, values))
    np.add.at(table, (first, second), weights)
    return _above_chance(table.trace(), float(table.sum(1) @ table.sum(0)), table.sum())


def _above_chance(same: float, expected: float, total: float) -> float | None:
    if total == 0 or expected == total**2:
        return None
    chance = expected / total**2
    return float((same / total - chance) / (1 - chance))


def fleiss(counts: Floats, weights: Floats) -> float | None:
    """Fleiss' κ of coders who all judged every unit (Fleiss 1971, Psychol. Bull. 76:378-382)."""
    coders = counts.sum(1).max(initial=0)
    if coders < 2:
        return None
    same = ((counts**2).sum(1) - coders) / (coders * (coders - 1))
    totals = weights @ counts
    number = weights.sum()
    return _above_chance(float(weights @ same), float(totals @ totals) / coders**2, float(number))


def _share(counts: Floats) -> float | None:
    """The share of pairs of codes of one unit that are equal."""
    pairs = (counts.sum(1) * (counts.sum(1) - 1)).sum()
    return float((counts * (counts - 1)).sum() / pairs) if pairs else None


def _interval(figure: Callable[[Floats], float | None], units: int) -> tuple[float, float] | None:
    if units < 2:
        return None
    drawn = np.random.default_rng(_SEED).multinomial(units, [1 / units] * units, size=_DRAWS)
    found = [value for row in drawn if (value := figure(row.astype(float))) is not None]
    if not found:
        return None
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def _confused(codings: Codings, most: int) -> tuple[tuple[str, str, int], ...]:
    """The values that are most often given to one unit by two coders, whoever gives which; with their number."""
    pairs: Counter[tuple[int, int]] = Counter()
    for first, second in combinations(codings.codes, 2):
        both = (first >= 0) & (second >= 0) & (first != second)
        pairs.update((min(p), max(p)) for p in zip(first[both].tolist(), second[both].tolist(), strict=True))
    ranked = sorted(pairs.items(), key=lambda item: (-item[1], item[0]))[:most]
    return tuple((codings.values[a], codings.values[b], number) for (a, b), number in ranked)
