"""Review through the server: who may decide, what becomes a row, what coders see of each other, what is in doubt."""

import csv
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from kg.decisions import Decision, read_decisions, write_decisions
from kg.serve.people import added
from tests.cli.conftest import REVIEW
from tests.serve.conftest import KG, ROOT, Server, serving
from tests.serve.test_description import OPERATIONS

BASE = "https://w3id.org/pov/id/"
OTHER = REVIEW.replace("Vladimir Putin saved", "Zbigniew Kowalczyk praised Poland. Vladimir Putin never saved")
PEOPLE = {"anna": "review", "ben": "review", "ada": "write", "rea": "read"}
HOSTILE = json.loads((ROOT / "web" / "tests" / "browser" / "hostile.json").read_text(encoding="utf8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two reviews, which contradict each other."""
    root = tmp_path_factory.mktemp("made") / "project"
    (root / "corpus").mkdir(parents=True)
    (root / "kg.toml").write_text('store = "store"\nextractor = "rules"\n', encoding="utf8")
    (root / "corpus" / "bridge.txt").write_text(REVIEW, encoding="utf8")
    (root / "corpus" / "denial.txt").write_text(OTHER.replace("Gazeta Wyborcza", "Die Welt"), encoding="utf8")
    kg(root, "ingest", "corpus")
    return root


@pytest.fixture(scope="module")
def open_server(made: Path) -> Iterator[Server]:
    """A server on which all see all decisions."""
    yield from served(made.parent / "open", made)


@pytest.fixture(scope="module")
def blind_server(made: Path) -> Iterator[Server]:
    """A server on which two coders judge without knowing of each other."""
    yield from served(made.parent / "blind", made, "--coder", "anna", "--coder", "ben")


@pytest.fixture
def server(open_server: Server) -> Iterator[Server]:
    yield open_server
    shutil.rmtree(folder_of(open_server), ignore_errors=True)


@pytest.fixture
def blind(blind_server: Server) -> Iterator[Server]:
    yield blind_server
    shutil.rmtree(folder_of(blind_server), ignore_errors=True)


def served(root: Path, of: Path, *words: str) -> Iterator[Server]:
    shutil.copytree(of, root)
    people = root / "people.csv"
    tokens = {name: added(people, name, role) for name, role in PEOPLE.items()}
    with serving(root / "store", "--project", str(root), "--people", str(people), *words) as server:
        yield replace(server, tokens=tokens)


def kg(root: Path, *words: str, token: str = "") -> str:
    env = {name: value for name, value in os.environ.items() if not name.startswith("KG_STORE")}
    env |= {"KG_STORE_TOKEN": token} if token else {}
    done = subprocess.run([*KG, *words], cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def folder_of(server: Server) -> Path:
    return server.folder.parent / "graph" / "decisions"


def rows(server: Server) -> list[Decision]:
    return list(read_decisions(folder_of(server)))


def asked(server: Server, path: str, name: str | None = None, **parameters: Any) -> Any:
    with server.client(name) as client:
        answer = client.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def post(server: Server, name: str | None, *decisions: dict[str, Any]) -> httpx.Response:
    with server.client(name) as client:
        return client.post("/api/decisions", json={"decisions": list(decisions)})


def decided(server: Server, name: str, *decisions: dict[str, Any]) -> Any:
    answer = post(server, name, *decisions)
    assert answer.status_code == 200, answer.text
    return answer.json()


def claim_of(server: Server, kind: str, document: str = "bridge") -> Any:
    found = asked(server, "/api/claims", type=kind, document=document)["items"]
    assert len(found) == 1
    return found[0]


def accept(claim: Any, **more: Any) -> dict[str, Any]:
    return {"target": claim["id"], "action": "accept", **more}


# Who


def test_a_person_is_told_what_the_token_is_good_for(server: Server, blind: Server) -> None:
    people = {name: asked(server, "/api/me", name) for name in (None, "rea", "anna", "ada")}
    assert [(me["name"], me["role"], me["mayReview"]) for me in people.values()] == [
        (None, "read", False), ("rea", "read", False), ("anna", "review", True), ("ada", "write", True)
    ]  # fmt: skip
    assert [me["maySignIn"] for me in people.values()] == [True] * 4
    assert people["anna"]["coders"] == []
    assert asked(blind, "/api/me")["coders"] == ["anna", "ben"]


def test_a_wrong_token_is_refused_everywhere(server: Server) -> None:
    paths = ("/api/me", "/api/decisions", "/api/claims/x/history", *map("/api/review/{}".format, REVIEWED))
    for path in paths:
        with server.client() as client:
            answer = client.get(path, headers={"authorization": "Bearer wrong"})
            assert (path, answer.status_code) == (path, 401)


REVIEWED = ("queue", "disagreements", "progress", "ingest")


def test_who_may_not_decide_changes_nothing(server: Server, sample: Server) -> None:
    claim = claim_of(server, "saves")
    [own] = decided(server, "anna", accept(claim))["made"]
    for name, status in ((None, 401), ("rea", 403)):
        assert post(server, name, {"target": claim["id"], "action": "reject"}).status_code == status
        with server.client(name) as client:
            assert client.delete(f"/api/decisions/{own['id']}").status_code == status
    with server.client("ben") as client:
        assert client.delete(f"/api/decisions/{own['id']}").status_code == 403
    assert [row.id for row in rows(server)] == [own["id"]]
    assert post(sample, None, accept(claim)).status_code == 403


def test_a_server_without_a_project_has_nothing_to_decide_in(made: Path, tmp_path: Path) -> None:
    people, folder = tmp_path / "people.csv", tmp_path / "store"
    token = added(people, "anna", "review")
    shutil.copytree(made / "store", folder)
    program = ["env", "-C", str(tmp_path), *KG]
    with serving(folder, "--people", str(people), program=program) as server:
        alone = replace(server, tokens={"anna": token})
        claim = claim_of(alone, "saves")
        answer = post(alone, "anna", accept(claim))
        assert (answer.status_code, answer.json()["remedy"]) == (403, "Start it in a project, or with --project DIR.")
        me = asked(alone, "/api/me", "anna")
        assert (me["mayReview"], me["maySignIn"]) == (False, False)
        assert asked(alone, "/api/decisions")["items"] == []
        assert asked(alone, "/api/review/queue", kind="claim")["total"] > 0
    assert not (tmp_path / "graph").exists()


def test_a_coder_must_be_among_the_people(made: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    added(people, "anna", "review")
    words = ("--people", str(people), "--project", str(made), "--coder", "bne")
    with pytest.raises(AssertionError, match="there is no bne among the people"), serving(made / "store", *words):
        pass


# Deciding


def test_a_decision_is_a_row_with_what_the_store_says(server: Server) -> None:
    claim = claim_of(server, "saves")
    edit = {"target": claim["id"], "action": "edit", "field": "polarity", "new": "negated", "reason": "irony"}
    [told] = decided(server, "anna", edit)["made"]
    today = time.strftime("%Y-%m-%d")
    row = Decision(
        claim["id"], "edit", "polarity", "affirmed", "negated", claim["evidence"]["words"], "anna", today, "irony"
    )
    assert rows(server) == [row]
    keys = ("id", "target", "action", "field", "old", "new", "words", "coder", "date", "reason", "claim", "isOwn")
    columns = [row.target, row.action, row.field, row.old, row.new, row.words, row.coder, row.date, row.reason]
    assert told == dict(zip(keys, [row.id, *columns, claim["id"], True], strict=True))


HELD = {
    "modality": ("possible", "asserted"), "relation": ("aids", "saves"), "time": ("lately", "in 2020"),
    "time_normal": ("2021", "2020"), "theme": ("peace", ""), "subject": ("Poland", "Vladimir Putin"),
    "object": (f"{BASE}actor/poland", f"{BASE}actor/alexander-lukashenka"),
    "source": ("Le Monde|Gazeta Wyborcza", "Gazeta Wyborcza"), "span": ("saved Alexander", None),
}  # fmt: skip


def test_each_field_of_a_claim_can_be_edited_and_says_what_it_was(server: Server) -> None:
    claim = claim_of(server, "saves")
    edits = [{"target": claim["iri"], "action": "edit", "field": field, "new": new} for field, (new, _) in HELD.items()]
    told = decided(server, "anna", *edits)["made"]
    words = claim["evidence"]["words"]
    assert {row["field"]: row["old"] for row in told} == {
        f: words if old is None else old for f, (_, old) in HELD.items()
    }
    assert {row["words"] for row in told} == {words}


def test_actors_mentions_and_documents_are_decided_on(server: Server) -> None:
    [actor] = asked(server, "/api/review/queue", kind="actor")["items"]
    mention = server.ask(
        f"SELECT ?m {{ ?m a <https://w3id.org/pov#Mention> ; <https://w3id.org/pov#refersTo> <{actor['target']}> }}"
    ).json()["results"]["bindings"][0]["m"]["value"]
    words = "Olaf Scholz promised Poland help"
    told = decided(
        server,
        "anna",
        {"target": actor["target"], "action": "name", "field": "country", "new": "PL"},
        {"target": actor["target"], "action": "merge", "new": "Olaf Scholz"},
        {"target": "poland", "action": "alias", "field": "pl", "new": "Rzeczpospolita"},
        {"target": mention, "action": "split", "new": "emmanuel-macron"},
        {"target": "bridge", "action": "add", "new": "Olaf Scholz|aids|Poland", "words": words},
    )["made"]
    assert [(row["action"], row["target"], row["new"]) for row in told] == [
        ("name", actor["target"], "PL"),
        ("merge", actor["target"], f"{BASE}actor/olaf-scholz"),
        ("alias", f"{BASE}actor/poland", "Rzeczpospolita"),
        ("split", mention.rpartition("/")[2], f"{BASE}actor/emmanuel-macron"),
        ("add", "bridge", "Olaf Scholz|aids|Poland"),
    ]
    assert len(rows(server)) == 5


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "claim": ({"target": "0123456789abcdef", "action": "accept"}, "there is no claim 0123456789abcdef"),
    "no id": ({"target": "a b", "action": "reject"}, "there is no claim a b"),
    "actor": ({"target": "nobody-at-all", "action": "merge", "new": "Poland"}, "there is no actor nobody-at-all"),
    "into": ({"target": "poland", "action": "merge", "new": "Nobody At All"}, "Nobody At All"),
    "into itself": ({"target": "poland", "action": "merge", "new": "Poland"}, "an actor cannot be merged into itself"),
    "into nothing": ({"target": "poland", "action": "merge"}, "it is not said which actor is meant"),
    "registered": ({"target": "poland", "action": "name", "field": "country", "new": "DE"}, "an actor of the registry"),
    "language": ({"target": "poland", "action": "alias", "field": "??", "new": "x"}, "is no language tag"),
    "mention": ({"target": "abc", "action": "split", "new": "Poland"}, "there is no mention abc"),
    "document": ({"target": "nowhere", "action": "add", "new": "a|saves|b", "words": "x"}, "there is no document"),
    "relation": ({"target": "bridge", "action": "add", "new": "a|b|c", "words": "x"}, 'there is no relation "b"'),
    "settles": ({"target": "poland", "action": "alias", "new": "Polska", "settles": True}, "alias settles nothing"),
}


@pytest.mark.parametrize(("wrong", "what"), WRONG.values(), ids=WRONG)
def test_of_decisions_one_of_which_is_wrong_none_is_made(server: Server, wrong: dict[str, Any], what: str) -> None:
    good = accept(claim_of(server, "saves"), settles=bool(wrong.get("settles")))
    answer = post(server, "anna", good, wrong)
    assert answer.status_code == 400, answer.text
    assert what in answer.json()["error"]
    assert answer.json()["remedy"]
    assert rows(server) == []


def test_a_value_that_a_field_cannot_have_is_refused(server: Server) -> None:
    claim = claim_of(server, "saves")
    for field, new in (("polarity", "maybe"), ("colour", "red"), ("time_normal", "soon"), ("subject", "")):
        answer = post(server, "anna", {"target": claim["id"], "action": "edit", "field": field, "new": new})
        assert (field, answer.status_code) == (field, 400)
    twice = [accept(claim), {"target": claim["iri"], "action": "reject"}]
    assert post(server, "anna", *twice).status_code == 400
    assert rows(server) == []


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 422), (b"", 422), (b"[]", 422), (b'{"decisions": []}', 422), (b'{"decisions": [{}]}', 422),
        (b'{"decisions": [{"target": "x", "action": "link"}]}', 422),
        (b'{"decisions": [{"target": "x", "action": "accept", "coder": "ben"}]}', 422),
        (b'{"decisions": [{"target": "x", "action": "accept", "reason": "a\\u0000b"}]}', 422),
        (b'{"decisions": [{"target": "x", "action": "accept", "reason": "a\\rb"}]}', 422),
        (b'{"decisions": [{"target": "x", "action": "accept", "reason": "\\ud800"}]}', 422),
        (b'{"decisions": [{"target": "' + b"x" * 2_000_000 + b'", "action": "accept"}]}', 413),
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused(server: Server, body: bytes, status: int) -> None:
    with server.client("anna") as client:
        answer = client.post("/api/decisions", content=body, headers={"content-type": "application/json"})
        assert answer.status_code == status, answer.text
        in_parts = client.post(
            "/api/decisions", content=iter([body[:5], body[5:]]), headers={"content-type": "application/json"}
        )
        assert in_parts.status_code == status
    assert rows(server) == []


def test_hostile_words_come_back_as_they_were(server: Server) -> None:
    claim = claim_of(server, "saves")
    for words in HOSTILE:
        told = decided(server, "anna", accept(claim, reason=words))["made"]
        assert [row["reason"] for row in told] == [words]
        assert [row.reason for row in rows(server)] == [words]
        assert asked(server, f"/api/claims/{claim['id']}/history")["items"][0]["reason"] == words


# Undo


def test_the_later_verdict_takes_the_place_of_the_earlier_and_undo_brings_it_back(server: Server) -> None:
    claim = claim_of(server, "saves")
    [first] = decided(server, "anna", accept(claim, reason="sure"))["made"]
    changed = decided(server, "anna", {"target": claim["id"], "action": "reject"})
    assert changed["withdrawn"] == [first]
    with server.client("anna") as client:
        undone = client.delete(f"/api/decisions/{changed['made'][0]['id']}").json()
        assert undone == {"made": [], "withdrawn": changed["made"]}
        assert client.delete(f"/api/decisions/{changed['made'][0]['id']}").status_code == 404
    assert rows(server) == []
    again = {name: first[name] for name in ("target", "action", "field", "old", "new", "words", "reason")}
    assert decided(server, "anna", again)["made"] == [first]


def test_two_requests_at_once_lose_nothing(server: Server) -> None:
    claims = asked(server, "/api/claims")["items"]
    assert len(claims) > 5
    jobs = [(name, claim) for claim in claims for name in ("anna", "ben", "ada")]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda job: post(server, job[0], accept(job[1])).status_code, jobs))
    assert set(answers) == {200}
    assert {(row.coder, row.target) for row in rows(server)} == {(name, claim["id"]) for name, claim in jobs}


