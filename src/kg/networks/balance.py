"""Structural balance: whether friends of friends are friends, and enemies of enemies too."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from kg.errors import UsageError
from kg.networks.counted import Floats
from kg.networks.polarisation import Opposition, Search, polarise

_SAME = 1e-12
_SEARCH = Search()


@dataclass(frozen=True, slots=True)
class Balance:
    """How many sets of three actors have all three ties, and of how many the product of the signs is positive."""

    triads: int
    balanced: int

    @property
    def share(self) -> float:
        """From 0 to 1; 0 without triads."""
        return self.balanced / self.triads if self.triads else 0.0


@dataclass(frozen=True, slots=True)
class Frustration:
    """The ties that must change for balance, as a number and in parts of all, and the two groups that need no more.

    Groups are numbered 0 and 1; the second one is empty where all ties that count are positive.
    """

    ties: float
    share: float
    groups: tuple[int, ...]


def balance(network: Any) -> Balance:
    """The balance of the triads of a signed network, which is symmetric; ties of zero are none.

    Cartwright, D. and Harary, F. (1956), Structural balance: a generalization of Heider's theory, Psychological Review
    63(5). UsageError for a network that is not symmetric.
    """
    signs = sparse.csr_array(np.sign(_symmetric(network)))
    ties = abs(signs)
    triads = round(float(((ties @ ties) * ties).sum()) / 6)
    surplus = round(float(((signs @ signs) * signs).sum()) / 6)  # of the balanced
    return Balance(triads, (triads + surplus) // 2)


def frustration(network: Any, *, weighted: bool = False, search: Search = _SEARCH) -> Frustration:
    """The fewest ties that stand against two groups: negative inside, positive between; or the least of their weight.

    Harary, F. (1959), On the measurement of structural balance, Behavioral Science 4(4), calls it the line index. It is
    exact where the search is, else not less than the true one. UsageError for a network that is not symmetric.
    """
    signed = _symmetric(network)
    signed = signed if weighted else np.sign(signed)
    opposition = Opposition(tuple(map(str, range(len(signed)))), np.maximum(signed, 0), np.maximum(-signed, 0))
    one = (0,) * len(signed)
    two = (0, 1) if len(signed) == 2 else polarise(opposition, 2, "share", search).groups
    ties, groups = min((_against(opposition, groups), groups) for groups in (one, two or one))
    return Frustration(ties, 2 * ties / opposition.total if opposition.total else 0.0, groups)


def _against(opposition: Opposition, groups: tuple[int, ...]) -> float:
    across = np.not_equal.outer(groups, groups)
    return float(np.where(across, opposition.congruence, opposition.conflict).sum() / 2)


def _symmetric(network: Any) -> Floats:
    """The network as a dense matrix without a diagonal."""
    found = np.array(network.toarray() if sparse.issparse(network) else network, float)
    if found.ndim != 2 or found.shape[0] != found.shape[1] or (abs(found - found.T) > _SAME).any():
        what = "balance is that of a symmetric network"
        raise UsageError(what, f"a matrix of {found.shape}", "Give a one-mode network.")
    np.fill_diagonal(found, 0.0)
    return found
