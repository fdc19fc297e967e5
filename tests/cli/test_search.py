import csv
import io
import json
import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.errors import QueryError, StoreError, UsageError
from kg.search import KINDS, LONGEST
from tests.cli.conftest import REVIEW

OTHER = """A letter about Zanzibar

The Quuxian question is discussed.

Le Monde (FR) /

Zanzibar first

“Nobody in Zanzibar trusts Zebulon Xanthippe. Zebulon Xanthippe criticised Emmanuel Macron.”
"""
ACTOR = "https://w3id.org/pov/id/actor/"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with two documents in its store and an index of them."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "kg.toml").write_text('store = "store"\n')
    (folder / "corpus").mkdir()
    for name, text in (("bridge", REVIEW), ("letter", OTHER)):
        (folder / "corpus" / f"{name}.txt").write_text(text, encoding="utf8")
    for words in (["ingest", str(folder / "corpus"), "--fast"], ["search", "Putin"]):
        CliRunner().invoke(cli, [*words, "--project", str(folder)], standalone_mode=False, catch_exceptions=False)
    return folder


@pytest.fixture
def filled(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = shutil.copytree(made, tmp_path / "project")
    monkeypatch.chdir(folder)
    return folder


def hits(run, *words: str) -> list[tuple[str, str]]:
    done = run("search", *words, "--format", "csv")
    assert done.exception is None, done.exception
    return [(row["kind"], row["words"]) for row in csv.DictReader(io.StringIO(done.stdout))]


def test_names_texts_and_claims_are_found_however_they_are_spelt(filled: Path, run) -> None:
    assert hits(run, "lukaschenka~ 2020", "--kind", "quotation") == [
        ("quotation", "Vladimir Putin saved Alexander Lukashenka in 2020.")
    ]
    assert hits(run, '"putin saved alex"*', "--kind", "claim") == [
        ("claim", "Vladimir Putin saved Alexander Lukashenka")
    ]
    assert hits(run, "Wyborcza", "--kind", "outlet") == [("outlet", "Gazeta Wyborcza · Wyborcza")]
    assert hits(run, "Sueddeutsche OR Ostersund", "--kind", "outlet")[0][0] == "outlet"
    assert {kind for kind, _ in hits(run, "Zebulon")} >= {"actor", "passage", "quotation", "claim"}


def test_a_hit_says_where_it_stands(filled: Path, run) -> None:
    (found,) = json.loads(run("search", "impatient delay", "--format", "json").stdout)
    assert found.pop("score") > 0
    assert [found["words"][slice(*mark)] for mark in found["marks"]] == ["impatient", "delay"]
    assert {name: found[name] for name in ("kind", "iri", "document", "outlet")} == {
        "kind": "passage",
        "iri": "https://w3id.org/pov/id/doc/bridge/passage/1",
        "document": "https://w3id.org/pov/id/doc/bridge",
        "outlet": "Gazeta Wyborcza",
    }


def test_outlet_country_and_document_narrow_the_search(filled: Path, run) -> None:
    assert {words for _, words in hits(run, "Macron", "--outlet", "Le Monde", "--document", "bridge")} == {
        words for _, words in hits(run, "Macron", "--country", "fr", "--kind", "passage", "--kind", "quotation",
                                   "--kind", "claim", "--document", "bridge")
    }  # fmt: skip
    assert hits(run, "Macron", "--outlet", "Gazeta Wyborcza") == []
    assert hits(run, "Macron", "--since", "2020") == []


def test_dates_narrow_the_search(project: Path, run) -> None:
    run("ingest", "corpus", "--fast", "--date", "2024-05-07")
    assert hits(run, "impatient", "--since", "2024-05", "--until", "2024") != []
    assert hits(run, "impatient", "--since", "2024-06") == []


@pytest.mark.parametrize(
    ("words", "kind", "what"),
    [
        (["-", "?"], QueryError, "there is no word to search for"),
        (['"Vladimir'], QueryError, "a quotation mark is missing"),
        (["Putin", "--outlet", "Nobody"], QueryError, 'nobody is called "Nobody"'),
        (["Putin", "--document", "none"], UsageError, "there is no document https://w3id.org/pov/id/doc/none"),
        (["Putin", "--since", "soon"], UsageError, '"soon" is no date'),
    ],
)
def test_what_is_wrong_is_told(filled: Path, run, words: list[str], kind: type, what: str) -> None:
    error = run("search", *words).exception
    assert isinstance(error, kind)
    assert error.what == what


def test_without_a_store_nothing_is_made(project: Path, run) -> None:
    assert isinstance(run("search", "Putin").exception, StoreError)
    assert not (project / "store").exists()


def test_the_table_is_sorted_by_rank_and_says_whether_there_is_more(filled: Path, run) -> None:
    done = run("search", "Zanzibar", "--limit", "1")
    assert done.stderr == "\nthe best 1 hits; --limit shows more\n"
    assert run("search", "Zanzibar", "--limit", "99", "--quiet").stderr == ""
    rows = json.loads(run("search", "Zanzibar", "--format", "json").stdout)
    assert [(-row["score"], row["iri"]) for row in rows] == sorted((-row["score"], row["iri"]) for row in rows)
    assert all(len(row["words"]) <= LONGEST for row in rows)


def test_hits_are_marked_on_a_terminal_only(filled: Path, run) -> None:
    assert "\x1b" not in run("search", "Zanzibar").stdout
    ours, theirs = pty.openpty()
    subprocess.run([sys.executable, "-c", "from kg.cli import main; main()", "search", "zanzibar"], stdout=theirs,
                   check=True, cwd=filled)  # fmt: skip
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "\x1b[1mZanzibar\x1b[0m" in shown


def test_the_index_follows_what_is_ingested_and_removed(filled: Path, run) -> None:
    assert hits(run, "impatient") != []
    (filled / "corpus" / "bridge.txt").write_text(OTHER.replace("Zanzibar", "Ouagadougou"), encoding="utf8")
    run("ingest", "corpus/bridge.txt", "--fast")
    assert b"uagadougou" in index_of(filled)
    assert hits(run, "impatient") == []
    assert hits(run, "ouagadougou") != []


def index_of(project: Path) -> bytes:
    return b"".join(path.read_bytes() for path in (project / "store").glob("search.sqlite*"))


def test_no_word_of_a_removed_document_stays_in_the_index(filled: Path, run) -> None:
    assert hits(run, "Quuxian") != []
    assert b"uuxian" in index_of(filled)
    assert run("remove", "letter").exception is None
    left = index_of(filled).lower()
    assert [word for word in (b"quuxian", b"uuxian", b"zanzibar", b"ebulon", b"anthippe") if word in left] == []
    assert b"lukashenka" in left
    assert hits(run, "Zebulon") == []


def test_imported_names_are_found(filled: Path, run) -> None:
    assert hits(run, "Fenestrella") == []
    (filled / "more.ttl").write_text(
        '<urn:x> a <https://w3id.org/pov#Person> ; <http://www.w3.org/2004/02/skos/core#prefLabel> "Fénestrella"@en .\n'
    )
    run("import", "more.ttl", "--graph", "https://example.org/graph/extra")
    assert hits(run, "Fenestrella") == [("actor", "Fénestrella")]


def test_a_query_takes_words(filled: Path, run) -> None:
    query = 'SELECT ?n { ?p pov:matches "impatient OR zanzibar" ; a pov:Contribution ; pov:number ?n } ORDER BY ?n'
    assert run("query", "-e", query, "--format", "csv").stdout == "n\n1\n1\n"


def test_a_named_query_takes_words_as_a_parameter(filled: Path, run) -> None:
    (filled / "queries" / "own").mkdir(parents=True)
    (filled / "queries" / "own" / "about.rq").write_text(
        "#+ summary: Which claims have these words?\n#+ defaults:\n#+   - words: saved\n"
        "SELECT ?words\nWHERE {\n  ?claim pov:matches ?_words_string .\n"
        "  ?claim a pov:Claim ; pov:evidence/pov:exact ?words .\n}\nORDER BY ?words\n"
    )
    assert run("query", "about", "--format", "csv").stdout == "words\nVladimir Putin saved Alexander Lukashenka\n"
    promised = run("query", "about", "--param", "words=promis* poland", "--format", "csv").stdout.splitlines()
    assert promised[1:] == ["Olaf Scholz promised Poland"]


def test_the_kinds_are_in_the_help(run) -> None:
    assert all(kind in run("search", "--help").stdout for kind in KINDS)