def test_a_command_beside_the_server_loses_nothing_either(server: Server) -> None:
    claims, folder = asked(server, "/api/claims")["items"], folder_of(server)
    others = [Decision(f"{n:016x}", "accept", coder="anna", date="2024-01-01") for n in range(200)]
    with ThreadPoolExecutor(4) as pool:
        ours = [pool.submit(post, server, "anna", accept(claim)) for claim in claims]
        theirs = [pool.submit(write_decisions, folder, "anna", [row]) for row in others]
        assert {job.result().status_code for job in ours} == {200}
        assert len([job.result() for job in theirs]) == 200
    assert {row.target for row in rows(server)} == {row.target for row in others} | {claim["id"] for claim in claims}


# What is seen


def test_decisions_are_told_newest_first_and_by_filter(server: Server) -> None:
    here, there = claim_of(server, "saves"), claim_of(server, "saves", "denial")
    write_decisions(folder_of(server), "old", [Decision(here["id"], "reject", coder="old", date="2020-01-01")])
    decided(server, "anna", accept(here), accept(there))
    decided(server, "ben", {"target": "bridge", "action": "add", "new": "Poland|aids|Germany", "words": "help"})
    every = asked(server, "/api/decisions", "anna")
    assert (every["total"], every["items"][-1]["coder"]) == (4, "old")
    assert [row["isOwn"] for row in every["items"]] == [row["coder"] == "anna" for row in every["items"]]
    filters: list[tuple[dict[str, str], int]] = [
        ({"claim": here["id"]}, 2), ({"claim": there["iri"]}, 1), ({"document": "bridge"}, 3), ({"coder": "anna"}, 2),
        ({"document": "denial", "coder": "anna"}, 1), ({"coder": "nobody"}, 0), ({"limit": "1"}, 4),
    ]  # fmt: skip
    for wanted, total in filters:
        assert (wanted, asked(server, "/api/decisions", **wanted)["total"]) == (wanted, total)


