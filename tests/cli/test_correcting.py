"""Claims that are corrected, added and settled by the commands, and seen so after the next ingest."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import Result

from kg.errors import UsageError
from kg.model.quads import plain
from kg.review import claim_in
from kg.store import open_store
from tests.cli.conftest import REVIEW, Run
from tests.cli.test_review import claim_of, rows_of, stale

ANNA = ("--coder", "anna", "--date", "2024-05-01")
BEN = ("--coder", "ben", "--date", "2024-05-02")


def claim(project: Path, identifier: str) -> dict[str, str]:
    with open_store(project / "store", read_only=True) as store:
        found = claim_in(store, identifier)
    assert found is not None
    return {name: found.get(name, "") for name in ("subject", "relation", "object", "source", "span", "polarity")}


def listed(done: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(done.stdout)))


def checked(run: Run) -> list[dict[str, str]]:
    """What is wrong with the store by shapes and queries."""
    found = json.loads(run("check", "--only", "shapes", "--only", "queries", "--format", "json").stdout)
    return [finding for finding in found if finding["level"] == "error"]


SAVES = {
    "subject": "Vladimir Putin",
    "relation": "saves",
    "object": "Alexander Lukashenka",
    "source": "Gazeta Wyborcza",
    "span": "Vladimir Putin saved Alexander Lukashenka",
    "polarity": "affirmed",
}


def test_a_claim_with_the_wrong_object_is_corrected_after_a_new_ingest(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    saves, _ = claim_of(project, "saves")
    assert claim(project, saves) == SAVES
    run("review", "edit", saves, "object", "Olaf Scholz", *ANNA)
    assert "0 new, 1 changed" in run("ingest", "corpus").output.replace("documents ", "")
    assert claim(project, saves) == SAVES | {"object": "Olaf Scholz"}
    assert claim_of(project, "saves") == (saves, "corrected")
    assert stale(run) == []
    with open_store(project / "store", read_only=True) as store:
        assert store.ask(
            "ASK { <https://w3id.org/pov/id/actor/vladimir-putin> <https://w3id.org/pov/rel#saves> "
            "<https://w3id.org/pov/id/actor/olaf-scholz> }"
        )
    assert checked(run) == []


def test_an_edited_claim_can_be_decided_on_and_its_edits_undone(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    saves, _ = claim_of(project, "saves")
    run("review", "edit", saves, "span", "Vladimir Putin saved Alexander Lukashenka in 2020.", *ANNA)
    run("review", "edit", saves, "source", "Olaf Scholz|Gazeta Wyborcza", *ANNA)
    run("review", "edit", saves, "object", "Emmanuel Macron", *ANNA)
    run("ingest", "corpus")
    edited = {"span": SAVES["span"] + " in 2020.", "source": "Olaf Scholz|Gazeta Wyborcza", "object": "Emmanuel Macron"}
    assert (claim(project, saves), checked(run)) == (SAVES | edited, [])
    run("review", "accept", saves, *BEN)
    assert {row["words"] for coder in ("anna", "ben") for row in rows_of(project, coder)} == {SAVES["span"]}
    run("ingest", "corpus")
    assert (claim_of(project, "saves"), stale(run)) == ((saves, "accepted"), [])
    history = listed(run("review", "history", saves, "--format", "csv"))
    assert [(r["coder"], r["action"], r["field"]) for r in history] == [
        ("anna", "edit", "object"), ("anna", "edit", "source"), ("anna", "edit", "span"), ("ben", "accept", ""),
    ]  # fmt: skip
    assert history[0]["old"] == SAVES["object"]
    run("review", "undo", *(row["id"] for row in history))
    run("ingest", "corpus")
    assert (claim(project, saves), claim_of(project, "saves")) == (SAVES, (saves, "unreviewed"))
    assert listed(run("review", "history", saves, "--format", "csv")) == []


def test_an_edit_that_no_longer_fits_is_an_issue(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    saves, _ = claim_of(project, "saves")
    run("review", "edit", saves, "object", "Nobody At All", *ANNA)
    run("ingest", "corpus")
    assert claim_of(project, "saves") == (saves, "unreviewed")
    why = 'neither the registry nor the document knows one actor called "Nobody At All"'
    assert stale(run) == [f"the decision to edit {saves} by anna does not fit: {why}"]


def test_a_claim_is_added_with_all_its_parts(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    words = "Poland accuses Germany of delay"
    parts = ("--theme", "the bridge", "--source", "Olaf Scholz", "--source", "Gazeta Wyborcza")
    manner = ("--modality", "possible", "--at", "200")
    run("review", "add", "bridge", "Donald Tusk|demands-from|", "--words", words, *parts, *manner, *ANNA)
    assert [row["new"] for row in rows_of(project)] == [
        "Donald Tusk|demands-from||modality=possible|source=Olaf Scholz>Gazeta Wyborcza|theme=the bridge"
    ]
    run("ingest", "corpus")
    made, status = claim_of(project, "demands-from")
    assert (claim(project, made), status) == (
        {
            "subject": "Donald Tusk", "relation": "demands-from", "object": "", "span": words,
            "source": "Olaf Scholz|Gazeta Wyborcza", "polarity": "affirmed",
        },
        "accepted",
    )  # fmt: skip
    assert (stale(run), checked(run)) == ([], [])


NAMES = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name {{ <{}> skos:altLabel ?name FILTER (STR(?name) = "{}") }}
"""
SAVED_BY = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?s { ?r pov:relationType <https://w3id.org/pov/type/saves> ; pov:subject ?s }
"""
MEANT = (
    "ASK {{ ?m <https://w3id.org/pov#refersTo> <{}> ; <https://w3id.org/pov#span>/<https://w3id.org/pov#exact> '{}' }}"
)


def names_of(project: Path, actor: str, name: str) -> list[tuple[str, str | None]]:
    with open_store(project / "store", read_only=True) as store:
        rows = store.select(NAMES.format(actor, name)).rows
    return [(row["name"].value, row["name"].language) for row in rows]  # type: ignore[union-attr]


def is_meant(project: Path, actor: str, words: str) -> bool:
    with open_store(project / "store", read_only=True) as store:
        return store.ask(MEANT.format(actor, words))


def test_an_actor_is_found_by_a_further_name_in_all_documents(project: Path, run: Run) -> None:
    text = REVIEW.replace("Vladimir Putin", "Batka Zavod").replace("Emmanuel Macron", "Batka Zavod")
    (project / "corpus" / "bridge.txt").write_text(text, encoding="utf8")
    (project / "corpus" / "other.txt").write_text(text.replace("Poland", "Hungary"), encoding="utf8")
    run("ingest", "corpus")
    putin = "https://w3id.org/pov/id/actor/vladimir-putin"
    assert not is_meant(project, putin, "Batka Zavod")
    run("review", "alias", "Vladimir Putin", "Batka Zavod", "--language", "be", *ANNA)
    assert [(r["target"], r["field"], r["old"], r["new"]) for r in rows_of(project)] == [
        (putin, "be", "Vladimir Putin", "Batka Zavod")
    ]
    assert "2 changed" in run("ingest", "corpus").output
    assert is_meant(project, putin, "Batka Zavod")
    assert names_of(project, putin, "Batka Zavod") == [("Batka Zavod", "be")]
    assert claim(project, claim_of(project, "saves")[0])["subject"] == "Vladimir Putin"
    assert (stale(run), checked(run)) == ([], [])
    [row] = listed(run("review", "history", putin, "--format", "csv"))
    run("review", "undo", row["id"])
    run("ingest", "corpus")
    assert (names_of(project, putin, "Batka Zavod"), is_meant(project, putin, "Batka Zavod")) == ([], False)


def test_an_actor_that_the_registry_lacks_gets_a_further_name_too(project: Path, run: Run) -> None:
    (project / "corpus" / "bridge.txt").write_text(REVIEW.replace("Vladimir Putin", "Zbigniew Kowalczyk"), "utf8")
    (project / "corpus" / "other.txt").write_text(REVIEW.replace("Vladimir Putin", "Wojciech Nowak"), "utf8")
    run("ingest", "corpus")

    def subjects() -> set[str]:
        with open_store(project / "store", read_only=True) as store:
            return {str(row["s"]) for row in store.select(SAVED_BY).rows}

    before = subjects()
    assert len(before) == 2
    with open_store(project / "store", read_only=True) as store:
        actor = next(a for a in before if store.ask(f"ASK {{ <{a}> ?p 'Zbigniew Kowalczyk'@en }}"))
    run("review", "alias", actor, "Wojciech Nowak", *ANNA)
    run("ingest", "corpus")
    assert (subjects(), stale(run)) == ({actor}, [])
    assert names_of(project, actor, "Wojciech Nowak") == [("Wojciech Nowak", None)]
    run("review", "name", actor, "name", "Zbyszek Kowalczyk", *ANNA)
    run("ingest", "corpus")
    assert (subjects(), stale(run)) == ({actor}, [])


def test_a_further_name_of_nobody_is_refused_or_an_issue(project: Path, run: Run) -> None:
    nobody = "https://w3id.org/pov/id/actor/nobody"
    done = run("review", "alias", nobody, "Someone", *ANNA)
    assert isinstance(done.exception, UsageError)
    assert done.exception.what == f"there is no actor {nobody}"
    (project / "graph" / "decisions").mkdir(parents=True)
    header = "target,action,field,old,new,words,coder,date,reason\n"
    row = f"{nobody},alias,,,Someone,,anna,2024-05-01,\n"
    (project / "graph" / "decisions" / "anna.csv").write_text(header + row, encoding="utf8")
    run("ingest", "corpus")
    assert stale(run) == [f"the decision to alias {nobody} by anna does not fit: there is no such actor"]


def test_a_disagreement_is_listed_and_settled(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    saves, _ = claim_of(project, "saves")
    run("review", "edit", saves, "object", "Olaf Scholz", *ANNA)
    run("review", "reject", saves, *BEN)
    assert listed(run("review", "disagreements", "--among", "anna", "--among", "carl", "--format", "csv")) == []
    found = listed(run("review", "disagreements", "--format", "csv"))
    assert [(r["claim"], r["settled"], r["coder"], r["decision"]) for r in found] == [
        (saves, "no", "anna", "object: Olaf Scholz"),
        (saves, "no", "ben", "reject"),
    ]
    run("review", "edit", saves, "object", "https://w3id.org/pov/id/actor/olaf-scholz", "--coder", "carl")
    among = ("--among", "anna", "--among", "carl")
    assert listed(run("review", "disagreements", *among, "--format", "csv")) == []
    run("review", "undo", *(r["id"] for r in listed(run("review", "history", saves, "--format", "csv"))[2:]))
    run("ingest", "corpus")
    assert claim_of(project, "saves") == (saves, "rejected")
    run("review", "settle", saves, "anna", "--coder", "carl", "--date", "2024-05-03", "--reason", "see line 3")
    assert [(r["action"], r["reason"]) for r in rows_of(project, "settled")] == [("edit", "carl: see line 3")]
    run("ingest", "corpus")
    assert claim_of(project, "saves") == (saves, "corrected")
    run("review", "settle", saves, "ben", "--coder", "carl")
    assert [r["action"] for r in rows_of(project, "settled")] == ["reject"]
    shown = json.loads(run("review", "disagreements", "--format", "json").stdout)
    assert [(r["settled"], r["coder"]) for r in shown] == [("yes", "anna"), ("yes", "ben"), ("yes", "settled")]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("undo", "0000"), "there is no decision 0000"),
        (("settle", "c1", "anna"), "anna has decided nothing on c1"),
        (("add", "bridge", "A|accuses|", "--words", "x"), "a claim has an object, a theme or content"),
    ],
)
def test_what_is_not_there_cannot_be_undone_or_settled(
    project: Path, run: Run, words: tuple[str, ...], what: str
) -> None:
    done = run("review", *words)
    assert isinstance(done.exception, UsageError)
    assert done.exception.what == what


SHE = REVIEW.replace("Emmanuel Macron supports Poland. He criticised", "She praised")
ISSUE = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?id ?words { ?issue pov:issueKind "unresolved-mention" ; pov:issueMention ?id ; pov:issueSpan/pov:exact ?words }
"""


def unresolved(project: Path) -> dict[str, str]:
    """The ids of mentions of which it is not plain who is meant, by their words."""
    with open_store(project / "store", read_only=True) as store:
        return {plain(row["words"]): plain(row["id"]) for row in store.select(ISSUE).rows}


def test_a_mention_of_which_nobody_knew_who_is_meant_is_set(project: Path, run: Run) -> None:
    (project / "corpus" / "bridge.txt").write_text(SHE, encoding="utf8")
    run("ingest", "corpus")
    before = unresolved(project)
    assert sorted(before) == ["She", "it"]
    rows = listed(run("review", "list", "--kind", "mention", "--format", "csv"))
    [target] = [row["target"] for row in rows if '"She"' in row["words"]]
    assert target == f"https://w3id.org/pov/id/mention/{before['She']}"
    merkel = "https://w3id.org/pov/id/actor/angela-merkel"
    run("review", "split", target, merkel, *ANNA)
    run("ingest", "corpus")
    assert (list(unresolved(project)), is_meant(project, merkel, "She")) == (["it"], True)
    assert claim(project, claim_of(project, "praises")[0])["subject"] == "Angela Merkel"
    assert (stale(run), checked(run)) == ([], [])
    run("review", "split", target, "Olaf Scholz", *BEN)  # the later decision counts
    run("ingest", "corpus")
    assert claim(project, claim_of(project, "praises")[0])["subject"] == "Olaf Scholz"
    for made in listed(run("review", "history", before["She"], "--format", "csv")):
        run("review", "undo", made["id"])
    run("ingest", "corpus")
    assert unresolved(project) == before
