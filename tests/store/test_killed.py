"""kill -9 at any moment: what was acknowledged is there, nothing is there by half, the store opens as it is."""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from kg.store import open_store
from tests.store.killed import DOCUMENTS, KINDS, SIZE, graph_of

LONGEST = 0.6  # seconds after which a process is killed at the latest


def trial(folder: Path, kind: str, first: int, chance: random.Random) -> list[int]:
    """Let a process change a store, kill it, and give the numbers of the changes that it acknowledged."""
    command = [sys.executable, "-m", "tests.store.killed", str(folder), kind, str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "opened\n"
        time.sleep(chance.uniform(0, LONGEST))
        process.kill()
        return [int(number) for number in process.stdout.read().split()]


def found(folder: Path) -> dict[str, Counter[int]]:
    """How many quads of which version each graph holds, by the index of graphs and by that of predicates."""
    by_graph: dict[str, Counter[int]] = {}
    with open_store(folder) as store:
        for graph in store.graphs():
            by_graph[graph] = Counter(int(quad.object.value) for quad in store.quads(graph))  # type: ignore[union-attr]
        rows = store.select("SELECT ?v (COUNT(*) AS ?n) { ?s <urn:version> ?v } GROUP BY ?v").rows
    counted = {int(row["v"].value): int(row["n"].value) for row in rows}  # type: ignore[union-attr]
    assert counted == dict(sum(by_graph.values(), Counter()))
    return by_graph


def hold(folder: Path, kind: str, trials: int) -> None:
    chance = random.Random(kind)
    last, acknowledged = 0, [0]
    for _ in range(trials):
        acknowledged += trial(folder, kind, last, chance)
        graphs = found(folder)
        if kind == "add":
            assert all(sum(versions.values()) == SIZE for versions in graphs.values())
            assert {graph_of(n * DOCUMENTS + k) for n in acknowledged[1:] for k in range(DOCUMENTS)} <= set(graphs)
            assert len(graphs) % DOCUMENTS == 0
            last = acknowledged[-1] + 1  # the one after it may be there
        elif graphs:
            [(last, size)] = graphs[graph_of(0)].items()
            assert size == SIZE
        assert last >= acknowledged[-1]


@pytest.mark.parametrize("kind", KINDS)
def test_kill_9_leaves_a_whole_store(kind: str, tmp_path: Path) -> None:
    hold(tmp_path / "store", kind, 5)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_kill_9_leaves_a_whole_store_many_times(kind: str, tmp_path: Path) -> None:
    hold(tmp_path / "store", kind, 125)
