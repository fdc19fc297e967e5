"""Files of the Discourse Network Analyzer at the command line."""

from pathlib import Path

from kg.errors import ExportError, ReadError, UsageError
from kg.networks.dna import read, statements_of, write
from tests.cli.conftest import Run
from tests.networks.dna.made import MADE

GIVE = ("export", "--format", "dna", "--with-texts", "--out")


def test_a_file_is_taken_and_what_is_not_is_said(project: Path, run: Run) -> None:
    write(MADE, project / "harbour.dna")
    assert run("import", "harbour.dna").stdout.splitlines() == [
        "harbour.dna: 2 documents, 2 claims taken",
        "1 not taken: entities that no statement has",
        "1 not taken: links between variables",
        "1 not taken: regular expressions",
        "2 not taken: rights and relations of coders",
        "1 not taken: statements that are no claim: issues, and in the file again",
    ]
    shown = run("network", "positions", "--about", "theme", "--rows", "subject", "--aggregation", "combine").stdout
    assert shown.splitlines()[2].split() == ["Port", "Board", "Grow", '"now",', "or", "never", "3", "2"]
    assert run("check").exception is None


def test_what_kg_found_leaves_as_a_file(project: Path, run: Run) -> None:
    run("ingest", "corpus", "--date", "2024-05-07")
    assert run(*GIVE, "bridge.dna").stdout.splitlines() == ["bridge.dna: 1 documents, 6 statements"]
    file = read(project / "bridge.dna")
    found = statements_of(file, "kg claim")
    assert [(one.title, one.date) for one in file.documents] == [("A quarrel over the bridge", 1_715_040_000)]
    concepts = found.column("concept")
    said = {(found.column("organization").at(n), concepts.at(n), found.column("agreement").at(n))
            for n in range(len(found))}  # fmt: skip
    assert ("Le Monde", "Emmanuel Macron supports Poland", 1) in said
    text = file.documents[0].text
    words = {text[one.start : one.stop] for one in file.statements}
    assert "He criticised Germany" in words
    write(file, project / "again.dna")
    assert (project / "again.dna").read_bytes() == (project / "bridge.dna").read_bytes()


def test_what_has_no_date_is_left_out_and_said(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    assert run(*GIVE, "bridge.dna").stdout.splitlines() == [
        "bridge.dna: 0 documents, 0 statements",
        "1 left out: documents without a date, with their claims",
    ]


def test_a_store_gives_the_same_bytes_twice(project: Path, run: Run) -> None:
    write(MADE, project / "harbour.dna")
    run("import", "harbour.dna")
    run("ingest", "corpus", "--date", "2024-05-07")
    for name in ("one.dna", "two.dna"):
        assert run(*GIVE, name).exception is None
    assert (project / "one.dna").read_bytes() == (project / "two.dna").read_bytes()
    assert len(read(project / "one.dna").documents) == 3


def test_full_texts_leave_only_if_asked(project: Path, run: Run) -> None:
    error = run("export", "--format", "dna", "--out", "x.dna").exception
    assert isinstance(error, UsageError)
    assert error.what == "a file of the Discourse Network Analyzer holds the full texts"
    error = run(*GIVE, "x.dna", "--outlet", "Le Monde").exception
    assert isinstance(error, UsageError)
    assert error.what == "dna knows no --outlet"


def test_a_file_is_imported_by_itself(project: Path, run: Run) -> None:
    write(MADE, project / "harbour.dna")
    (project / "x.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    for words in (("x.nq", "harbour.dna"), ("harbour.dna", "--graph", "urn:g")):
        error = run("import", *words).exception
        assert isinstance(error, UsageError)
        assert error.what == "a file of the Discourse Network Analyzer is imported by itself"


def test_a_file_that_is_none_is_refused(project: Path, run: Run) -> None:
    (project / "x.dna").write_text("no database")
    assert isinstance(run("import", "x.dna").exception, ReadError)
    run("ingest", "corpus")
    (project / "folder").mkdir()
    assert isinstance(run(*GIVE, "folder/none/x.dna").exception, ExportError)
