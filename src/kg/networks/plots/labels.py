"""Places for labels beside their nodes, so that none covers another, or a node."""

from collections.abc import Iterator

import numpy as np

from kg.networks.counted import Floats

_RINGS = (0.0, 5.0, 12.0, 22.0, 36.0, 55.0, 80.0)  # points between a node and its label
_ANGLES = np.deg2rad([0, 180, 90, 270, 30, 150, 330, 210, 60, 120, 300, 240])
_GAP = 2.0  # points
_FAR, _CROSSED = 0.25, 3.0  # the cost of a point away from the node, and of a tie below the label


def place(nodes: Floats, radii: Floats, sizes: Floats, ties: Floats, bounds: tuple[float, float]) -> Floats:
    """The middle of the label of each of the first nodes, NaN where there is no room; the first choose first.

    All in points: `nodes` by x and y, their `radii`, the `sizes` of labels (width, height; of as many nodes as have
    one), `ties` as rows of x, y, x, y, and the width and height of the whole.
    """
    found = np.full((len(sizes), 2), np.nan)
    taken = np.zeros((0, 4))
    discs = np.column_stack([nodes - radii[:, None], nodes + radii[:, None]])
    for n, size in enumerate(sizes):
        best, cost = None, np.inf
        for middle, away in _candidates(nodes[n], radii[n], size):
            box = np.concatenate([middle - size / 2 - 1, middle + size / 2 + 1])
            if away * _FAR >= cost or not _inside(box, bounds) or _meets(box, taken) or _meets(box, discs):
                continue
            now = away * _FAR + _CROSSED * _crossing(box, ties)
            if now < cost:
                best, cost = (middle, box), now
        if best is not None:
            found[n], taken = best[0], np.vstack([taken, best[1]])
    return found


def _candidates(node: Floats, radius: float, size: Floats) -> Iterator[tuple[Floats, float]]:
    for ring in _RINGS:
        for angle in _ANGLES:
            towards = np.array([np.cos(angle), np.sin(angle)]).round(9)
            reach = radius + _GAP + ring
            yield node + towards * reach + np.sign(towards) * np.minimum(abs(towards) * 2, 1) * size / 2, ring


def _inside(box: Floats, bounds: tuple[float, float]) -> bool:
    return bool((box[:2] >= 0).all() and box[2] <= bounds[0] and box[3] <= bounds[1])


def _meets(box: Floats, others: Floats) -> bool:
    apart = (others[:, :2] >= box[2:]) | (others[:, 2:] <= box[:2])
    return bool((~apart.any(axis=1)).any())


def _crossing(box: Floats, ties: Floats) -> int:
    """How many ties go through a box (Liang and Barsky 1984)."""
    if not len(ties):
        return 0
    start, along = ties[:, :2], ties[:, 2:] - ties[:, :2]
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = (box[:2] - start) / along, (box[2:] - start) / along
    still = along == 0
    within = (start >= box[:2]) & (start <= box[2:])
    low = np.where(still, np.where(within, -np.inf, np.inf), low)
    high = np.where(still, np.where(within, np.inf, -np.inf), high)
    enter = np.minimum(low, high).max(axis=1)
    leave = np.maximum(low, high).min(axis=1)
    blocked = (still & ~within).any(axis=1)
    return int(((np.maximum(enter, 0) <= np.minimum(leave, 1)) & ~blocked).sum())
