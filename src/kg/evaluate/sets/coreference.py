"""Coreference by the measures of the CoNLL 2012 shared task: MUC, B³, CEAF-e and their mean."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

from kg.evaluate.figures import Count

Mention = tuple[int, int]
Cluster = frozenset[Mention]


def scored(gold: Mapping[str, Any], predicted: Mapping[str, Any]) -> dict[str, Count]:
    """Counts of one document: MUC (Vilain 1995), B³ (Bagga and Baldwin 1998), CEAF-e (Luo 2005). Clusters of one
    mention do not count."""
    truth, guess = _clusters(gold["mentions"]), _clusters(predicted["mentions"])
    found, wanted = _links(truth, guess)
    right, given = _links(guess, truth)
    together = _similar(truth, guess)
    return {
        "MUC": (right, given, found, wanted),
        "B3": (*_by_mention(guess, truth), *_by_mention(truth, guess)),
        "CEAF-e": (together, float(len(guess)), together, float(len(truth))),
        "mentions": _mentions(truth, guess),
    }


def _clusters(mentions: Sequence[Mapping[str, Any]]) -> list[Cluster]:
    found: dict[object, set[Mention]] = defaultdict(set)
    for mention in mentions:
        found[mention["cluster"]].add((mention["start"], mention["end"]))
    return [frozenset(cluster) for cluster in found.values() if len(cluster) > 1]


def _links(clusters: list[Cluster], others: list[Cluster]) -> tuple[float, float]:
    """Links of clusters that others have too, and all links."""
    of = {mention: number for number, cluster in enumerate(others) for mention in cluster}
    kept = all_links = 0
    for cluster in clusters:
        parts = {of[m] for m in cluster if m in of}
        alone = sum(m not in of for m in cluster)
        kept += len(cluster) - len(parts) - alone
        all_links += len(cluster) - 1
    return float(kept), float(all_links)


def _by_mention(clusters: list[Cluster], others: list[Cluster]) -> tuple[float, float]:
    """Sum over mentions of the share of their cluster that the others have with them, and the number of mentions."""
    of = {mention: cluster for cluster in others for mention in cluster}
    total = 0.0
    for cluster in clusters:
        total += sum(len(cluster & of[mention]) for mention in cluster if mention in of) / len(cluster)
    return total, float(sum(map(len, clusters)))


def _similar(truth: list[Cluster], guess: list[Cluster]) -> float:
    """The best one-to-one alignment of clusters by the share of mentions in common."""
    if not truth or not guess:
        return 0.0
    table = np.array([[2 * len(a & b) / (len(a) + len(b)) for b in guess] for a in truth])
    rows, columns = linear_sum_assignment(-table)
    return float(table[rows, columns].sum())


def _mentions(truth: list[Cluster], guess: list[Cluster]) -> Count:
    wanted, given = {m for c in truth for m in c}, {m for c in guess for m in c}
    both = float(len(wanted & given))
    return both, float(len(given)), both, float(len(wanted))
