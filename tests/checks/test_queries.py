"""Each check query finds its fault, and nothing in a sound graph."""

from pathlib import Path

import pytest

from kg.checks import asked
from kg.checks.asked import check_queries
from kg.ingest import prepare
from kg.iris import Iri
from kg.project import Project
from kg.rdf import parse
from kg.store import Store, open_store

BASE = "https://w3id.org/pov/id/"
POV = "https://w3id.org/pov#"
FAULTS = {
    "orphan-term": f"<{POV}Stray> a owl:Class",
    "term-without-label": f"<{POV}nameless> a owl:Class",
    "term-without-definition": f"<{POV}undefined> a owl:Class ; rdfs:label 'x'",
    "term-without-example": f"<{POV}plain> a owl:Class ; rdfs:label 'x' ; skos:definition 'x'",
    "actor-without-label": f"<{BASE}mention/1> pov:refersTo <{BASE}actor/nobody-knows>",
    "dangling-reference": f"<{BASE}claim/1> pov:expresses <{BASE}relation/gone>",
    "claim-without-evidence": f"<{BASE}claim/2> a pov:Claim",
    "source-outside-chain": f"<{BASE}claim/3> pov:claimedBy <{BASE}actor/poland>",
    "same-name-twice": f"<{BASE}actor/poland-2> a pov:State ; skos:prefLabel 'Poland'@en ; pov:countryCode 'PL'",
}
PREFIXES = """
PREFIX owl: <http://www.w3.org/2002/07/owl#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX pov: <https://w3id.org/pov#>
"""
GRAPH = Iri(f"{BASE}graph/doc/x")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = open_store(None)
    prepare(store, Project(tmp_path_factory.mktemp("project")))
    return store


def found_with(store: Store, statements: str, folder: Path) -> set[str]:
    """The checks that find something in a store to which statements are added for a moment."""
    path = folder / "fault.ttl"
    path.write_text(f"{PREFIXES} {statements} .", encoding="utf8")
    store.replace([GRAPH], parse(path, GRAPH))
    try:
        return {finding.check for finding in asked(store)}
    finally:
        store.replace([GRAPH], [])


def test_a_sound_graph_has_no_finding(sound: Store) -> None:
    assert [f for f in asked(sound) if f.level == "error"] == []


@pytest.mark.parametrize("name", list(FAULTS))
def test_a_fault_is_found(sound: Store, name: str, tmp_path: Path) -> None:
    assert name in found_with(sound, FAULTS[name], tmp_path)


def test_a_statement_in_two_graphs_is_found(sound: Store, tmp_path: Path) -> None:
    assert "statement-in-two-graphs" in found_with(sound, f"<{BASE}actor/poland> a pov:State", tmp_path)


def test_every_check_query_is_tested() -> None:
    assert {p.stem for p in check_queries()} == {*FAULTS, "statement-in-two-graphs"}