def test_coders_see_each_other_when_all_have_judged(blind: Server) -> None:
    claim = claim_of(blind, "saves")
    [own] = decided(blind, "anna", accept(claim, reason="sure"))["made"]
    for name in (None, "ben", "ada", "rea"):
        history = asked(blind, f"/api/claims/{claim['id']}/history", name)
        assert (history["items"], history["hidden"]) == ([], True)
        assert asked(blind, "/api/decisions", name)["total"] == 0
    assert asked(blind, f"/api/claims/{claim['id']}/history", "anna") == {"items": [own], "hidden": False}
    with blind.client("ben") as client:
        assert client.delete(f"/api/decisions/{own['id']}").status_code == 404
    decided(blind, "ben", {"target": claim["id"], "action": "reject"})
    for name in (None, "anna", "ben", "rea"):
        history = asked(blind, f"/api/claims/{claim['id']}/history", name)
        assert {row["coder"] for row in history["items"]} == {"anna", "ben"}
        assert history["hidden"] is False


def test_what_coders_disagree_on_is_settled(blind: Server) -> None:
    claim, other = claim_of(blind, "saves"), claim_of(blind, "saves", "denial")
    decided(blind, "anna", accept(claim), accept(other))
    early = post(blind, "ada", accept(claim, settles=True))
    assert (early.status_code, early.json()["remedy"]) == (400, "Wait for ben.")
    assert asked(blind, "/api/review/disagreements")["total"] == 0
    decided(
        blind, "ben", {"target": claim["id"], "action": "edit", "field": "polarity", "new": "negated"}, accept(other)
    )
    [found] = asked(blind, "/api/review/disagreements", "anna")["items"]
    assert (found["target"], found["claim"], found["settled"]) == (claim["id"], claim, [])
    assert {row["coder"]: row["action"] for row in found["decisions"]} == {"anna": "accept", "ben": "edit"}
    progress = asked(blind, "/api/review/progress", "anna")
    assert progress == {
        "coders": [{"name": n, "decided": 2, "isSelf": n == "anna"} for n in ("anna", "ben")], "both": 2, "agreeing": 1,
        "pending": 4
    }  # fmt: skip
    [settled] = decided(blind, "ada", accept(claim, settles=True, reason="both met"))["made"]
    assert (settled["coder"], settled["reason"], settled["isOwn"]) == ("settled", "ada: both met", True)
    [found] = asked(blind, "/api/review/disagreements")["items"]
    assert [row["id"] for row in found["settled"]] == [settled["id"]]
    again = decided(blind, "ben", {"target": claim["id"], "action": "reject", "settles": True})
    assert [row["id"] for row in again["withdrawn"]] == [settled["id"]]
    with blind.client("ada") as client:
        assert client.delete(f"/api/decisions/{again['made'][0]['id']}").status_code == 403
    with blind.client("ben") as client:
        assert client.delete(f"/api/decisions/{again['made'][0]['id']}").status_code == 200
    assert "settled" not in {row.coder for row in rows(blind)}


