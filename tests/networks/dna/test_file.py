"""A file is read whole, written whole, and refused where it is not what it should be."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ExportError, ReadError
from kg.networks.dna import read, write
from kg.networks.dna.records import Setting, Text
from tests.networks.dna.made import MADE, with_texts
from tests.strategies import words

SAMPLE = "data/dna/sample.dna"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write(MADE, tmp_path / "made.dna")
    return tmp_path / "made.dna"


def changed(path: Path, statement: str) -> Path:
    file = sqlite3.connect(path)
    file.execute(statement)
    file.commit()
    file.close()
    return path


def schema(path: Path) -> list[tuple[str, ...]]:
    return sqlite3.connect(path).execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_what_was_written_is_read_again(path: Path) -> None:
    assert read(path) == MADE
    assert [p.name for p in path.parent.iterdir()] == ["made.dna"]


def test_the_same_project_gives_the_same_bytes(path: Path) -> None:
    write(replace(MADE, entities=MADE.entities[::-1]), path.with_name("again.dna"))
    assert path.with_name("again.dna").read_bytes() == path.read_bytes()


def test_reading_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    path.chmod(0o400)
    read(path)
    assert path.read_bytes() == before


@given(texts=st.lists(st.tuples(words, words), max_size=4), date=st.integers(-(2**40), 2**40))
def test_texts_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, texts: list[tuple[str, str]],
                                      date: int) -> None:  # fmt: skip
    made = replace(
        with_texts(*(Text(n, title, text, None, date=date) for n, (title, text) in enumerate(texts))), statements=(),
        booleans=(), integers=(), short_texts=(), long_texts=(),
    )  # fmt: skip
    path = tmp_path_factory.mktemp("texts") / "texts.dna"
    write(made, path)
    assert read(path) == made


def test_passwords_are_kept_and_not_shown() -> None:
    assert MADE.coders[0].password == "secret-hash"
    assert "hash" not in repr(MADE)


@pytest.mark.shared
def test_the_sample_comes_back_in_the_same_schema(shared: Path, tmp_path: Path) -> None:
    found = read(shared / SAMPLE)
    write(found, tmp_path / "sample.dna")
    assert read(tmp_path / "sample.dna") == found
    assert schema(tmp_path / "sample.dna") == schema(shared / SAMPLE)
    counts = [len(found.documents), len(found.statements), len(found.coders), len(found.regexes), len(found.relations)]
    assert counts == [7, 41, 4, 6, 12]
    file = sqlite3.connect(tmp_path / "sample.dna")
    assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert file.execute("PRAGMA foreign_key_check").fetchall() == []


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("DROP TABLE REGEXES", "the schema is another, of version 3.0.7: it lacks the table REGEXES"),
        ("CREATE TABLE ARTICLES(ID)", "the schema is another, of version 3.0.7: it has the table ARTICLES"),
        ("CREATE VIEW all_texts AS SELECT 1", "the schema is another, of version 3.0.7: it has the view all_texts"),
        ("ALTER TABLE CODERS ADD COLUMN Mail TEXT",
         "the schema is another, of version 3.0.7: the columns of the table CODERS differ"),
        ("DROP TABLE SETTINGS", "the schema is another, of an unknown version: it lacks the table SETTINGS"),
        ("UPDATE SETTINGS SET Value = '4.0.1' WHERE Property = 'version'",
         "the file is of version 4.0.1 of the Discourse Network Analyzer"),
        ("DELETE FROM SETTINGS", "the file is of an unknown version of the Discourse Network Analyzer"),
        ("DELETE FROM CODERS WHERE ID = 2",
         "the file is damaged: row 1 of STATEMENTS points to a row of CODERS that is not there"),
        ("UPDATE STATEMENTS SET Stop = 'here' WHERE ID = 1",
         "the file is damaged: Stop of row 1 of STATEMENTS is str"),
        ("UPDATE DOCUMENTS SET Text = x'ff' WHERE ID = 1",
         "the file is damaged: Text of row 1 of DOCUMENTS is bytes"),
    ],
)  # fmt: skip
def test_another_schema_or_a_damaged_file_is_refused(path: Path, statement: str, what: str) -> None:
    with pytest.raises(ReadError) as error:
        read(changed(path, statement))
    assert error.value.what == what
    assert error.value.where == str(path)
    assert error.value.remedy.endswith(".")


def test_what_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.dna").write_text("DNA")
    with pytest.raises(ReadError, match="the file is no database of SQLite"):
        read(tmp_path / "x.dna")
    with pytest.raises(ReadError, match="the file cannot be opened"):
        read(tmp_path / "y.dna")


def test_a_file_cut_short_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:9000])
    with pytest.raises(ReadError, match="the file is damaged"):
        read(path)


def test_a_file_that_is_being_written_is_refused(path: Path) -> None:
    path.with_name("made.dna-journal").write_bytes(b"x")
    with pytest.raises(ReadError, match=r"there is made\.dna-journal"):
        read(path)


def test_what_the_tables_cannot_hold_is_refused(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(ExportError, match="CHECK constraint failed"):
        write(with_texts(Text(1, "x" * 191, "", 1)), path)
    with pytest.raises(ExportError, match="FOREIGN KEY constraint failed"):
        write(replace(MADE, coders=()), path)
    with pytest.raises(ExportError, match="UNIQUE constraint failed"):
        write(replace(MADE, settings=(*MADE.settings, Setting("date", "2"))), path)
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == ["made.dna"]
