from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import ReadError, StoreError
from kg.ingest import Ingested, ingest_texts, load_quads
from kg.iris import Iri, Iris, pov
from kg.model.quads import Literal, Quad, line
from kg.store import open_store

SAVES = """
PREFIX pov: <https://w3id.org/pov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?source ?subject ?object ?time ?words WHERE {
  ?claim pov:expresses ?relation ; pov:claimedBy/skos:prefLabel ?source ; pov:evidence/pov:exact ?words .
  ?relation pov:relationType <https://w3id.org/pov/type/saves> ; pov:subject/skos:prefLabel ?subject ;
    pov:object/skos:prefLabel ?object ; pov:time ?time }
"""


def values(store: Path) -> list[tuple[str, ...]]:
    with open_store(store, read_only=True) as opened:
        rows = opened.select(SAVES)
        return [tuple(row[v].value for v in ("source", "subject", "object", "time")) for row in rows.rows]  # type: ignore[union-attr]


def test_a_claim_of_the_text_is_in_the_store(project: Path, run) -> None:
    assert run("ingest", "corpus").stderr == "1 documents new, 0 changed, 0 unchanged\n"
    assert values(project / "store") == [("Gazeta Wyborcza", "Vladimir Putin", "Alexander Lukashenka", "2020")]


def test_ingesting_again_changes_nothing(project: Path, run) -> None:
    run("ingest", "corpus")
    with open_store(project / "store") as store:
        before = sorted(map(str, store.quads()))
    assert run("ingest", "corpus").stderr == "0 documents new, 0 changed, 1 unchanged\n"
    with open_store(project / "store") as store:
        assert sorted(map(str, store.quads())) == before


def test_a_changed_document_replaces_its_graph_and_names_the_old_version(project: Path, run) -> None:
    run("ingest", "corpus")
    path = project / "corpus" / "bridge.txt"
    path.write_text(path.read_text().replace("Vladimir Putin saved", "Vladimir Putin betrayed"))
    assert run("ingest", "corpus").stderr == "0 documents new, 1 changed, 0 unchanged\n"
    assert values(project / "store") == []
    with open_store(project / "store", read_only=True) as store:
        assert store.ask("ASK { ?d <http://www.w3.org/ns/prov#wasRevisionOf> ?old }")


def test_a_removed_document_takes_its_relations_with_it(project: Path, run) -> None:
    run("ingest", "corpus")
    assert run("remove", "bridge").output == "1 documents removed\n"
    with open_store(project / "store", read_only=True) as store:
        assert list(store.quads(Iris().graph("relations"))) == []
        assert list(store.quads(Iris().graph("edges"))) == []


