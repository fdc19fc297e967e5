from pathlib import Path

import pytest

from kg.errors import StoreError
from kg.iris import Iris
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
    assert "not read: corpus/broken.pdf" in done.stderr
    assert "1 documents new" in done.stderr
    assert done.return_value == 1 or done.exit_code == 1


def test_quads_of_a_build_are_loaded(project: Path, run) -> None:
    run("build")
    run("ingest", "graph/documents")
    assert values(project / "store") == [("Gazeta Wyborcza", "Vladimir Putin", "Alexander Lukashenka", "2020")]


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
