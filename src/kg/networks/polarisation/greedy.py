"""Better and better assignments: actors change places as long as that helps."""

from collections.abc import Iterator

import numpy as np

from kg.networks.counted import Floats
from kg.networks.polarisation.assignments import along, at_random
from kg.networks.polarisation.objective import EQUAL, Objective
from kg.networks.statements import Ints


def climb(objective: Objective, *, free: bool, starts: int, seed: int) -> tuple[Ints, float]:
    """The best assignment that is reached from the leading eigenvector, or from one of some random starts."""
    ends = [_Climb(objective, start, free=free).top() for start in _starts(objective, starts, seed, free=free)]
    scores = objective.scores(np.array(ends))
    place = int(np.argmax(scores >= scores.max() - EQUAL))
    return ends[place], float(scores[place])


def _starts(objective: Objective, starts: int, seed: int, *, free: bool) -> Iterator[Ints]:
    net = objective.opposition.congruence - objective.opposition.conflict
    leading = np.linalg.eigh(net)[1][:, -1]
    leading = leading * np.sign(leading[np.argmax(abs(leading))])
    yield along(np.round(leading, 9), objective.groups, free=free)
    for one in np.random.SeedSequence(seed).spawn(starts):
        yield at_random(np.random.default_rng(one), len(net), objective.groups, free=free)


class _Climb:
    """An assignment on its way, with what each actor would be worth in each group if all others stay."""

    def __init__(self, objective: Objective, start: Ints, *, free: bool) -> None:
        self.objective, self.free = objective, free
        self.group = start.copy()
        self._rewards = objective.rewards(self._sizes())
        self._worth = self._worths()

    def top(self) -> Ints:
        """Where no exchange of two actors helps, nor, with free sizes, a move of one."""
        while self._pass():
            pass
        return self.group

    def _pass(self) -> bool:
        """Whether one round over all pairs, and all moves, changes anything."""
        changed = False
        for actor in range(len(self.group)):
            changed |= self.free and self._move(actor)
            changed |= self._exchange(actor)
        return changed

    def _exchange(self, actor: int) -> bool:
        """Change places with each later actor of another group, in their order, if it helps."""
        changed, after = False, actor + 1
        while after < len(self.group):
            better = np.flatnonzero(self._gains(actor)[after:] > EQUAL)
            if not len(better):
                break
            other = after + int(better[0])
            self._swap(actor, other)
            changed, after = True, other + 1
        return changed

    def _gains(self, actor: int) -> Floats:
        """What the score gains if an actor changes places with each other one."""
        mine, theirs = self.group[actor], self.group
        others = np.arange(len(theirs))
        rewards = self._rewards
        gains = self._worth[actor, theirs] + self._worth[:, mine] - self._worth[actor, mine]
        gains = gains - self._worth[others, theirs]
        gains = gains - rewards[theirs, theirs, actor, others] - rewards[mine, mine, actor]
        gains = gains + 2 * rewards[mine, theirs, actor, others]
        return np.where(theirs == mine, 0.0, gains)

    def _swap(self, actor: int, other: int) -> None:
        mine, theirs = self.group[actor], self.group[other]
        to_theirs = self._rewards[:, theirs] - self._rewards[:, mine]  # groups by actors by actors
        self._worth += (to_theirs[:, :, actor] - to_theirs[:, :, other]).T
        self.group[[actor, other]] = theirs, mine

    def _move(self, actor: int) -> bool:
        """Go to the group where the score is highest, unless that leaves a group empty."""
        if self._sizes()[self.group[actor]] == 1:
            return False
        places = np.arange(self.objective.groups)
        if self.objective.by_size:
            moved = np.repeat(self.group[None], len(places), axis=0)
            moved[places, actor] = places
            worth = self.objective.scores(moved)
        else:
            worth = self._worth[actor]
        if worth.max() <= worth[self.group[actor]] + EQUAL:
            return False
        self.group[actor] = int(worth.argmax())
        if self.objective.by_size:
            self._rewards = self.objective.rewards(self._sizes())
        self._worth = self._worths()
        return True

    def _sizes(self) -> Ints:
        return np.bincount(self.group, minlength=self.objective.groups)

    def _worths(self) -> Floats:
        """Actors by groups."""
        member = (self.group == np.arange(self.objective.groups)[:, None]).astype(float)
        return np.asarray(np.einsum("acik,ck->ia", self._rewards, member))
