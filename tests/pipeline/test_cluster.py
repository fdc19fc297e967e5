"""Texts are read by other processes, here or on a Dask cluster: same bytes, also where one of them is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

import kg
from kg.decisions import Decision, write_decision
from tests.cli.conftest import REVIEW
from tests.processes import below, fields

BASE = "https://w3id.org/pov/id/actor/"
ACTORS = f"""@prefix actor: <{BASE}> .
@prefix pov: <https://w3id.org/pov#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
actor:ada-ponti a pov:Person ; skos:prefLabel "Ada Ponti"@en .
"""
COUNT = 60  # documents
SOON = 300.0  # seconds: also on a machine that has much else to do


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler and workers, each a process of its own with nothing of the project in its folder."""

    address: str
    scheduler: "subprocess.Popen[str]"
    workers: "tuple[subprocess.Popen[str], ...]"


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Ends what a test has started."""
    with ExitStack() as found:
        yield found


def started(
    stack: ExitStack, folder: Path, *words: str, stderr: int = subprocess.PIPE, **environment: str
) -> "subprocess.Popen[str]":
    command = [sys.executable, *words]
    begun = subprocess.Popen(command, cwd=folder, env=os.environ | environment, stderr=stderr, text=True)
    running = stack.enter_context(begun)
    stack.callback(running.kill)
    return running


def dask(stack: ExitStack, folder: Path, *words: str, **environment: str) -> "subprocess.Popen[str]":
    return started(stack, folder, "-m", "dask", *words, "--no-dashboard", stderr=subprocess.DEVNULL, **environment)


def cluster(stack: ExitStack, folder: Path, workers: int, **environment: str) -> Cluster:
    folder.mkdir()
    found = folder / "scheduler.json"
    file = ("--scheduler-file", str(found))
    scheduler = dask(stack, folder, "scheduler", "--host", "127.0.0.1", "--port", "0", *file)
    until(lambda: found.exists() and found.read_text())  # it is opened before it is written
    alone = ("--nthreads", "1", "--no-nanny", *file)
    running = tuple(dask(stack, folder, "worker", *alone, **environment) for _ in range(workers))
    return Cluster(json.loads(found.read_text())["address"], scheduler, running)


def kg_started(stack: ExitStack, folder: Path, *words: str) -> "subprocess.Popen[str]":
    return started(stack, folder, "-c", "from kg.cli import main; main()", *words)


def extraction(stack: ExitStack, folder: Path, out: str, *words: str) -> "subprocess.Popen[str]":
    return kg_started(stack, folder, "extract", "corpus", "--fast", "--format", "nquads", "--out", out, *words)


def until(found: Callable[[], object]) -> None:
    end = time.monotonic() + SOON
    while not found():
        assert time.monotonic() < end
        time.sleep(0.01)


def until_written(folder: Path, running: "subprocess.Popen[str]", least: int = 1) -> None:
    """Until there are so many files, and the process is still at work."""
    until(lambda: len(written(folder)) >= least or running.poll() is not None)
    assert least <= len(written(folder)) < COUNT
    assert running.poll() is None


def ended(running: "subprocess.Popen[str]") -> tuple[int, str]:
    """The exit code and what was said."""
    _, said = running.communicate(timeout=SOON)
    return running.returncode, said


def written(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.nq"))}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an actor and a decision of its own, and in `whole` what one process finds in its texts."""
    root = tmp_path_factory.mktemp("project")
    (root / "kg.toml").write_text('store = "store"\n')
    (root / "graph").mkdir()
    (root / "graph" / "actors.ttl").write_text(ACTORS)
    write_decision(root / "graph" / "decisions", Decision(BASE + "emmanuel-macron", "merge", new=BASE + "ada-ponti"))
    (root / "corpus").mkdir()
    for number in range(COUNT):
        (root / "corpus" / f"{number:03}.txt").write_text(REVIEW.replace("bridge", f"bridge {number}"))
    with ExitStack() as stack:
        assert ended(extraction(stack, root, "whole", "--jobs", "1")) == (0, "")
    assert len(written(root / "whole")) == COUNT
    assert all(b"actor/ada-ponti" in found for found in written(root / "whole").values())
    return root


