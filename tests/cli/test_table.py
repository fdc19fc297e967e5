import json
from pathlib import Path

import pytest

from kg.errors import ReadError
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