def test_a_file_that_cannot_be_read_is_named_and_the_others_go_on(project: Path, run) -> None:
    (project / "corpus" / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    done = run("ingest", "corpus")
    new, count, failed = done.stderr.splitlines()
    assert (new.split(",")[0], count) == ("1 documents new", "1 inputs could not be read")
    assert failed.startswith("not read: corpus/broken.pdf: ")
    assert done.return_value == 1 or done.exit_code == 1


def test_quads_of_a_build_are_loaded(project: Path, run) -> None:
    run("build")
    run("ingest", "graph/documents")
    assert values(project / "store") == [("Gazeta Wyborcza", "Vladimir Putin", "Alexander Lukashenka", "2020")]


@pytest.mark.parametrize("names", [["both"], ["both/*"], ["both/*.nq", "both/bridge.txt"]])
def test_texts_and_quads_of_a_folder_are_both_taken(project: Path, run, names: list[str]) -> None:
    (project / "both").mkdir()
    quads = run("extract", "corpus", "--format", "nquads", "--id", "other").stdout
    (project / "both" / "other.nq").write_text(quads, encoding="utf8")
    (project / "both" / "bridge.txt").write_text((project / "corpus" / "bridge.txt").read_text())
    (project / "both" / "z.nq").write_text("bad")
    done = run("ingest", *names)
    loaded, new, _, failed = done.stderr.splitlines()
    assert loaded == "1 documents loaded from quads"
    assert new.startswith("1 documents new")
    assert failed.startswith("not read: both/z.nq, line 1: ")
    assert len(values(project / "store")) == 2


def test_a_missing_file_does_not_stop_the_others(project: Path, run) -> None:
    done = run("ingest", "missing.txt", "corpus/bridge.txt")
    assert done.stderr.splitlines() == [
        "1 documents new, 0 changed, 0 unchanged",
        "1 inputs could not be read",
        "not read: missing.txt: there is no such file or folder. Check the path.",
    ]
    assert done.return_value == 1 or done.exit_code == 1


def test_files_that_are_no_texts_are_counted(project: Path, run) -> None:
    (project / "corpus" / "bridge.jpg").write_bytes(b"")
    assert run("ingest", "corpus").stderr.startswith("skipped for their ending: 1 .jpg\n")
    assert run("ingest", "corpus", "--quiet").stderr == ""


def test_two_files_with_one_key_are_both_named(project: Path, run) -> None:
    (project / "more").mkdir()
    (project / "more" / "bridge.txt").write_text("Poland supports Germany.")
    error = run("ingest", "corpus/bridge.txt", "more/bridge.txt").exception
    assert isinstance(error, ReadError)
    assert error.where == "corpus/bridge.txt and more/bridge.txt"
    assert error.remedy == "Rename one, or name the folder above both."


def test_standard_input_leaves_nothing_behind(project: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(project / "tmp"))
    assert "1 documents new" in run("ingest", "-", stdin="Poland supports Germany.").stderr
    assert list((project / "tmp").iterdir()) == []
    assert "not read: standard input: there is no text in it." in run("ingest", "-", stdin=" ").stderr


def test_edges_of_an_interrupted_run_are_derived(project: Path, run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*words: object, **options: object) -> Iterator[Ingested]:
        yield from ingest_texts(*words, **options)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.cli.ingest.ingest_texts", interrupted)
    run("ingest", "corpus")
    with open_store(project / "store", read_only=True) as store:
        assert list(store.quads(Iris().graph("edges")))


def test_a_folder_that_is_no_store_is_refused(project: Path, run) -> None:
    done = run("ingest", "corpus", "--store", "corpus")
    assert isinstance(done.exception, StoreError)


def test_the_direct_edge_is_derived(project: Path, run) -> None:
    run("ingest", "corpus")
    actor = "https://w3id.org/pov/id/actor/"
    edge = f"ASK {{ <{actor}vladimir-putin> <https://w3id.org/pov/rel#saves> <{actor}alexander-lukashenka> }}"
    with open_store(project / "store", read_only=True) as store:
        assert store.ask(edge)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_number_of_processes_changes_no_byte(project: Path, run, jobs: str) -> None:
    for number in range(6):
        text = (project / "corpus" / "bridge.txt").read_text().replace("bridge", f"bridge number {number}")
        (project / "corpus" / f"copy{number}.txt").write_text(text)
    run("build", "--jobs", "1")
    assert run("build", "--check", "--jobs", jobs).exit_code == 0


def test_many_new_documents_in_one_file_are_loaded_as_when_they_are_known(tmp_path: Path) -> None:
    path, kinds = tmp_path / "many.nq", pov("kind")
    graphs = [Iris().document_graph(f"{n}") for n in range(10)]
    quads = [Quad(Iri(f"urn:x:{n}"), kinds, Literal(str(n)), graphs[n % 10]) for n in range(50_000)]
    path.write_text("".join(map(line, quads)))
    with open_store(None) as store:
        for _ in ("new", "known"):
            assert load_quads(store, path) == 10
            assert [len(list(store.quads(graph))) for graph in graphs] == [5_000] * 10
            assert set(store.quads(graphs[3])) == set(quads[3::10])
