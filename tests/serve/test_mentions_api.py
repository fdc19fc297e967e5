"""Mentions through the server: where an actor is mentioned, whom an unlinked mention means, and what waits for it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.decisions import read_decisions, write_decisions
from kg.store import open_store
from tests.cli.conftest import REVIEW
from tests.serve.conftest import Server
from tests.serve.test_review_api import BASE, accept, asked, claim_of, decided, folder_of, kg, post, rows, served

LONG = "Olaf Scholz promised Poland help" + ", as he had done before" * 20
TEXT = REVIEW.replace("Emmanuel Macron supports Poland. He criticised", f"{LONG}. She praised")
OTHER = REVIEW.replace("Gazeta Wyborcza", "Die Welt").replace("Vladimir Putin", "Zbigniew Kowalczyk")
MACRON = f"{BASE}actor/emmanuel-macron"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a review in which it is not plain who "She" is, and with a claim of more than 300 characters."""
    root = tmp_path_factory.mktemp("mentions") / "project"
    (root / "corpus").mkdir(parents=True)
    (root / "kg.toml").write_text('store = "store"\nextractor = "rules"\n', encoding="utf8")
    (root / "corpus" / "bridge.txt").write_text(TEXT, encoding="utf8")
    (root / "corpus" / "other.txt").write_text(OTHER, encoding="utf8")
    kg(root, "review", "add", "bridge", "Olaf Scholz|aids|Poland", "--words", LONG, "--coder", "zoe")
    kg(root, "ingest", "corpus")
    return root


@pytest.fixture(scope="module", params=[(), ("--with-texts",)], ids=["without texts", "with texts"])
def shared_server(made: Path, request: pytest.FixtureRequest) -> Iterator[Server]:
    yield from served(made.parent / f"served{len(request.param)}", made, *request.param)


@pytest.fixture
def server(shared_server: Server) -> Iterator[Server]:
    kept = read_decisions(folder_of(shared_server))
    yield shared_server
    shutil.rmtree(folder_of(shared_server), ignore_errors=True)
    write_decisions(folder_of(shared_server), "zoe", kept)


def unresolved(server: Server, words: str = "She") -> Any:
    found = asked(server, "/api/review/queue", kind="mention")["items"]
    return next(one for one in found if one["place"]["words"] == words)


def mentions(server: Server, **wanted: Any) -> Any:
    return asked(server, "/api/mentions", **wanted)["items"]


def test_the_queue_tells_a_mention_and_where_it_stands(server: Server) -> None:
    she, begin = unresolved(server), TEXT.index("She praised")
    assert she["target"].startswith(f"{BASE}mention/")
    assert (she["place"]["begin"], she["place"]["end"]) == (begin, begin + 3)
    if asked(server, "/api/me")["withTexts"]:
        context = she["place"]["context"]
        assert "She praised Germany last year." in context["text"]
        assert TEXT[context["begin"] :].startswith(context["text"])
    else:
        assert she["place"]["context"] is None


def test_who_is_meant_by_it_is_set_and_found_after_the_next_ingest(server: Server, tmp_path: Path) -> None:
    she = unresolved(server)
    before = asked(server, "/api/review/queue", "anna", kind="mention")["total"]
    [row] = decided(server, "anna", {"target": she["target"], "action": "split", "new": "Emmanuel Macron"})["made"]
    assert (row["target"], row["new"]) == (she["target"].rpartition("/")[2], MACRON)
    assert asked(server, "/api/review/queue", "anna", kind="mention")["total"] == before - 1
    listed = asked(server, "/api/decisions", "anna", document="bridge", coder="anna")["items"]
    assert [one["id"] for one in listed] == [row["id"]]
    root = tmp_path / "project"
    shutil.copytree(server.folder.parent, root, ignore=shutil.ignore_patterns("store"))
    kg(root, "ingest", "corpus")
    assert '"She"' not in kg(root, "issues", "--kind", "unresolved-mention")
    assert kg(root, "issues", "--kind", "stale-decision", "--format", "csv").splitlines()[1:] == []
    with open_store(root / "store", read_only=True) as store:
        assert store.ask(f"ASK {{ <{she['target']}> <https://w3id.org/pov#refersTo> <{MACRON}> }}")


def test_mentions_of_an_actor_are_listed_and_one_of_them_is_somebody_else(server: Server) -> None:
    [macron] = mentions(server, actor="emmanuel-macron", document="other")[:1]
    assert OTHER[macron["begin"] : macron["end"]] == macron["words"]
    assert (macron["actor"]["iri"], macron["document"]["id"], macron["passageNumber"]) == (MACRON, "other", 2)
    assert (macron["context"] is not None) == asked(server, "/api/me")["withTexts"]
    [row] = decided(server, "anna", {"target": macron["id"], "action": "split", "new": "Olaf Scholz"})["made"]
    assert (row["target"], row["new"]) == (macron["id"], f"{BASE}actor/olaf-scholz")


def test_the_least_sure_mentions_come_first_and_in_parts(server: Server) -> None:
    whole = asked(server, "/api/mentions", actor=f"{BASE}actor/poland")
    scores = [one["score"] for one in whole["items"]]
    assert scores == sorted(scores)
    assert whole["total"] == len(scores) == asked(server, "/api/actors/poland")["mentions"]
    part = asked(server, "/api/mentions", actor="Poland", limit=2, offset=1)
    assert part["items"] == whole["items"][1:3]
    assert mentions(server, actor="poland", document="nowhere") == []
    with server.client() as client:
        assert client.get("/api/mentions", params={"actor": "Nobody At All"}).status_code == 400
        assert client.get("/api/mentions").status_code == 422


def test_how_many_decisions_wait_is_told(server: Server) -> None:
    assert asked(server, "/api/review/progress")["pending"] == 0
    decided(server, "anna", accept(claim_of(server, "saves")))
    assert asked(server, "/api/review/progress")["pending"] == 1
    shutil.rmtree(folder_of(server))  # also of zoe what the store heeds
    assert asked(server, "/api/review/progress")["pending"] == 1


def test_a_decision_goes_by_all_words_of_a_claim_which_stay_in_the_server(server: Server) -> None:
    claim = claim_of(server, "aids")
    assert claim["evidence"]["words"] is None
    told = decided(
        server, "anna", accept(claim), {"target": claim["id"], "action": "edit", "field": "span", "new": "Poland help"}
    )["made"]
    own = [row for row in rows(server) if row.coder == "anna"]
    assert [(row.words, row.old) for row in own] == [(LONG, ""), (LONG, LONG)]
    assert [len(row["words"]) for row in told] == [300, 300]
    assert len(told[1]["old"]) == 300
    history = asked(server, f"/api/claims/{claim['id']}/history", "anna")["items"]
    assert {len(row["words"]) for row in history} == {300}


def test_a_mention_that_is_in_no_document_is_refused(server: Server) -> None:
    answer = post(server, "anna", {"target": 'x" } #', "action": "split", "new": "Poland"})
    assert answer.status_code == 400


def test_somebody_whom_only_other_documents_know_is_meant_in_those_alone(server: Server) -> None:
    [known] = asked(server, "/api/actors?name=Zbigniew")["items"]
    [macron] = mentions(server, actor="emmanuel-macron", document="other")[:1]
    decided(server, "anna", {"target": macron["id"], "action": "split", "new": known["iri"]})
    answer = post(server, "anna", {"target": unresolved(server)["target"], "action": "split", "new": known["iri"]})
    assert (answer.status_code, "only other documents know" in answer.json()["error"]) == (400, True)
