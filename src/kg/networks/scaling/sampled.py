"""Ideal points by sampling: where actors stand so that their answers are likely."""

from dataclasses import dataclass

import numpy as np
from scipy.special import log_ndtr, ndtri_exp

from kg.errors import UsageError
from kg.networks.counted import Floats
from kg.networks.scaling.closed import signed_scale
from kg.networks.scaling.responses import Responses
from kg.networks.statements import Ints


@dataclass(frozen=True, slots=True)
class Sampling:
    """How long chains run, and what is believed before: abilities have variance 1, the rest `variance`."""

    draws: int = 2000
    burn_in: int = 1000
    thin: int = 2
    chains: int = 4
    variance: float = 4.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Estimate:
    """Means of draws, and the ends of intervals that hold 95 % of them."""

    mean: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Points:
    """Ability of actors and discrimination of concepts, by dimensions; difficulty of concepts.

    `rhat` is the largest potential scale reduction of abilities; above 1.1 chains have to run longer.
    """

    ability: Estimate
    discrimination: Estimate
    difficulty: Estimate
    rhat: float


def ideal_points(
    found: Responses, dimensions: int = 1, sampling: Sampling | None = None, anchors: tuple[str, str] | None = None
) -> Points:
    """Gibbs sampling of a probit model: the chance of support is Φ(discrimination · ability - difficulty).

    Albert and Chib (1993), Bayesian analysis of binary and polychotomous response data, JASA 88, 422; Clinton, Jackman
    and Rivers (2004), The statistical analysis of roll call data, APSR 98(2). Ordinal answers have a second threshold a
    concept, its distance from the first exponential with mean 1. Draws in one dimension are mirrored so that the
    second of the anchors lies above the first; by default those farthest apart on the signed scale. In two they are
    first turned towards that scale, as in Hoff, Raftery and Handcock (2002), Latent space approaches to social network
    analysis, JASA 97. A seed repeats the draws. UsageError where an anchor is no actor, or dimensions are not 1 or 2.
    """
    if dimensions not in (1, 2):
        raise UsageError(f"there are no {dimensions} dimensions", "scaling", "Choose 1 or 2.")
    asked = Sampling() if sampling is None else sampling
    target = signed_scale(found, dimensions).rows
    target = np.pad(target, ((0, 0), (0, dimensions - target.shape[1])))
    low, high = _anchors(found, target, anchors)
    kept = [_aligned(*one, target, low, high) for one in _draws(found, dimensions, asked)]
    ability, slope, hard = (np.stack(parts, axis=1) for parts in zip(*kept, strict=True))
    return Points(_estimate(ability), _estimate(slope), _estimate(hard), _rhat(ability))


def _anchors(found: Responses, target: Floats, anchors: tuple[str, str] | None) -> tuple[int, int]:
    if anchors is None:
        return int(target[:, 0].argmin()), int(target[:, 0].argmax())
    for name in anchors:
        if name not in found.rows:
            raise UsageError(f"{name} has no answers", name, "Name two actors that have some.")
    return found.rows.index(anchors[0]), found.rows.index(anchors[1])


def _draws(found: Responses, dimensions: int, asked: Sampling) -> list[tuple[Floats, Floats, Floats]]:
    """Abilities, discriminations and difficulties of the rounds that are kept, all chains at once."""
    rng = np.random.default_rng(asked.seed)
    actors, concepts = found.answers.shape
    known = found.known
    ability = rng.standard_normal((asked.chains, actors, dimensions))
    terms = rng.standard_normal((asked.chains, concepts, dimensions + 1)) * 0.1  # difficulty first
    gap = np.ones((asked.chains, concepts))
    kept = []
    for n in range(asked.burn_in + asked.draws):
        mean = ability @ terms[:, :, 1:].swapaxes(1, 2) - terms[:, None, :, 0]
        latent = _latent(rng, mean, found, gap)
        if found.levels > 2:
            gap = _gap(rng, latent, found.answers)
        above = latent + terms[:, None, :, 0]
        ability = _regressed(rng, terms[:, :, 1:], above, known, 1.0)
        design = np.concatenate([-np.ones((*ability.shape[:2], 1)), ability], axis=2)
        terms = _regressed(rng, design, latent.swapaxes(1, 2), known.T, asked.variance)
        if n >= asked.burn_in and (n - asked.burn_in) % asked.thin == 0:
            kept.append((ability, terms[:, :, 1:], terms[:, :, :1]))
    return kept


