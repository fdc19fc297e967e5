"""Camps: the groups of actors by which a debate is most polarised."""

from dataclasses import dataclass
from typing import Literal

from kg.errors import UsageError
from kg.networks.polarisation.assignments import ordered
from kg.networks.polarisation.enumeration import MOST, enumerate_all
from kg.networks.polarisation.genetic import breed
from kg.networks.polarisation.greedy import climb
from kg.networks.polarisation.measures import Measures, measures
from kg.networks.polarisation.objective import Measure, Objective
from kg.networks.polarisation.opposition import Opposition
from kg.networks.statements import Ints

Method = Literal["auto", "exact", "greedy", "genetic"]
Sizes = Literal["free", "balanced"]
METHODS: tuple[Method, ...] = ("auto", "exact", "greedy", "genetic")
SIZES: tuple[Sizes, ...] = ("free", "balanced")
_SOON = 16  # actors for which trying all assignments takes no time


@dataclass(frozen=True, slots=True)
class Search:
    """How to look for camps. `auto` tries all assignments to two groups of up to 16 actors, and is greedy for more.

    Sizes of groups are free, or balanced: they differ by one at most. `starts` are random ones of a greedy search,
    `generations` the most of a genetic one. A seed gives the same result each time.
    """

    method: Method = "auto"
    sizes: Sizes = "free"
    starts: int = 10
    generations: int = 1000
    seed: int = 0

    def __post_init__(self) -> None:
        """UsageError where a value is none."""
        if self.method not in METHODS:
            raise UsageError(f"there is no search {self.method}", self.method, f"Choose {', '.join(METHODS)}.")
        if self.sizes not in SIZES:
            raise UsageError(f"there are no {self.sizes} sizes", self.sizes, f"Choose {', '.join(SIZES)}.")
        if self.starts < 0 or self.generations < 1:
            raise UsageError("a search has starts and generations", "search", "Give whole numbers above 0.")


@dataclass(frozen=True, slots=True)
class Camps:
    """The number of the group of each actor, the measure that was sought, and all measures.

    Where there are no more actors than groups, or no ties, value is 0, and there are no groups and measures.
    """

    names: tuple[str, ...]
    groups: tuple[int, ...]
    measure: Measure
    value: float
    measures: Measures | None = None


_SEARCH = Search()


def polarise(
    opposition: Opposition, groups: int = 2, measure: Measure = "modularity", search: Search = _SEARCH
) -> Camps:
    """The groups with the highest value of a measure; of `deviation` the smallest. All as in docs/networks.md.

    `dna` is the deviation as the Discourse Network Analyzer seeks it: the largest. UsageError if `exact` is asked for
    more than two groups or twenty actors.
    """
    objective = Objective(opposition, measure, groups)
    if len(opposition) <= groups or not opposition.total:
        return Camps(opposition.names, (), measure, 0.0)
    found, score = _found(objective, search)
    assignment = tuple(map(int, ordered(found)))
    return Camps(opposition.names, assignment, measure, objective.value(score), measures(opposition, assignment))


def _found(objective: Objective, search: Search) -> tuple[Ints, float]:
    free = search.sizes == "free"
    actors, groups = len(objective.opposition), objective.groups
    if search.method == "exact" and (groups > 2 or actors > MOST):
        what = f"{actors} actors in {groups} groups are too many to try all assignments"
        raise UsageError(what, "exact", f"Choose greedy, or two groups of at most {MOST} actors.")
    if search.method == "exact" or (search.method == "auto" and groups == 2 and actors <= _SOON):
        return enumerate_all(objective, free=free)
    if search.method == "genetic":
        return breed(objective, free=free, generations=search.generations, seed=search.seed)
    return climb(objective, free=free, starts=search.starts, seed=search.seed)