def test_the_name_and_the_iri_of_an_actor_are_one_answer(blind: Server) -> None:
    claim = claim_of(blind, "saves")
    for name, new in (("anna", f"{BASE}actor/poland"), ("ben", "Poland")):
        decided(blind, name, {"target": claim["id"], "action": "edit", "field": "object", "new": new})
    assert asked(blind, "/api/review/disagreements")["total"] == 0
    decided(blind, "ben", {"target": claim["id"], "action": "edit", "field": "object", "new": "Germany"})
    assert asked(blind, "/api/review/disagreements")["total"] == 1


def test_nobody_is_called_as_what_settles(tmp_path: Path) -> None:
    for name in ("settled", ".hidden", "-x", "a/b", "", ".."):
        with pytest.raises(Exception, match="is no name"):
            added(tmp_path / "people.csv", name, "review")


# The queue


def test_the_most_doubtful_comes_first_with_its_reasons(server: Server) -> None:
    whole = asked(server, "/api/review/queue", limit=500)["items"]
    assert [one["doubt"] for one in whole] == sorted((one["doubt"] for one in whole), reverse=True)
    claims = {one["target"]: one for one in whole if one["kind"] == "claim"}
    assert claims.keys() == {claim["id"] for claim in asked(server, "/api/claims", limit=500)["items"]}
    for one in claims.values():
        assert one["claim"]["id"] == one["target"]
        assert (one["words"], one["document"]) == (one["claim"]["evidence"]["words"], one["claim"]["document"])
        assert ("low-confidence" in one["reasons"]) == (one["claim"]["confidence"] < 0.5)
    [actor] = [one for one in whole if one["kind"] == "actor"]
    assert (actor["what"], actor["reasons"], actor["document"]["id"]) == (
        "Zbigniew Kowalczyk",
        ["provisional"],
        "denial",
    )