def _latent(rng: np.random.Generator, mean: Floats, found: Responses, gap: Floats) -> Floats:
    """What lies behind the answers: normal around the mean, between the thresholds of the answer."""
    answers = found.answers
    gaps = gap[:, None, :]
    low = np.where(answers <= 0, -np.inf, np.where(answers == 1, 0.0, gaps))
    high = np.where(answers == 0, 0.0, np.where((answers == 1) & (found.levels > 2), gaps, np.inf))
    return mean + _truncated(rng, low - mean, high - mean)


def _truncated(rng: np.random.Generator, low: Floats, high: Floats) -> Floats:
    """Standard normal between two ends, by the inverse of the distribution, on the side where its tail is exact."""
    mirrored = low > 0
    a, b = np.where(mirrored, -high, low), np.where(mirrored, -low, high)
    below, above = log_ndtr(a), log_ndtr(b)
    share = rng.uniform(np.finfo(float).tiny, 1.0, low.shape)
    drawn = np.clip(ndtri_exp(above + np.log(share + (1 - share) * np.exp(below - above))), a, b)
    return np.asarray(np.where(mirrored, -drawn, drawn))


def _gap(rng: np.random.Generator, latent: Floats, answers: Ints) -> Floats:
    """The second threshold, exponential between the largest value in between and the smallest of support."""
    low = np.where(answers == 1, latent, 0.0).max(axis=1)
    high = np.where(answers == 2, latent, np.inf).min(axis=1)
    share = rng.uniform(size=low.shape)
    return np.asarray(low - np.log1p(share * np.expm1(low - high)))


def _regressed(rng: np.random.Generator, design: Floats, wanted: Floats, known: Floats, variance: float) -> Floats:
    """A draw of the coefficients of each row of what is wanted, on the same design, where it is known."""
    size = design.shape[2]
    precision = np.einsum("ij,cjd,cje->cide", known, design, design) + np.eye(size) / variance
    pull = np.einsum("ij,cjd,cij->cid", known, design, wanted)
    root = np.linalg.cholesky(precision)
    noise = rng.standard_normal(pull.shape)
    mean = np.linalg.solve(precision, pull[..., None])[..., 0]
    return mean + np.linalg.solve(root.swapaxes(2, 3), noise[..., None])[..., 0]


def _aligned(
    ability: Floats, slope: Floats, hard: Floats, target: Floats, low: int, high: int
) -> tuple[Floats, Floats, Floats]:
    """The same draw, turned towards the target in two dimensions, with the second anchor above the first."""
    if ability.shape[2] > 1:
        left, _, right = np.linalg.svd(ability.swapaxes(1, 2) @ target)
        turn = left @ right
        ability, slope = ability @ turn, slope @ turn
    sign = np.where(ability[:, high, :1] < ability[:, low, :1], -1.0, 1.0)[:, None, :]
    if ability.shape[2] > 1:
        sign = np.concatenate([sign, np.ones_like(sign)], axis=2)
    return ability * sign, slope * sign, hard


def _estimate(draws: Floats) -> Estimate:
    """Over chains and rounds, the first two axes."""
    flat = draws.reshape(-1, *draws.shape[2:])
    low, high = np.quantile(flat, (0.025, 0.975), axis=0)
    return Estimate(flat.mean(axis=0), low, high)


def _rhat(draws: Floats) -> float:
    """Gelman and Rubin (1992), Inference from iterative simulation using multiple sequences, Statistical Science 7."""
    rounds = draws.shape[1]
    if draws.shape[0] < 2 or rounds < 2:
        return float("nan")
    within = draws.var(axis=1, ddof=1).mean(axis=0)
    between = draws.mean(axis=1).var(axis=0, ddof=1)
    return float(np.sqrt((rounds - 1) / rounds + between / within).max())
