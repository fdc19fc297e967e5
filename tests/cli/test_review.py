import csv
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.cli.review import command
from kg.errors import StoreError, UsageError
from kg.iris import Iri
from kg.store import open_store
from tests.cli.conftest import REVIEW, Run

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
    assert lines[0].split() == ["target", "kind", "doubt", "reasons", "document", "what", "words"]
    assert any("Vladimir Putin saves Alexander Lukashenka" in line for line in lines)


BASE = "https://w3id.org/pov/id/"
REGISTRY, DECIDED = Iri(BASE + "graph/registry"), Iri(BASE + "graph/decisions")
LABELS = """
SELECT ?label { ?a a <https://w3id.org/pov#ProvisionalActor> ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }
"""
WITH_ACTOR = REVIEW.replace("Vladimir Putin saved", "Zbigniew Kowalczyk praised Poland. Vladimir Putin saved")
ANNA = ("--coder", "anna")


def provisional_of(project: Path) -> list[tuple[str, str]]:
    with open_store(project / "store", read_only=True) as store:
        rows = store.select(LABELS.replace("?label {", "?a ?label {")).rows
    return sorted((str(row["a"]), row["label"].value) for row in rows)  # type: ignore[union-attr]


def rows_of(project: Path, coder: str = "anna") -> list[dict[str, str]]:
    with (project / "graph" / "decisions" / f"{coder}.csv").open(encoding="utf8") as lines:
        return list(csv.DictReader(lines))


def exported(project: Path, run: Run) -> str:
    run("export", "--format", "nquads", "--with-texts", "--out", "all.nq")
    return (project / "all.nq").read_text(encoding="utf8")


def stale(run: Run) -> list[str]:
    done = run("issues", "--kind", "stale-decision", "--format", "csv")
    return [row["message"] for row in csv.DictReader(done.stdout.splitlines())]


