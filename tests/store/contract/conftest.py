"""Every kind of store, empty: in memory, on disk, and on real servers, which are started once."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from kg.model.place import Place, ServerSettings
from kg.store import Store, open_store

KINDS = ["memory", "disk", "oxigraph", pytest.param("virtuoso", marks=pytest.mark.virtuoso)]
SERVERS = KINDS[2:]
_OXIGRAPH = Path(sys.executable).with_name("oxigraph")
_INI = """
[Database]
DatabaseFile = virtuoso.db
TransactionFile = virtuoso.trx
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
xa_persistent_file = virtuoso.pxa
[TempDatabase]
DatabaseFile = temp.db
TransactionFile = temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = .
NumberOfBuffers = 20000
MaxDirtyBuffers = 12000
SchedulerInterval = 0
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 0
"""


def free_port() -> int:
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return int(made.getsockname()[1])


def running(words: list[str], folder: Path, address: str) -> Iterator[None]:
    """A server as a process, once it answers."""
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(words, cwd=folder, stdout=output, stderr=subprocess.STDOUT)
    try:
        for _ in range(600):
            assert process.poll() is None, (folder / "output").read_text()
            try:
                httpx.get(address, timeout=5)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        else:
            raise AssertionError((folder / "output").read_text())
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="session")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerSettings]:
    address = f"127.0.0.1:{free_port()}"
    words = [str(_OXIGRAPH), "serve", "--location", "data", "--bind", address, "--union-default-graph"]
    for _ in running(words, tmp_path_factory.mktemp("oxigraph"), f"http://{address}/"):
        yield ServerSettings(f"http://{address}/query")


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerSettings]:
    folder, sql, http = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(sql=sql, http=http))
    words = ["virtuoso-t", "+configfile", "virtuoso.ini", "+foreground", "+wait"]
    address = f"http://127.0.0.1:{http}/sparql"
    for _ in running(words, folder, address):
        yield ServerSettings(
            f"{address}-auth", auth="digest", user_variable="KG_DBA", password_variable="KG_DBA_WORD", timeout=60
        )


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_DBA", "dba")
    monkeypatch.setenv("KG_DBA_WORD", "dba")
    for name in ("KG_STORE_USER", "KG_STORE_PASSWORD", "KG_STORE_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def place(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Path | Place | None:
    if kind == "memory":
        return None
    if kind == "disk":
        return tmp_path / "store"
    made = Place(request.getfixturevalue(kind), tmp_path / "kept")
    with open_store(made) as opened:
        opened.replace(opened.graphs(), [])
    shutil.rmtree(made.kept)
    return made


@pytest.fixture
def store(place: Path | Place | None) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened
