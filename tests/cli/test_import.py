from pathlib import Path

from kg.store import open_store
from tests.cli.conftest import Run

ONTOLOGY = "https://w3id.org/pov/id/graph/ontology"


def exported(run: Run, project: Path, store: str) -> str:
    run("export", "--format", "nquads", "--with-texts", "--store", store, "--out", f"{store}.nq")
    return (project / f"{store}.nq").read_text(encoding="utf8")


def test_named_queries_answer_in_an_imported_store(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    exported(run, project, "store")
    run("import", "store.nq", "--store", "other")
    answers = [run("query", "provenance", "--store", name, "--format", "csv").stdout for name in ("store", "other")]
    assert answers[0] == answers[1]
    assert len(answers[0].splitlines()) > 1
    assert run("check", "--only", "queries", "--store", "other").exception is None


def test_export_import_export_gives_the_same_bytes(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    before = exported(run, project, "store")
    run("import", "store.nq", "--store", "other")
    assert exported(run, project, "other") == before


def test_a_file_without_a_registry_gets_that_of_the_project(project: Path, run: Run) -> None:
    (project / "x.nq").write_text("<urn:a> <urn:b> <urn:c> <urn:g> .\n")
    run("import", "x.nq")
    assert "Vladimir Putin" in run("show", "Vladimir Putin").stdout


def test_an_ingest_heals_a_store_without_the_ontology(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    with open_store(project / "store") as store:
        whole = {line for line in map(str, store.quads(ONTOLOGY)) if "_:" not in line}
        store.replace([ONTOLOGY], ())
    run("ingest", "corpus")
    with open_store(project / "store") as store:
        assert {line for line in map(str, store.quads(ONTOLOGY)) if "_:" not in line} == whole != set()


def test_the_ontology_is_loaded_once(project: Path, run: Run) -> None:
    run("ingest", "corpus")
    with open_store(project / "store") as store:
        first = sorted(map(str, store.quads(ONTOLOGY)))
    run("ingest", "corpus")
    with open_store(project / "store") as store:
        assert sorted(map(str, store.quads(ONTOLOGY))) == first
