import csv
import io
import json
from pathlib import Path

import pytest

from kg.errors import ReadError, UsageError
from kg.read.reader import Reading
from kg.read.table import read_table
from kg.registry import Registry
from kg.store import open_store

WORDS = "“Vladimir Putin saved Alexander Lukashenka in 2020.”"
TEXT = f"A quarrel\n\nGazeta Wyborcza (PL) /\n\nHead\n\nIt says:\n\n{WORDS}\n"


@pytest.fixture(params=["csv", "jsonl"])
def table(request: pytest.FixtureRequest, project: Path) -> str:
    path = project / f"reviews.{request.param}"
    if request.param == "jsonl":
        path.write_text(json.dumps({"nr": "a1", "body": TEXT, "day": "2022-12-21"}) + "\n")
    else:
        quoted = TEXT.replace('"', '""')
        path.write_text(f'nr,body,day\na1,"{quoted}",2022-12-21\n')
    return path.name


def test_the_rows_of_a_table_are_documents(project: Path, run, table: str) -> None:
    done = run("ingest", "--table", table, "--map", "nr=id", "--map", "body=text", "--map", "day=date")
    assert done.stderr == "1 documents new, 0 changed, 0 unchanged\n"
    with open_store(project / "store", read_only=True) as store:
        assert store.ask('ASK { <https://w3id.org/pov/id/doc/a1> <https://w3id.org/pov#time> "2022-12-21" }')


def test_the_first_rows_are_shown(project: Path, run, table: str) -> None:
    shown = run("ingest", "--table", table, "--preview").stdout
    assert shown.splitlines()[0].split() == ["nr", "body", "day"]
    assert not (project / "store").exists()


def test_a_table_without_text_is_refused(project: Path, run, table: str) -> None:
    done = run("ingest", "--table", table)
    assert isinstance(done.exception, ReadError)
    assert done.exception.remedy == "Its columns are nr, body, day; use --map COLUMN=text."


def test_the_mapped_fields_are_shown(project: Path, run, table: str) -> None:
    shown = run("ingest", "--table", table, "--preview", "--map", "body=text", "--map", "nr=id").stdout
    assert shown.splitlines()[0].split() == ["text", "id"]
    assert not (project / "store").exists()


@pytest.mark.parametrize("more", [[], ["--preview"]])
def test_a_column_that_is_not_there_is_refused(project: Path, run, table: str, more: list[str]) -> None:
    done = run("ingest", "--table", table, "--map", "bdy=text", *more)
    assert isinstance(done.exception, ReadError)
    assert (done.exception.what, done.exception.remedy) == ("there is no column bdy", "Its columns are nr, body, day.")


def test_date_and_layout_of_the_command_hold_for_rows(project: Path, run) -> None:
    (project / "t.csv").write_text('text\n"Poland supports Germany."\n')
    assert run("ingest", "--table", "t.csv", "--date", "2020-02-03", "--layout", "article").exit_code == 0
    with open_store(project / "store", read_only=True) as store:
        about = '<https://w3id.org/pov#time> "2020-02-03" ; <https://w3id.org/pov#layout> "article"'
        assert store.ask(f"ASK {{ <https://w3id.org/pov/id/doc/t%2F1> {about} }}")


@pytest.mark.parametrize(
    "words",
    [
        ["--table", "t.csv", "--layout", "nonsense"],
        ["--table", "t.csv", "--id", "one"],
        ["--table", "t.csv", "--map", "a=text", "--map", "b=text"],
        ["corpus", "--preview"],
        ["corpus", "--map", "a=text"],
    ],
)
def test_options_that_do_not_fit_are_refused(project: Path, run, words: list[str]) -> None:
    (project / "t.csv").write_text("text\nwords\n")
    assert isinstance(run("ingest", *words).exception, UsageError)
    assert not (project / "store").exists()


@pytest.mark.parametrize(
    ("name", "content", "wrong"),
    [
        ("t.csv", 'text,nr\nPoland supports Germany.,1\n"",2\na,b,c\nFrance,4\n', [2, 3]),
        ("t.csv", 'text,nr\nPoland supports Germany.,1\n"not closed,2\nFrance,3\n', [2]),
        ("t.csv", 'text,nr\n"He said "yes" to it",1\nFrance,3\n', [1]),
        ("t.jsonl", '{"text": "Poland supports Germany."}\n{bad\n[1]\n{"text": "x", "layout": "no"}\n', [2, 3, 4]),
        ("t.csv", "text\n" + "Poland supports Germany. " * 6000 + "\n", []),
    ],
)
def test_a_row_that_is_wrong_is_named_and_the_others_go_on(
    registry: Registry, tmp_path: Path, name: str, content: str, wrong: list[int]
) -> None:
    (tmp_path / name).write_text(content)
    failures: list[ReadError] = []
    found = list(read_table(tmp_path / name, {}, registry, lambda issue: None, failures.append, Reading()))
    assert [error.where for error in failures] == [f"{tmp_path / name}, row {number}" for number in wrong]
    assert found


def test_rows_that_failed_are_named_at_the_end(project: Path, run) -> None:
    (project / "t.csv").write_text("nr,text\n1,\n2,Poland supports Germany.\n")
    done = run("ingest", "--table", "t.csv")
    assert done.stderr.splitlines() == [
        "1 documents new, 0 changed, 0 unchanged",
        "1 inputs could not be read",
        "not read: t.csv, row 1: there is no text in it. Leave the row out.",
    ]
    assert done.return_value == 1 or done.exit_code == 1


def test_a_table_of_a_header_alone_is_refused(project: Path, run) -> None:
    (project / "t.csv").write_text("nr,body\n")
    error = run("ingest", "--table", "t.csv", "--map", "body=text").exception
    assert isinstance(error, ReadError)
    assert (error.what, error.remedy) == ("the table has no rows", "Its columns are nr, body.")


def test_a_date_that_cannot_be_read_is_an_issue(project: Path, run) -> None:
    (project / "t.csv").write_text("text,date\nPoland supports Germany.,some day\nPoland supports France.,2020-01-02\n")
    run("ingest", "--table", "t.csv")
    rows = csv.DictReader(io.StringIO(run("issues", "--format", "csv").stdout))
    assert [row["message"] for row in rows if row["stage"] == "read"] == ['"some day" is no complete date']


def test_a_text_and_a_row_of_one_key_are_refused(project: Path, run) -> None:
    (project / "a.txt").write_text("Poland supports Germany.\n")
    (project / "t.csv").write_text("id,text\na,Poland supports France.\n")
    error = run("ingest", "a.txt", "--table", "t.csv").exception
    assert isinstance(error, ReadError)
    assert error.what == "a text and a row of the table have the key a"
