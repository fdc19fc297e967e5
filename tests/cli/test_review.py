import csv
from pathlib import Path

from kg.store import open_store

STATUS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?claim ?status WHERE {{
  ?claim a pov:Claim ; pov:reviewStatus ?status ; pov:expresses/pov:relationType <https://w3id.org/pov/type/{}>
}}
"""


def claim_of(project: Path, kind: str) -> tuple[str, str]:
    with open_store(project / "store", read_only=True) as store:
        row = store.select(STATUS.format(kind)).rows[0]
        return str(row["claim"]).rpartition("/")[2], str(row["status"]).rpartition("#")[2]


def test_a_rejection_is_replayed_at_the_next_ingest(project: Path, run) -> None:
    run("ingest", "corpus")
    claim, status = claim_of(project, "saves")
    assert status == "unreviewed"
    run("review", "reject", claim, "--coder", "anna", "--date", "2024-01-02", "--reason", "irony")
    run("ingest", "corpus")
    assert claim_of(project, "saves") == (claim, "rejected")
    with open_store(project / "store", read_only=True) as store:
        assert not store.ask("ASK { ?a <https://w3id.org/pov/rel#saves> ?b }")


def test_an_edit_changes_the_claim_and_keeps_its_id(project: Path, run) -> None:
    run("ingest", "corpus")
    claim, _ = claim_of(project, "saves")
    run("review", "edit", claim, "relation", "harms", "--coder", "anna", "--date", "2024-01-02")
    run("ingest", "corpus")
    assert claim_of(project, "harms") == (claim, "corrected")


def test_decisions_are_rows_of_a_file(project: Path, run) -> None:
    run("ingest", "corpus")
    claim, _ = claim_of(project, "saves")
    run("review", "accept", claim, "--coder", "anna", "--date", "2024-01-02")
    with (project / "graph" / "decisions" / "anna.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    assert [(r["target"], r["action"], r["words"]) for r in rows] == [
        (claim, "accept", "Vladimir Putin saved Alexander Lukashenka")
    ]


def test_what_no_longer_fits_is_an_issue(project: Path, run) -> None:
    run("review", "add", "bridge", "Nobody|saves|Poland", "--words", "not in the text", "--coder", "anna")
    run("ingest", "corpus")
    with open_store(project / "store", read_only=True) as store:
        assert store.ask('ASK { ?issue <https://w3id.org/pov#issueKind> "stale-decision" }')


def test_a_claim_is_added_by_hand(project: Path, run) -> None:
    words = "Olaf Scholz promised Poland help"
    run("review", "add", "bridge", "Olaf Scholz|aids|Poland", "--words", words, "--coder", "anna")
    run("ingest", "corpus")
    assert claim_of(project, "aids")[1] == "accepted"


def test_a_merge_moves_mentions_to_the_other_actor(project: Path, run) -> None:
    base = "https://w3id.org/pov/id/actor/"
    run("review", "merge", base + "emmanuel-macron", base + "angela-merkel", "--coder", "anna")
    run("ingest", "corpus")
    with open_store(project / "store", read_only=True) as store:
        assert store.ask(f"ASK {{ ?m <https://w3id.org/pov#refersTo> <{base}angela-merkel> }}")
        assert not store.ask(f"ASK {{ ?m <https://w3id.org/pov#refersTo> <{base}emmanuel-macron> }}")


def test_doubts_are_listed_by_certainty(project: Path, run) -> None:
    run("ingest", "corpus")
    lines = run("review", "list").output.splitlines()
    assert lines[0].split() == ["target", "kind", "doubt", "document", "what", "words"]
    assert any("Vladimir Putin saves Alexander Lukashenka" in line for line in lines)
