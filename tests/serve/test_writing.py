"""Changes through the server: seen at once, whole or not there, one writer; and the commands that go through it."""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from kg.catalogue.snapshot import hash_of
from kg.store import Store, open_store
from kg.store.oxigraph import HeldError
from tests.cli.conftest import REVIEW
from tests.serve.conftest import Server, serving

SIZE = 200


def kg(folder: Path, *words: str, token: str | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-c", "from kg.cli import main; main()", *words]
    environment = {"KG_STORE_TOKEN": token} if token else {}
    env = {**_ENVIRONMENT, **environment}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=env, check=False)


_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("KG_STORE")}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "kg.toml").write_text('store = "store"\nextractor = "rules"\n')
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "bridge.txt").write_text(REVIEW, encoding="utf8")
    return tmp_path


def test_commands_go_through_the_server_that_holds_the_store(project: Path) -> None:
    assert kg(project, "ingest", "corpus").returncode == 0
    with open_store(project / "store", read_only=True) as store:
        before = hash_of(store)
    (project / "corpus" / "other.txt").write_text(REVIEW.replace("bridge", "tunnel"), encoding="utf8")
    with serving(project / "store", writing=True) as server:
        refused = kg(project, "ingest", "corpus")
        assert refused.returncode == 2
        assert "KG_STORE_TOKEN" in refused.stderr
        wrong = kg(project, "ingest", "corpus", token=server.tokens["review"])
        assert wrong.returncode == 2
        assert "role write" in wrong.stderr
        token = server.tokens["write"]
        assert kg(project, "ingest", "corpus", token=token).stderr == "1 documents new, 0 changed, 1 unchanged\n"
        documents = "SELECT ?d { ?d <https://w3id.org/pov#layout> ?l }"
        assert len(server.ask(documents).json()["results"]["bindings"]) == 2
        copied = kg(project, "store", "backup", "kept", token=token)
        assert copied.returncode == 0, copied.stderr
        assert kg(project, "remove", "other", token=token).returncode == 0
        assert len(server.ask(documents).json()["results"]["bindings"]) == 1
        assert not [p for p in (project / "store").rglob("*") if p.is_file() and b"tunnel" in p.read_bytes()]
    with open_store(project / "store", read_only=True) as store:
        assert hash_of(store) == before
    restored = kg(project, "store", "restore", "kept")
    assert restored.stderr.split()[-1] == copied.stderr.split()[-1]
    assert "tunnel" in kg(project, "query", "documents").stdout
    assert kg(project, "ingest", "corpus").stderr == "0 documents new, 0 changed, 2 unchanged\n"


def test_a_second_writer_is_refused_at_once(written: Server) -> None:
    begun = time.monotonic()
    with pytest.raises(AssertionError, match="another process holds the store"), serving(written.folder, writing=True):
        pass
    assert time.monotonic() - begun < 20


@pytest.mark.parametrize("seconds", [3, pytest.param(120, marks=pytest.mark.slow)])
def test_readers_see_whole_documents_while_one_writes(written: Server, seconds: int) -> None:
    asyncio.run(_readers_and_writer(written, seconds))


async def _readers_and_writer(server: Server, seconds: float) -> None:
    end = time.monotonic() + seconds
    acknowledged = 0
    headers = {"authorization": f"Bearer {server.tokens['write']}"}
    query = "SELECT ?v (COUNT(*) AS ?n) { GRAPH <urn:document> { ?s <urn:version> ?v } } GROUP BY ?v"
    async with httpx.AsyncClient(base_url=server.address, timeout=60, trust_env=False) as client:

        async def write() -> None:
            nonlocal acknowledged
            version = 0
            while time.monotonic() < end:
                version += 1
                data = "".join(f"<urn:s{n}> <urn:version> {version} .\n" for n in range(SIZE))
                more = {"content-type": "text/turtle", **headers}
                sent = await client.put("/graph-store?graph=urn:document", content=data, headers=more)
                assert sent.is_success, sent.text
                acknowledged = version

        async def read() -> int:
            count = 0
            while time.monotonic() < end:
                least = acknowledged
                answer = await client.post("/sparql", data={"query": query})
                rows = answer.json()["results"]["bindings"]
                assert [int(row["n"]["value"]) for row in rows] in ([], [SIZE])
                assert not rows or int(rows[0]["v"]["value"]) >= least
                assert rows or least == 0
                count += 1
            return count

        counts = await asyncio.gather(write(), *(read() for _ in range(8)))
        print(f"\n{acknowledged} versions written, {sum(counts[1:])} answers")  # type: ignore[arg-type]
        assert acknowledged > 0
        assert all(counts[1:])


def killed_while_it_writes(folder: Path, chance: random.Random, last: int) -> int:
    """Send versions to a server, kill it with all its processes, and give the last version acknowledged."""
    acknowledged = last
    with serving(folder, writing=True) as server, server.client("write") as client:
        end = time.monotonic() + chance.uniform(0, 0.5)
        version = last
        while time.monotonic() < end:
            version += 1
            data = "".join(f"<urn:s{n}> <urn:version> {version} .\n" for n in range(SIZE))
            headers = {"content-type": "text/turtle"}
            assert client.put("/graph-store?graph=urn:document", content=data, headers=headers).is_success
            acknowledged = version
        os.killpg(server.process.pid, signal.SIGKILL)
    return acknowledged


@pytest.mark.parametrize("trials", [3, pytest.param(100, marks=pytest.mark.slow)])
def test_kill_9_of_the_server_loses_no_acknowledged_change(tmp_path: Path, trials: int) -> None:
    chance, last = random.Random(9), 0
    with open_store(tmp_path / "store"):
        pass
    for _ in range(trials):
        acknowledged = killed_while_it_writes(tmp_path / "store", chance, last)
        with _free(tmp_path / "store") as store:
            rows = store.select("SELECT ?v (COUNT(*) AS ?n) { ?s <urn:version> ?v } GROUP BY ?v").rows
        found = [(int(row["v"].value), int(row["n"].value)) for row in rows]  # type: ignore[union-attr]
        assert found == [] if acknowledged == 0 else [n for _, n in found] == [SIZE]
        last = found[0][0] if found else 0
        assert last >= acknowledged


def _free(folder: Path) -> Store:
    """A store, when the processes that were killed are gone."""
    for _ in range(200):
        with suppress(HeldError):
            return open_store(folder)
        time.sleep(0.05)
    return open_store(folder)


def test_a_graph_has_a_tag_that_changes_with_it(written: Server) -> None:
    with written.client("write") as client:
        send = {"content": "<urn:a> <urn:b> 1 .", "headers": {"content-type": "text/turtle"}}
        assert client.put("/graph-store?graph=urn:tagged", **send).is_success
        first = client.get("/graph-store?graph=urn:tagged")
        known = {"if-none-match": first.headers["etag"]}
        assert client.get("/graph-store?graph=urn:tagged", headers=known).status_code == 304
        stale = {**send["headers"], "if-match": first.headers["etag"]}
        assert client.put("/graph-store?graph=urn:tagged", content="<urn:a> <urn:b> 2 .", headers=stale).is_success
        assert client.put("/graph-store?graph=urn:tagged", content="", headers=stale).status_code == 412
        again = client.get("/graph-store?graph=urn:tagged", headers=known)
        assert (again.status_code, again.text) == (200, "<urn:a> <urn:b> 2 .\n")
