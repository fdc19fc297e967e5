"""A disk without room, and one on which nothing may be written: said clearly, and the store stays whole."""

import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.catalogue.snapshot import hash_of
from kg.errors import StoreError
from kg.iris import Iri
from kg.model.quads import Quad, number
from kg.store import open_store
from kg.store.oxigraph import FullError
from tests.serve.conftest import Server, serving
from tests.store.disks import KG, ROOT, Disk, bound_by_rights, disk, kinds, locked, mounted, run

SMALL, *_, LARGE = sorted((ROOT / "graph" / "documents").glob("*.nq"), key=lambda path: path.stat().st_size)
ROOM = "Make room and run the same command again; the store is whole."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one document."""
    folder = tmp_path_factory.mktemp("made") / "store"
    done = run(("ingest", str(SMALL), "--store", str(folder)))
    assert done.returncode == 0, done.stderr
    for _ in range(2):
        with open_store(folder):  # what the engine removes when it opens a store would make room later
            pass
    return folder


@pytest.fixture(params=kinds())
def small(request: pytest.FixtureRequest, tmp_path: Path, made: Path) -> Iterator[Disk]:
    """A disk with that store on it, which can be filled."""
    folder = tmp_path / "disk"
    folder.mkdir()
    with disk(request.param, folder) as found:
        shutil.copytree(made, folder / "store")
        yield found


def hashed(folder: Path) -> str:
    with open_store(folder, read_only=True) as store:
        return hash_of(store)


def test_an_ingest_without_room_is_an_error_and_can_be_done_when_there_is(small: Disk, made: Path) -> None:
    store = small.folder / "store"
    small.fill()
    done = small.kg("ingest", str(LARGE), "--store", str(store))
    assert (done.returncode, done.stderr) == (2, f"Error: {small.says}\n  at {store}\n  {ROOM}\n")
    assert small.kg("query", "documents", "--store", str(store)).returncode == 0
    assert hashed(store) == hashed(made)
    small.free()
    again = small.kg("ingest", str(LARGE), "--store", str(store))
    assert (again.returncode, again.stderr) == (0, "1 documents loaded from quads\n")


def test_a_backup_without_room_leaves_nothing_half(small: Disk, tmp_path: Path, made: Path) -> None:
    """Links need hardly any room, so the store lies on another disk."""
    there = small.folder / "copy"
    with open_store(tmp_path / "other") as store:
        store.add(Quad(Iri(f"urn:s{n}"), Iri("urn:p"), number(n), Iri("urn:g")) for n in range(40_000))
    small.fill()
    done = small.kg("store", "backup", str(there), "--store", str(tmp_path / "other"))
    if done.returncode:  # files of one disk are shared
        assert done.stderr == f"Error: {small.says}\n  at {there}\n  {ROOM}\n"
        assert not there.exists()
    small.free()
    if done.returncode:
        assert small.kg("store", "backup", str(there), "--store", str(tmp_path / "other")).returncode == 0
    assert hashed(there) == hashed(tmp_path / "other")


@pytest.fixture
def served(small: Disk) -> Iterator[Server]:
    """A server of the store on the disk, whose log lies elsewhere."""
    log = small.folder.parent / "server.log"
    with serving(small.folder / "store", writing=True, log=log) as server:
        yield server


def test_an_update_without_room_is_refused_and_queries_go_on(small: Disk, served: Server) -> None:
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    before = served.ask(count).text
    data = " ".join(f'<urn:s{n}> <urn:p> "{"x" * 100}{n}" .' for n in range(40_000))
    small.fill(*processes(served))
    with served.client("write") as client:
        for _ in range(3):
            refused = client.post("/sparql", data={"update": f"INSERT DATA {{ {data} }}"})
            assert refused.status_code == 507, refused.text
            assert refused.json()["error"] == small.says
            assert refused.json()["remedy"] == ROOM
            answer = served.ask(count)
            assert (answer.status_code, answer.text) == (200, before)
        small.free(*processes(served))
        assert client.post("/sparql", data={"update": f"INSERT DATA {{ {data} }}"}).status_code == 204
        assert served.ask("ASK { <urn:s39999> <urn:p> ?o }").json()["boolean"] is True
        assert client.post("/sparql", data={"update": "DELETE WHERE { ?s <urn:p> ?o }"}).status_code == 204
    assert served.ask(count).text == before


def processes(server: Server) -> list[int]:
    """The server and those that it has started."""
    started = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    return [server.process.pid, *map(int, started)]


METHODS = {
    "replace": "replace([Iri('urn:g')], quads)",
    "add": "add(quads)",
    "change": "change([], quads)",
    "update": "update('INSERT DATA {' + ''.join(f'<{q.subject}> <urn:p> {n} . ' for n, q in enumerate(quads)) + '}')",
    "backup": "backup(Path(sys.argv[1] + '-copy'))",
    "purge": "purge()",
}
PROGRAM = """
import resource, sys
from pathlib import Path
from kg.errors import StoreError
from kg.iris import Iri
from kg.model.quads import Quad, text
from kg.store import open_store
quads = [Quad(Iri(f"urn:s{n}"), Iri("urn:p"), text(f"{n}" * 50), Iri("urn:g")) for n in range(20_000)]
with open_store(Path(sys.argv[1])) as store:
    if "METHOD"[:5] in ("backu", "purge"):
        store.add(quads)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))
    try:
        store.METHOD
    except StoreError as error:
        print(type(error).__name__)
