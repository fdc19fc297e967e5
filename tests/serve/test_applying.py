"""Applying decisions through the server: who may, what is read anew, what is said, and what ends with the server."""

import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.processes import below, fields
from tests.serve.conftest import KG, Server, serving
from tests.serve.test_review_api import asked, claim_of, decided, made, open_server, served, server

__all__ = ["made", "open_server", "server"]
SOON = 60.0  # seconds


@pytest.fixture
def applying(made: Path, tmp_path: Path) -> Iterator[Server]:
    """A server of a project with two reviews that applies decisions."""
    root = tmp_path / "project"
    yield from served(root, made, "--ingest", f"{root / 'corpus'} --jobs 1")


def begin(server: Server, name: str | None = "anna") -> httpx.Response:
    with server.client(name) as client:
        return client.post("/api/review/ingest")


def ended(server: Server) -> dict[str, Any]:
    end = time.monotonic() + SOON
    while (found := asked(server, "/api/review/ingest", "anna"))["isRunning"]:
        assert time.monotonic() < end
        time.sleep(0.05)
    return dict(found)


def test_what_is_decided_is_applied_to_its_document_alone(applying: Server) -> None:
    assert asked(applying, "/api/review/ingest", "anna") == {
        "isRunning": False, "done": 0, "total": 0, "said": [], "hasFailed": False
    }  # fmt: skip
    claim = claim_of(applying, "saves")
    decided(applying, "anna", {"target": claim["id"], "action": "reject"})
    assert asked(applying, "/api/review/progress")["pending"] == 1
    answer = begin(applying)
    assert (answer.status_code, answer.json()["isRunning"]) == (202, True)
    assert begin(applying, "ben").json()["isRunning"]  # and there is one still
    assert ended(applying) == {
        "isRunning": False, "done": 2, "total": 2, "said": ["0 documents new, 1 changed, 1 unchanged"],
        "hasFailed": False,
    }  # fmt: skip
    assert asked(applying, f"/api/claims/{claim['id']}")["reviewStatus"] == "rejected"
    assert asked(applying, "/api/review/progress")["pending"] == 0


def test_what_cannot_be_read_is_said_and_the_others_are_applied(applying: Server) -> None:
    (applying.folder.parent / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    claim = claim_of(applying, "saves")
    decided(applying, "anna", {"target": claim["id"], "action": "accept"})
    begin(applying)
    found = ended(applying)
    assert found["hasFailed"]
    assert any("broken.pdf" in line for line in found["said"])
    assert asked(applying, f"/api/claims/{claim['id']}")["reviewStatus"] == "accepted"
    (applying.folder.parent / "kg.toml").write_text("store = [", encoding="utf8")
    begin(applying)
    found = ended(applying)
    assert found["hasFailed"]
    assert any("kg.toml" in line for line in found["said"])


def test_who_may_not_review_applies_nothing(applying: Server, server: Server) -> None:
    assert [begin(applying, name).status_code for name in (None, "rea")] == [401, 403]
    for name, status in ((None, 401), ("rea", 403)):
        with applying.client(name) as client:
            assert client.get("/api/review/ingest").status_code == status
    assert begin(server).json()["remedy"] == "Start it with --ingest WORDS, or call kg ingest."
    may = {name: asked(applying, "/api/me", name)["mayApply"] for name in (None, "rea", "anna", "ada")}
    assert may == {None: False, "rea": False, "anna": True, "ada": True}
    assert not asked(server, "/api/me", "anna")["mayApply"]


def test_a_coder_who_is_not_to_know_of_the_others_applies_nothing(made: Path, tmp_path: Path) -> None:
    root = tmp_path / "project"
    words = ("--ingest", str(root / "corpus"), "--coder", "anna", "--coder", "ben")
    for blind in served(root, made, *words):
        assert begin(blind).status_code == 403
        assert not asked(blind, "/api/me", "anna")["mayApply"]
        assert asked(blind, "/api/me", "ada")["mayApply"]


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_an_ingest_ends_with_its_server(made: Path, tmp_path: Path, sent: signal.Signals) -> None:
    root = tmp_path / "project"
    for applying in served(root, made, "--ingest", f"{root / 'corpus'} --jobs 2"):
        for number in range(12):
            shutil.copy(root / "corpus" / "bridge.txt", root / "corpus" / f"{number}.txt")
        before = {*below(applying.process.pid)}
        begin(applying)
        end = time.monotonic() + SOON
        while len(own := {*below(applying.process.pid)} - before) < 4:  # with processes of its own
            assert time.monotonic() < end
            time.sleep(0.05)
        applying.process.send_signal(sent)
        applying.process.wait(SOON)
    while any(map(_runs, own)):
        assert time.monotonic() < end
        time.sleep(0.05)
    done = ["ingest", "corpus", "--jobs", "1", "--quiet"]
    subprocess.run([*KG, *done], cwd=root, check=True)
    assert _asked_status(root) == "0 documents new, 0 changed, 14 unchanged\n"


def _runs(process: int) -> bool:
    """Whether a process is there and has not ended, even if nobody has asked how."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return fields(process)[0] != "Z"
    return False


def _asked_status(root: Path) -> str:
    """What an ingest says of a project in which nothing has changed: the store is whole."""
    words = [*KG, "ingest", "corpus", "--jobs", "1"]
    return subprocess.run(words, cwd=root, capture_output=True, text=True, check=True).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--nonsense corpus", "kg ingest does not take these words: No such option"),
        ("'corpus", "kg ingest does not take these words: No closing quotation"),
        ("", "these words name no texts"),
        ("-", "these words name no texts"),
        ("corpus --store other", "store and project are those of the server"),
    ],
)
def test_words_that_an_ingest_would_not_take_are_refused_at_the_start(
    made: Path, server: Server, words: str, said: str
) -> None:
    people = str(server.folder.parent / "people.csv")
    started = serving(made / "store", "--project", str(made), "--people", people, "--ingest", words)
    with pytest.raises(AssertionError, match=said), started:
        pass


def test_outside_of_a_project_there_is_nothing_to_apply(made: Path, server: Server, tmp_path: Path) -> None:
    shutil.copytree(made / "store", tmp_path / "store")
    people, program = str(server.folder.parent / "people.csv"), ["env", "-C", str(tmp_path), *KG]
    started = serving(tmp_path / "store", "--people", people, "--ingest", "corpus", program=program)
    with pytest.raises(AssertionError, match="there are no decisions to apply"), started:
        pass
    with pytest.raises(AssertionError, match="--ingest needs --people"), serving(made / "store", "--ingest", "corpus"):
        pass
