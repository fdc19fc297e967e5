"""Shares of samples with 95 % intervals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, sqrt

import numpy as np

Z = 1.959963984540054  # the 97.5 % point of the normal distribution
_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with the ends of its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Counted:
    """What was found in one stratum: units in all, units judged, and those of them that are right."""

    size: int
    judged: int
    right: int


def wilson(share: float, number: float) -> Estimate:
    """A share of `number` judged units with the score interval (Wilson 1927, J. Am. Stat. Assoc. 22:209-212).

    >>> found = wilson(0.8, 10)
    >>> f"{found.low:.3f} {found.high:.3f}"
    '0.490 0.943'
    """
    middle = (share + Z**2 / (2 * number)) / (1 + Z**2 / number)
    half = Z / (1 + Z**2 / number) * sqrt(share * (1 - share) / number + Z**2 / (4 * number**2))
    low, high = max(middle - half, 0.0), min(middle + half, 1.0)
    return Estimate(share, low if share else 0.0, high if share < 1 else 1.0)


def stratified(strata: Sequence[Counted]) -> Estimate:
    """The share of right units over all strata (Cochran 1977, Sampling Techniques, 5.10) with a score interval.

    p = Σ W p_h, with W = N_h / N and p_h the share in stratum h; strata of which nothing was judged are left out of N.
    v = Σ W² (1 - n_h / N_h) p_h (1 - p_h) / (n_h - 1). A stratum of which one unit was judged says nothing of its
    spread: it takes p (1 - p) of all. The interval is that of Wilson for the effective number p (1 - p) / v, as in
    Korn and Graubard (1998); where v is 0 although not everything was judged, for the number judged.
    """
    judged = [one for one in strata if one.judged]
    total = sum(one.size for one in judged)
    share = sum(one.size / total * one.right / one.judged for one in judged)
    if all(one.judged == one.size for one in judged):
        return Estimate(share, share, share)
    variance = sum((one.size / total) ** 2 * _variance(one, share) for one in judged)
    number = share * (1 - share) / variance if variance else sum(one.judged for one in judged)
    return wilson(min(share, 1.0), number)


def _variance(one: Counted, share: float) -> float:
    own = one.right / one.judged if one.judged > 1 else share
    return (1 - one.judged / one.size) * own * (1 - own) / max(one.judged - 1, 1)


def ratio(
    above: Sequence[float], below: Sequence[float], weights: Sequence[float], clusters: Sequence[str], seed: int
) -> Estimate | None:
    """Σ weight × above / Σ weight × below, with the percentile bootstrap over clusters (Efron 1979), by `seed`.

    None where there is nothing below. A draw with nothing below is left out. Of one cluster nothing is known of the
    spread: the interval is 0 to 1.
    """
    sums: dict[str, list[float]] = {}
    for high, low, weight, cluster in zip(above, below, weights, clusters, strict=True):
        entry = sums.setdefault(cluster, [0.0, 0.0])
        entry[0] += weight * high
        entry[1] += weight * low
    table = np.array([sums[name] for name in sorted(sums)]).reshape(-1, 2)
    if table[:, 1].sum() == 0:
        return None
    value = float(table[:, 0].sum() / table[:, 1].sum())
    if len(table) == 1:
        return Estimate(value, 0.0, 1.0)
    times = np.random.default_rng(seed).multinomial(len(table), [1 / len(table)] * len(table), size=_DRAWS)
    drawn = times @ table
    shares = drawn[drawn[:, 1] > 0]
    low, high = np.percentile(shares[:, 0] / shares[:, 1], [2.5, 97.5])
    return Estimate(value, float(low), float(high))


def corrected(count: int, precision: Estimate, recall: Estimate) -> Estimate:
    """How many there are where so many were found: count × precision / recall.

    As Rogan and Gladen (1978) correct a prevalence, for what is counted among no fixed number. The interval is that of
    a ratio of two independent estimates by their own intervals (MOVER-R: Newcombe 2016, Stat. Methods Med. Res.
    25:1774-1778); its upper end is infinite where the recall may be 0.
    """
    p, r = precision.value, recall.value
    if r == 0:
        return Estimate(inf if p else 0.0, 0.0, inf)
    below = precision.low * (2 * p - precision.low)
    root = sqrt(max((p * r) ** 2 - below * recall.high * (2 * r - recall.high), 0.0))
    low = below / (p * r + root) if below else 0.0
    above = precision.high * (2 * p - precision.high)
    bottom = recall.low * (2 * r - recall.low)
    root = sqrt(max((p * r) ** 2 - above * bottom, 0.0))
    high = (p * r + root) / bottom if bottom else inf
    return Estimate(count * p / r, count * low, count * high)


def weights_of(sizes: Mapping[str, int], judged: Mapping[str, int]) -> dict[str, float]:
    """For how many units a judged one stands, by stratum."""
    return {name: sizes[name] / number for name, number in judged.items() if number}