"""


@pytest.mark.parametrize("method", METHODS)
def test_each_change_that_has_no_room_is_one_error(method: str, tmp_path: Path) -> None:
    program = [KG[0], "-c", PROGRAM.replace("METHOD", METHODS[method]), str(tmp_path / "store")]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    expected = "" if method == "backup" else "FullError\n"  # a copy on one disk has the files of the store
    assert done.stdout == expected, done.stderr
    with open_store(tmp_path / "store") as store:
        assert len(list(store.quads(Iri("urn:g")))) == (20_000 if method in ("backup", "purge") else 0)
        store.add([Quad(Iri("urn:s"), Iri("urn:p"), number(1), Iri("urn:new"))])
    assert issubclass(FullError, StoreError)


@pytest.fixture(params=kinds())
def closed(request: pytest.FixtureRequest, tmp_path: Path, made: Path) -> Iterator[tuple[Path, str]]:
    """A folder with the store in which nothing may be written, and what is said of that."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if request.param == "mounted":
        with mounted(folder):
            shutil.copytree(made, folder / "store")
            with locked("mounted", folder):
                yield folder, "the disk is read-only"
        return
    shutil.copytree(made, folder / "store")
    with locked("limited", folder):
        yield folder, "the store may not be written by this user"


def test_a_store_that_may_not_be_written_is_read(closed: tuple[Path, str], made: Path) -> None:
    store = str(closed[0] / "store")
    assert run(("query", "documents", "--store", store), bound_by_rights).stdout.count("\n") > 1
    assert run(("stats", "--store", store), bound_by_rights).returncode == 0
    assert hashed(closed[0] / "store") == hashed(made)


def test_a_store_that_may_not_be_written_is_served_to_readers(closed: tuple[Path, str], tmp_path: Path) -> None:
    program = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", *KG] if os.geteuid() == 0 else KG
    with serving(closed[0] / "store", log=tmp_path / "log", program=program) as server:
        assert server.ask("ASK { ?s ?p ?o }").json()["boolean"] is True
        with server.client() as client:
            assert client.get("/api/documents").json()["total"] == 1


def test_to_change_it_is_an_error_that_says_why(closed: tuple[Path, str], tmp_path: Path) -> None:
    folder, why = closed
    (tmp_path / "people.csv").write_text("")
    served = ("serve", "--people", str(tmp_path / "people.csv"), "--add", "ada")
    assert run(served).returncode == 0
    for words in (
        ("ingest", str(SMALL), "--store", str(folder / "store")),
        ("ingest", str(SMALL), "--store", str(folder / "new")),
        ("serve", "--people", str(tmp_path / "people.csv"), "--port", "0", "--store", str(folder / "store")),
    ):
        done = run(words, bound_by_rights)
        assert done.returncode == 2
        assert done.stderr.startswith(f"Error: {why}\n  at {folder}/"), done.stderr
        assert "copy it to where you may write" in done.stderr


def test_the_limit_of_a_file_is_no_signal() -> None:
    """Python ignores the signal by which the system would end a process whose file grows too large."""
    assert signal.getsignal(signal.SIGXFSZ) is signal.SIG_IGN