def test_what_another_source_denies_is_contradicted(server: Server) -> None:
    found = {one["target"]: one for one in asked(server, "/api/review/queue", kind="claim", limit=500)["items"]}
    opposed = {claim_of(server, "saves", document)["id"] for document in ("bridge", "denial")}
    assert {target for target, one in found.items() if "contradicted" in one["reasons"]} == opposed


def test_the_queue_leaves_out_what_one_has_decided_oneself(server: Server) -> None:
    whole = asked(server, "/api/review/queue", kind="claim")
    claim = whole["items"][0]["claim"]
    decided(server, "anna", accept(claim))
    assert asked(server, "/api/review/queue", "anna", kind="claim")["items"] == whole["items"][1:]
    assert asked(server, "/api/review/queue", "ben", kind="claim")["items"] == whole["items"]
    decided(server, "ada", accept(claim, settles=True))
    assert asked(server, "/api/review/queue", "ben", kind="claim")["items"] == whole["items"][1:]


def test_the_queue_comes_in_parts_and_by_document(server: Server) -> None:
    whole = asked(server, "/api/review/queue", limit=500)["items"]
    parts, place = [], "/api/review/queue?limit=3"
    while place:
        part = asked(server, place)
        parts, place = parts + part["items"], part["next"]
    assert parts == whole
    for document in ("bridge", "denial"):
        some = asked(server, "/api/review/queue", document=document, limit=500)["items"]
        assert some == [one for one in whole if one["document"]["id"] == document]
    with server.client() as client:
        assert client.get("/api/review/queue", params={"document": "nowhere"}).status_code == 404


