"""Clusters around centres: k-means, medoids, and k-means on the spectrum."""

import numpy as np
from scipy.cluster.vq import ClusterError, kmeans2

from kg.errors import UsageError
from kg.networks.clusters.material import Material, Method, numbered, wanted
from kg.networks.counted import Floats
from kg.networks.statements import Ints

_STARTS, _ROUNDS = 25, 100


def kmeans(points: Floats, k: int, seed: int = 0) -> Ints:
    """The best of 25 starts by the squares within clusters. UsageError where fewer than k points differ.

    Lloyd (1982), Least squares quantization in PCM, IEEE Transactions on Information Theory 28(2); first centres by
    Arthur and Vassilvitskii (2007), k-means++: the advantages of careful seeding, SODA.
    """
    if len(np.unique(points, axis=0)) < k:
        raise UsageError(f"fewer than {k} nodes differ", "kmeans", "Ask for fewer clusters.")
    found: list[tuple[float, list[int]]] = []
    for rng in np.random.default_rng(seed).spawn(_STARTS):
        try:
            centres, labels = kmeans2(points, k, iter=_ROUNDS, minit="++", missing="raise", rng=rng)
        except ClusterError:
            continue
        found.append((round(float(((points - centres[labels]) ** 2).sum()), 12), numbered(labels).tolist()))
    if not found:
        raise UsageError(f"no start gave {k} clusters", "kmeans", "Ask for fewer clusters.")
    return np.array(min(found)[1], np.int64)


def medoids(apart: Floats, k: int) -> Ints:
    """The nodes in whose middle the others lie nearest: first chosen one by one, then exchanged while that helps.

    Kaufman and Rousseeuw (1990), Finding groups in data, chapter 2: partitioning around medoids.
    """
    chosen = [int(apart.sum(axis=0).argmin())]
    while len(chosen) < k:
        near = apart[:, chosen].min(axis=1)
        gain = np.maximum(near[:, None] - apart, 0).sum(axis=0)
        gain[chosen] = -1
        chosen.append(int(gain.argmax()))
    while (better := _exchanged(apart, chosen)) is not None:
        chosen = better
    return np.array(sorted(chosen), np.int64)


def pam(apart: Floats, k: int) -> Ints:
    """Each node with the nearest of k medoids, of Kaufman and Rousseeuw (1990)."""
    return numbered(apart[:, medoids(apart, k)].argmin(axis=1))


def _exchanged(apart: Floats, chosen: list[int]) -> list[int] | None:
    """The medoids after the exchange that helps most, or none."""
    cost, best = apart[:, chosen].min(axis=1).sum() - 1e-12, None
    for place in range(len(chosen)):
        kept = chosen[:place] + chosen[place + 1 :]
        near = apart[:, kept].min(axis=1, initial=np.inf)
        costs = np.minimum(near[:, None], apart).sum(axis=0)
        costs[kept] = np.inf
        if costs.min() < cost:
            cost, best = costs.min() - 1e-12, [*kept, int(costs.argmin())]
    return best


def spectral(apart: Floats, k: int, seed: int = 0) -> Ints:
    """k-means on the eigenvectors of the k smallest eigenvalues of the symmetric normalised Laplacian.

    The affinity of two nodes is exp(-d² / 2). Von Luxburg (2007), A tutorial on spectral clustering, Statistics and
    Computing 17(4); rows are not brought to one length.
    """
    affinity = np.exp(-(apart**2) / 2)
    np.fill_diagonal(affinity, 0)
    scale = 1 / np.sqrt(np.maximum(affinity.sum(axis=1), np.finfo(float).tiny))
    _, vectors = np.linalg.eigh(np.eye(len(apart)) - scale[:, None] * affinity * scale)
    return kmeans(vectors[:, :k], k, seed)


def _kmeans(found: Material, k: int | None, seed: int) -> Ints:
    return kmeans(found.apart(), wanted(k, len(found.names)), seed)


def _pam(found: Material, k: int | None, seed: int) -> Ints:
    return pam(found.apart(), wanted(k, len(found.names)))


def _spectral(found: Material, k: int | None, seed: int) -> Ints:
    return spectral(found.apart(), wanted(k, len(found.names)), seed)


METHODS: tuple[Method, ...] = (
    Method("kmeans", "given", _kmeans, random=True),
    Method("pam", "given", _pam),
    Method("spectral", "given", _spectral, random=True),
)
