"""Viewpoint networks of made statements beside bare scipy and plain networkx: `python benchmarks/networks.py`.

Statements are skewed as real ones are (actors and concepts by Zipf's law); their numbers of actors and concepts are
those for which times of the Discourse Network Analyzer 3.1.2 are known, which was measured elsewhere. Times are seconds
of processor time, the best of three; of one alone where it takes longer than ten seconds. All in one run.
"""

import argparse
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kg.cli.output import table
from kg.networks.counted import Counting
from kg.networks.matrices import matrix
from kg.networks.selected import select
from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements
from kg.networks.windows import Window, slices

# statements: actors, concepts, and the seconds that DNA takes for one congruence network, and to drop duplicates
_SIZES: dict[int, tuple[int, int, str, str]] = {
    1_000: (49, 41, "0.15", "2.4"),
    10_000: (279, 98, "1.7", "34"),
    100_000: (1_563, 200, "64", "more than 270"),
    1_000_000: (8_000, 400, "", ""),
}
_LONG, _RUNS, _DAYS = 10.0, 3, 3650
_ONE = Settings(mode="one", aggregation="congruence", normalisation="average")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--statements", type=int, nargs="+", choices=list(_SIZES), default=[1_000, 10_000, 100_000])
    options.add_argument("--networkx", type=int, default=100_000, help="most statements that plain networkx is given")
    given = options.parse_args()
    rows = [row for size in given.statements for row in _measured(size, size <= given.networkx)]
    columns = ["statements", "what", "kg, s", "bare scipy, s", "ratio", "networkx, s", "times", "DNA, s"]
    print(table(rows, columns))
    print(f"\nmost memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _measured(size: int, with_networkx: bool) -> Iterable[list[object]]:
    actors, concepts, compute, drop = _SIZES[size]
    made = _made(size, actors, concepts)
    bare = _best(lambda: _bare(made))
    plain = _best(lambda: _plain(made)) if with_networkx else None
    one = _best(lambda: _network(made, _ONE))
    yield [f"{size:,}", "congruence, average", *_row(one, bare, plain), compute]
    subtract = Settings(mode="one", aggregation="subtract", normalisation="average")
    yield ["", "subtract, average", *_row(_best(lambda: _network(made, subtract)), bare, None), ""]
    once = Settings(mode="one", aggregation="congruence", duplicates="document")
    yield ["", "dropping duplicates", *_row(_best(lambda: select(made, once)), bare, None), drop]
    window = Window("days", _DAYS // 100, align="backward")
    cut = Settings(mode="one", aggregation="congruence", normalisation="average", stop="2010-04-11")
    number = sum(1 for _ in slices(made, cut, window))
    all_slices = _best(lambda: sum(1 for _ in slices(made, cut, window)))
    yield [
        "",
        f"{number} windows, of one network",
        f"{all_slices:.3f}",
        f"{one:.3f}",
        f"{all_slices / one:.1f}",
        "",
        "",
        "",
    ]


def _row(ours: float, bare: float, plain: float | None) -> list[str]:
    told = ["", ""] if plain is None else [f"{plain:.2f}", f"{plain / ours:.0f}"]
    return [f"{ours:.3f}", f"{bare:.3f}", f"{ours / bare:.1f}", *told]


def _made(size: int, actors: int, concepts: int) -> Statements:
    random = np.random.default_rng(size)
    who, what = (_zipf(random, size, of, exponent) for of, exponent in ((actors, 1.0), (concepts, 0.8)))
    documents = np.sort(random.integers(0, size // 4 + 1, size))
    days = np.sort(random.integers(0, _DAYS, size // 4 + 1))[documents]
    times = np.datetime64("2010-01-01", "s") + days * np.timedelta64(86_400, "s")
    codes = Column(documents, tuple(range(size // 4 + 1)), "integer")
    variables = {
        "organization": Column(who, tuple(f"Actor {n:05}" for n in range(actors))),
        "concept": Column(what, tuple(f"Concept {n:04}" for n in range(concepts))),
        "agreement": Column(random.integers(0, 2, size), (0, 1), "boolean"),
    }
    return Statements(tuple(map(str, range(size))), times, codes, variables)


def _zipf(random: Any, size: int, of: int, exponent: float) -> Any:
    chances = 1 / np.arange(1, of + 1) ** exponent
    return random.choice(of, size, p=chances / chances.sum())


def _network(made: Statements, settings: Settings) -> Any:
    selection = select(made, settings)
    return matrix(Counting(selection, settings).counts(selection.kept), settings)


def _bare(made: Statements) -> Any:
    """Congruence without anything around it: two tables from codes, two products."""
    who, what, level = (made.variables[name].codes for name in ("organization", "concept", "agreement"))
    shape = len(made.variables["organization"].values), len(made.variables["concept"].values)
    parts = (
        sparse.csr_array((np.ones((level == k).sum()), (who[level == k], what[level == k])), shape) for k in (0, 1)
    )
    return sum(one @ one.T for one in parts)


def _plain(made: Statements) -> Any:
    """The same as a weighted projection of a graph of networkx, in Python."""
    counts: Counter[tuple[int, int, int]] = Counter(
        zip(*(made.variables[name].codes.tolist() for name in ("organization", "concept", "agreement")), strict=True)
    )
    by_view: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for (who, what, level), count in counts.items():
        by_view[what, level].append((who, count))
    graph = nx.Graph()
    for holders in by_view.values():
        for (one, n), (other, m) in combinations(holders, 2):
            weight = graph.get_edge_data(one, other, {"weight": 0})["weight"]
            graph.add_edge(one, other, weight=weight + n * m)
    return graph


def _best(work: Callable[[], object]) -> float:
    found: list[float] = []
    while len(found) < _RUNS and sum(found) < _LONG:
        begun = time.process_time()
        work()
        found.append(time.process_time() - begun)
    return min(found)


if __name__ == "__main__":
    main()
