"""A real server as a process of its own, on a free port of this machine."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kg.serve.people import added
from kg.store import Store, open_store

ROOT = Path(__file__).resolve().parents[2]
KG = [sys.executable, "-c", "from kg.cli import main; main()"]
_SAID = re.compile(r" is served at (http://\S+)/sparql")


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs, the store behind it, and tokens by role."""

    address: str
    folder: Path
    tokens: dict[str, str]
    process: "subprocess.Popen[str]"

    def client(self, role: str | None = None) -> httpx.Client:
        headers = {"authorization": f"Bearer {self.tokens[role]}"} if role else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=60, trust_env=False)

    def ask(self, query: str, **parameters: str | float) -> httpx.Response:
        with self.client() as client:
            return client.post("/sparql", data={"query": query, **parameters})


@contextmanager
def serving(
    folder: Path, *words: str, writing: bool = False, log: Path | None = None, program: list[str] = KG
) -> Iterator[Server]:
    """A server of the store in a folder; with `writing` one that takes changes."""
    tokens: dict[str, str] = {}
    people = folder.parent / "people.csv"
    if writing:
        people.unlink(missing_ok=True)
        tokens = {role: added(people, f"{role}er", role) for role in ("read", "review", "write")}
        words = (*words, "--people", str(people))
    command = [*program, "serve", "--port", "0", "--store", str(folder)]
    with (log or folder.parent / "server.log").open("w+", encoding="utf8") as told:
        process = subprocess.Popen([*command, *words], stderr=told, text=True, start_new_session=True)
        try:
            yield Server(_address(process, Path(told.name)), folder, tokens, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def _address(process: "subprocess.Popen[str]", log: Path) -> str:
    while process.poll() is None:
        if found := _SAID.search(log.read_text(encoding="utf8")):
            return found[1]
        time.sleep(0.05)
    raise AssertionError(log.read_text(encoding="utf8"))


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a store with three graphs, one of them of a text that is kept back."""
    folder = tmp_path_factory.mktemp("filled") / "store"
    with open_store(folder) as store:
        numbers = (f"GRAPH <urn:g{n % 2}> {{ <urn:s{n}> <urn:p> {n} ; <urn:q> <urn:s{n + 1}> }}" for n in range(3000))
        text = 'GRAPH <https://w3id.org/pov/id/graph/text/a> { <urn:doc> <https://w3id.org/pov#text> "kept back" }'
        store.update(f"INSERT DATA {{ {' '.join(numbers)} {text} }}")
    return folder


@pytest.fixture(scope="session")
def reading(filled: Path) -> Iterator[Server]:
    """A server that only reads."""
    with serving(filled, "--timeout", "20") as server:
        yield server


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of an empty store that takes changes."""
    folder = tmp_path_factory.mktemp("written") / "store"
    with open_store(folder):
        pass
    with serving(folder, writing=True) as server:
        yield server


OWN = """#+ summary: Which claims have a passage of at least this number?
#+ defaults:
#+   - number: 2
SELECT ?claim WHERE {
  ?claim a pov:Claim ; pov:statedIn/pov:number ?n
  FILTER (?n >= ?_number_integer)
}
ORDER BY ?claim
"""


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the documents of the sample, in a project with a query of its own."""
    root = tmp_path_factory.mktemp("sample")
    (root / "kg.toml").write_text('store = "store"\n', encoding="utf8")
    (root / "queries" / "own").mkdir(parents=True)
    (root / "queries" / "own" / "late-passages.rq").write_text(OWN, encoding="utf8")
    words = ["ingest", str(ROOT / "graph" / "documents"), "--project", str(root), "--quiet"]
    subprocess.run([*KG, *words], check=True)
    with serving(root / "store", "--project", str(root), "--timeout", "60") as server:
        yield server


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of the texts of the sample, which gives them."""
    folder = tmp_path_factory.mktemp("texts") / "store"
    subprocess.run([*KG, "ingest", str(ROOT / "corpus"), "--store", str(folder), "--quiet"], check=True)
    with serving(folder, "--with-texts", "--timeout", "60") as server:
        yield server


@pytest.fixture(scope="module")
def client(sample: Server) -> Iterator[httpx.Client]:
    """Asks the server of the sample."""
    with sample.client() as opened:
        yield opened


@pytest.fixture(scope="module")
def store(sample: Server) -> Iterator[Store]:
    """The store of the sample, looked at without the server."""
    with open_store(sample.folder, read_only=True) as opened:
        yield opened