def test_the_command_lists_the_same_doubts(server: Server, made: Path) -> None:
    listed = list(csv.DictReader(kg(made, "review", "list", "--format", "csv", "--limit", "500").splitlines()))
    whole = asked(server, "/api/review/queue", limit=500)["items"]
    assert [(row["target"], row["kind"], row["reasons"].split(), row["what"], row["words"]) for row in listed] == [
        (one["target"], one["kind"], one["reasons"], one["what"], one["words"]) for one in whole
    ]


# With the rest of kg


def test_the_next_ingest_applies_what_was_decided_here(server: Server) -> None:
    root, claim = server.folder.parent, claim_of(server, "saves")
    decided(server, "anna", {"target": claim["id"], "action": "reject"})
    token = server.tokens["ada"]
    assert "1 changed, 1 unchanged" in kg_told(root, "ingest", "corpus", token=token)
    assert asked(server, f"/api/claims/{claim['id']}")["reviewStatus"] == "rejected"
    with server.client("anna") as client:
        [row] = client.get("/api/decisions").json()["items"]
        client.delete(f"/api/decisions/{row['id']}")
    kg_told(root, "ingest", "corpus", token=token)
    assert asked(server, f"/api/claims/{claim['id']}")["reviewStatus"] == "unreviewed"


def kg_told(root: Path, *words: str, token: str) -> str:
    env = {**os.environ, "KG_STORE_TOKEN": token}
    done = subprocess.run([*KG, *words], cwd=root, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


def test_rows_of_a_command_are_seen_at_once(server: Server) -> None:
    claim = claim_of(server, "saves")
    assert asked(server, f"/api/claims/{claim['id']}/history")["items"] == []
    kg(server.folder.parent, "review", "accept", claim["id"], "--coder", "carl", token=server.tokens["ada"])
    [row] = asked(server, f"/api/claims/{claim['id']}/history")["items"]
    assert (row["coder"], row["action"]) == ("carl", "accept")


def test_a_file_that_is_broken_is_no_fault_of_who_asks(server: Server) -> None:
    folder_of(server).mkdir(parents=True)
    (folder_of(server) / "zoe.csv").write_text("nothing\n", encoding="utf8")
    with server.client("anna") as client:
        answer = client.get("/api/decisions")
        assert (answer.status_code, str(server.folder.parent) in answer.text) == (500, False)
        assert client.get("/api/claims").status_code == 200


OURS = {label: found for label, found in OPERATIONS.items() if found.definition.raw.get("tags") == ["review"]}


@pytest.mark.parametrize("operation", OURS.values(), ids=OURS)
def test_no_request_of_a_coder_breaks_the_server(server: Server, operation: Any) -> None:
    headers = {"authorization": f"Bearer {server.tokens['anna']}"}
    excluded = [positive_data_acceptance, ignored_auth]  # which sends the token in each request, and finds it heeded
    modes = [operation.as_strategy(generation_mode=mode) for mode in schemathesis.GenerationMode]

    @settings(max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(modes))
    def check(case: schemathesis.Case) -> None:
        case.call_and_validate(base_url=server.address, headers=headers, excluded_checks=excluded)

    check()
    assert len(OURS) == 10