def test_decisions_on_what_was_loaded_from_quads_are_issues_until_the_quads_know_them(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    claim, _ = claim_of(project, "saves")
    run("build")
    run("review", "edit", claim, "relation", "harms", *ANNA)
    run("review", "add", "bridge", "Olaf Scholz|aids|Poland", "--words", "Olaf Scholz promised Poland help", *ANNA)
    run("ingest", "graph/documents", "--store", "loaded")
    issues = ("issues", "--kind", "stale-decision", "--format", "csv", "--store", "loaded")
    assert [line.count("loaded from quads that are older") for line in run(*issues).stdout.splitlines()] == [0, 1, 1]
    run("build")
    run("ingest", "graph/documents", "--store", "loaded")
    assert run(*issues).stdout.count("\n") == 1
    run("ingest", "corpus")
    assert claim_of(project, "harms") == (claim, "corrected")
    assert stale(run) == []


def test_the_later_verdict_of_a_day_wins(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    claim, _ = claim_of(project, "saves")
    for action in ("reject", "accept"):
        run("review", action, claim, *ANNA, "--date", "2024-01-02")
    run("ingest", "corpus")
    assert claim_of(project, "saves") == (claim, "accepted")
    assert [row["action"] for row in rows_of(project)] == ["accept"]


def test_an_edit_replaces_that_of_the_same_field_only(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    claim, _ = claim_of(project, "saves")
    for field, value in (("relation", "harms"), ("relation", "aids"), ("polarity", "negated")):
        run("review", "edit", claim, field, value, *ANNA)
    found = [(row["field"], row["old"], row["new"]) for row in rows_of(project)]
    assert found == [("polarity", "affirmed", "negated"), ("relation", "saves", "aids")]


def test_a_decision_about_a_claim_that_is_gone_is_an_issue(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    claim, _ = claim_of(project, "saves")
    run("review", "accept", claim, "--coder", "anna")
    run("review", "reject", claim, "--coder", "ben")
    run("ingest", "corpus")
    assert stale(run) == []
    changed = REVIEW.replace("Vladimir Putin saved Alexander Lukashenka in 2020.", "")
    (project / "corpus" / "bridge.txt").write_text(changed, encoding="utf8")
    run("ingest", "corpus")
    assert stale(run) == [
        f"the decision to accept {claim} by anna does not fit: there is no such claim",
        f"the decision to reject {claim} by ben does not fit: there is no such claim",
    ]
    (project / "corpus" / "bridge.txt").write_text(REVIEW, encoding="utf8")
    run("ingest", "corpus")
    assert stale(run) == []


def test_a_decision_about_what_never_was_is_an_issue(project: Path, run: Run) -> None:
    macron = BASE + "actor/emmanuel-macron"
    run("review", "merge", "nonsense", "nonsense2", *ANNA)
    run("review", "merge", macron, "Nobody At All", *ANNA)
    run("review", "split", "nomention", "Greece", *ANNA)
    run("review", "name", "nobody", "name", "Somebody", *ANNA)
    run("review", "add", "nodoc", "Poland|saves|Germany", "--words", "x", *ANNA)
    run("ingest", "corpus")
    what = "the decision to {} by anna does not fit: {}"
    assert stale(run) == [
        what.format("add nodoc", "there is no such document"),
        what.format(f"merge {macron}", 'no actor, or more than one, is called "Nobody At All"'),
        what.format("merge nonsense", "there is no such actor"),
        what.format("name nobody", "there is no such actor"),
        what.format("split nomention", "there is no such mention"),
    ]


def test_a_stale_decision_is_exported_and_imported(project: Path, run: Run) -> None:
    run("review", "merge", "nonsense", "nonsense2", *ANNA)
    run("ingest", "corpus")
    before = exported(project, run)
    assert "graph/decisions" in before
    run("import", "all.nq", "--store", "other")
    run("export", "--format", "nquads", "--with-texts", "--store", "other", "--out", "other.nq")
    assert (project / "other.nq").read_text(encoding="utf8") == before


def test_an_actor_is_renamed_once(project: Path, run: Run) -> None:
    (project / "corpus" / "bridge.txt").write_text(WITH_ACTOR, encoding="utf8")
    run("ingest", "corpus")
    [(actor, name)] = provisional_of(project)
    assert name == "Zbigniew Kowalczyk"
    run("review", "name", actor, "name", "Zbyszek Kowalczyk", *ANNA)
    assert rows_of(project)[0]["old"] == "Zbigniew Kowalczyk"
    run("ingest", "corpus")
    assert provisional_of(project) == [(actor, "Zbyszek Kowalczyk")]
    (project / "graph" / "decisions" / "anna.csv").unlink()
    run("ingest", "corpus")
    assert provisional_of(project) == [(actor, name)]


def test_a_registered_actor_is_named_in_its_file(project: Path, run: Run) -> None:
    for actor in (BASE + "actor/vladimir-putin", "Vladimir Putin"):
        done = run("review", "name", actor, "name", "Putin", *ANNA)
        assert isinstance(done.exception, UsageError)
        assert "graph/actors.ttl" in done.exception.remedy


def test_a_store_after_removal_is_one_that_never_held_the_document(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    before = exported(project, run)
    other = WITH_ACTOR.replace("praised", "praises").replace("Zbigniew", "Zbígniew")
    (project / "corpus" / "a.txt").write_text(other, encoding="utf8")
    run("ingest", "corpus")
    assert len(provisional_of(project)) == 1
    assert run("remove", "a").exception is None
    assert exported(project, run) == before


def test_spellings_of_other_documents_go_with_them(project: Path, run: Run) -> None:
    (project / "corpus" / "bridge.txt").write_text(WITH_ACTOR, encoding="utf8")
    run("ingest", "corpus")
    before = exported(project, run)
    (project / "corpus" / "a.txt").write_text(WITH_ACTOR.replace("Zbigniew", "Zbígniew"), encoding="utf8")
    run("ingest", "corpus")
    assert len(provisional_of(project)) == 1
    run("remove", "a")
    assert exported(project, run) == before


def test_a_merged_actor_is_gone_and_the_merge_is_no_issue(project: Path, run: Run) -> None:
    (project / "corpus" / "bridge.txt").write_text(WITH_ACTOR, encoding="utf8")
    run("ingest", "corpus")
    [(actor, _)] = provisional_of(project)
    run("review", "merge", actor, "Angela Merkel", *ANNA)
    run("ingest", "corpus")
    assert provisional_of(project) == []
    assert stale(run) == []
    run("build")
    run("ingest", "graph/documents", "--store", "other")
    assert run("issues", "--kind", "stale-decision", "--format", "csv", "--store", "other").stdout.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "what", "remedy"),
    [
        (("edit", "CLAIM", "polarity", "maybe"), 'polarity cannot be "maybe"', "affirmed, negated"),
        (("edit", "CLAIM", "foo", "bar"), "a claim has no field foo", "polarity, modality, relation, time"),
        (("edit", "CLAIM", "relation", "likes"), 'relation cannot be "likes"', "accuses"),
        (("edit", "CLAIM", "time_normal", "soon"), 'time_normal cannot be "soon"', "EDTF"),
        (("accept", "CLAIM", "--date", "2024-02-31"), '"2024-02-31" is no day', "YYYY-MM-DD"),
        (("accept", "CLAIM", "--coder", "x/../../y"), '"x/../../y" is no name of a coder', "letters, digits"),
        (("add", "bridge", "Poland|likes|Germany", "--words", "x"), 'there is no relation "likes"', "accuses"),
        (("name", BASE + "actor/x", "type", "Alien"), 'there is no type "Alien"', "Person"),
        (("name", BASE + "actor/x", "country", "Poland"), '"Poland" is no country', "PL"),
        (("merge", "x", "x"), "an actor cannot be merged into itself", "two actors"),
    ],
)
def test_what_could_never_be_replayed_is_refused(
    reviewed: tuple[Path, str], run: Run, words: tuple[str, ...], what: str, remedy: str
) -> None:
    project, claim = reviewed
    done = run("review", *(claim if word == "CLAIM" else word for word in words))
    assert isinstance(done.exception, UsageError)
    assert done.exception.what == what
    assert remedy in done.exception.remedy
    assert not (project / "graph" / "decisions").exists()


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a store, for tests that change nothing."""
    folder = tmp_path_factory.mktemp("stored")
    (folder / "kg.toml").write_text('store = "store"\n')
    (folder / "corpus").mkdir()
    (folder / "corpus" / "bridge.txt").write_text(REVIEW, encoding="utf8")
    CliRunner().invoke(cli, ["ingest", str(folder / "corpus"), "--project", str(folder)], standalone_mode=False)
    return folder


@pytest.fixture
def reviewed(stored: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str]:
    monkeypatch.chdir(stored)
    return stored, claim_of(stored, "saves")[0]


def test_a_claim_is_shown_by_the_id_that_the_list_prints(reviewed: tuple[Path, str], run: Run) -> None:
    claim = reviewed[1]
    assert run("show", claim).stdout == run("show", f"{BASE}claim/{claim}").stdout != ""


@pytest.mark.parametrize("name", sorted(command.commands))
def test_every_decision_has_an_example(run: Run, name: str) -> None:
    assert f"\n  Example:\n    kg review {name}" in run("review", name, "--help").output


def test_removal_makes_no_store(project: Path, run: Run) -> None:
    assert isinstance(run("remove", "x", "--store", "nostore").exception, StoreError)
    assert not (project / "nostore").exists()


@pytest.mark.parametrize(
    "front", ["date: 2020-05-01", "licence: https://example.org/l", "address: https://example.org/a", "language: fr"]
)
def test_a_text_with_other_particulars_has_changed(project: Path, run: Run, front: str) -> None:
    run("ingest", "corpus")
    (project / "corpus" / "bridge.txt").write_text(f"---\n{front}\n---\n{REVIEW}", encoding="utf8")
    assert "0 documents new, 1 changed, 0 unchanged" in run("ingest", "corpus").output
    assert "0 documents new, 0 changed, 1 unchanged" in run("ingest", "corpus").output


@pytest.mark.parametrize("words", [("--date", "2020-05-01"), ("--layout", "article")])
def test_a_text_that_is_read_otherwise_has_changed(project: Path, run: Run, words: tuple[str, ...]) -> None:
    run("ingest", "corpus")
    assert "1 changed" in run("ingest", "corpus", *words).output
    assert "1 unchanged" in run("ingest", "corpus", *words).output