def test_a_cluster_gives_the_same_bytes_though_one_of_its_workers_is_killed(
    stack: ExitStack, whole: Path, tmp_path: Path
) -> None:
    found = cluster(stack, tmp_path / "cluster", 2)
    running = extraction(stack, whole, "spread", "--scheduler", found.address)
    until_written(whole / "spread", running)
    found.workers[0].kill()
    assert found.workers[0].wait() == -signal.SIGKILL
    assert ended(running) == (0, "")
    assert written(whole / "spread") == written(whole / "whole")
    code, said = ended(kg_started(stack, whole, "ingest", "corpus", "--fast", "--scheduler", found.address))
    assert (code, said) == (0, f"{COUNT} documents new, 0 changed, 0 unchanged\n")


def test_processes_give_the_same_bytes_though_one_of_them_is_killed(stack: ExitStack, whole: Path) -> None:
    running = extraction(stack, whole, "cut", "--processes", "2")
    until_written(whole / "cut", running)
    os.kill(busiest_below(running.pid), signal.SIGKILL)
    assert ended(running) == (0, "")
    assert written(whole / "cut") == written(whole / "whole")


def busiest_below(ancestor: int) -> int:
    """The process that has used its processor most of those that another has begun, or these."""
    return max(below(ancestor), key=lambda pid: int(fields(pid)[11]))


def test_a_worker_that_would_read_otherwise_is_refused(stack: ExitStack, whole: Path, tmp_path: Path) -> None:
    package = Path(kg.__file__).parent
    copy = shutil.copytree(package, tmp_path / "src" / "kg", ignore=shutil.ignore_patterns("weights", "__pycache__"))
    (copy / "tagger" / "weights").symlink_to(package / "tagger" / "weights")
    for name in ("graph", "ontology"):
        (tmp_path / name).symlink_to(package.parents[1] / name)
    with (copy / "language" / "lexicon" / "action_nouns.txt").open("a") as nouns:
        nouns.write("bridging\n")
    found = cluster(stack, tmp_path / "cluster", 1, PYTHONPATH=str(tmp_path / "src"))
    code, message = ended(extraction(stack, whole, "other", "--scheduler", found.address))
    assert code == 2
    first, second, third = message.splitlines()
    assert first == "Error: a worker would read texts otherwise: it differs in code"
    assert second.startswith("  at the worker tcp://127.0.0.1:")
    assert third == "  Install the same version of kg on all machines."
    assert written(whole / "other") == {}


def test_a_worker_without_kg_is_refused(stack: ExitStack, whole: Path, tmp_path: Path) -> None:
    (tmp_path / "kg").mkdir()  # found before the one that is installed
    (tmp_path / "kg" / "__init__.py").touch()
    found = cluster(stack, tmp_path / "cluster", 1, PYTHONPATH=str(tmp_path))
    code, message = ended(extraction(stack, whole, "none", "--scheduler", found.address))
    assert code == 2
    assert message.startswith("Error: a worker cannot load kg: No module named 'kg.")


def test_a_scheduler_that_ends_is_an_error(stack: ExitStack, whole: Path, tmp_path: Path) -> None:
    found = cluster(stack, tmp_path / "cluster", 1)
    running = extraction(stack, whole, "ended", "--scheduler", found.address)
    until_written(whole / "ended", running)
    found.scheduler.kill()
    code, message = ended(running)
    assert code == 2
    assert message.startswith(f"Error: the scheduler is gone\n  at {found.address}\n")


def test_interrupted_it_leaves_nothing_to_do_behind(stack: ExitStack, whole: Path, tmp_path: Path) -> None:
    found = cluster(stack, tmp_path / "cluster", 1)
    running = extraction(stack, whole, "stopped", "--scheduler", found.address)
    until_written(whole / "stopped", running, least=2)  # so that there is a record of the first
    running.send_signal(signal.SIGINT)
    assert ended(running)[0] == 130
    before = len(written(whole / "stopped"))
    code, said = ended(extraction(stack, whole, "stopped", "--scheduler", found.address))
    assert code == 0
    count, _, rest = said.partition(" ")
    assert rest == "documents were written before the interruption\n"
    assert int(count) in (before - 1, before)  # interrupted between a file and its record, that file is written again
    assert written(whole / "stopped") == written(whole / "whole")
