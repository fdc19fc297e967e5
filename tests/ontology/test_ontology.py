from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SH, SKOS, Graph, URIRef

from kg.checks import profiled, reasoned, shaped
from kg.iris import Iri
from kg.model.relation_types import relation_types
from kg.model.vocabulary import turtle
from kg.paths import data_folder
from kg.rdf import parse

FOLDER = data_folder("ontology")
POV = "https://w3id.org/pov#"
FAILING = sorted(p for p in (FOLDER / "shapes-failing").glob("*.ttl") if p.stem != "base")
LOADED = Iri("urn:test")


def test_every_term_has_label_definition_and_example() -> None:
    terms = Graph().parse(FOLDER / "kg.ttl")
    missing = [
        (str(term), str(wanted))
        for term in {s for s in terms.subjects(RDF.type) if str(s).startswith(POV)}
        for wanted in (RDFS.label, SKOS.definition, SKOS.example)
        if terms.value(term, wanted) is None
    ]
    assert missing == []


def test_the_vocabulary_is_made_from_the_table() -> None:
    assert (FOLDER / "vocab" / "relation-types.ttl").read_text(encoding="utf8") == turtle()


def test_parents_are_types_of_the_table() -> None:
    assert {t.parent for t in relation_types().values()} <= {None, *relation_types()}


def test_the_ontology_is_consistent_and_no_class_is_empty() -> None:
    assert reasoned() == []


def test_the_ontology_is_owl_2_dl() -> None:
    assert profiled() == []


@pytest.mark.parametrize("path", sorted((FOLDER / "not-dl").glob("*.ttl")), ids=lambda p: p.stem)
def test_the_profile_check_refuses_what_is_not_owl_2_dl(path: Path) -> None:
    assert {f.check for f in profiled([path])} == {"owl-2-dl"}


@pytest.mark.parametrize("name", ["kg", "vocab/relation-types"])
def test_the_other_forms_say_the_same(name: str) -> None:
    graphs = [ox.Dataset(ox.parse(path=str(FOLDER / f"{name}{ending}"))) for ending in (".ttl", ".rdf", ".jsonld")]
    for graph in graphs:
        graph.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert graphs[0] == graphs[1] == graphs[2]
    assert len(graphs[0]) > 500


@pytest.mark.parametrize("path", sorted((FOLDER / "inconsistent").glob("*.ttl")), ids=lambda p: p.stem)
def test_the_reasoner_refuses_a_contradiction(path: Path) -> None:
    assert [f.check for f in reasoned([path])] == ["consistency"]


def test_the_base_of_the_failing_examples_holds_something_for_each_shape() -> None:
    shapes, terms = Graph().parse(FOLDER / "shapes.ttl"), Graph().parse(FOLDER / "kg.ttl")
    data = Graph().parse(FOLDER / "shapes-failing" / "base.ttl").parse(FOLDER / "vocab" / "relation-types.ttl")
    empty = set()
    for shape in shapes.subjects(RDF.type, SH.NodeShape):
        classes = [
            c for t in shapes.objects(shape, SH.targetClass) for c in terms.transitive_subjects(RDFS.subClassOf, t)
        ]
        nodes = {n for c in classes for n in data.subjects(RDF.type, c)}
        nodes |= {n for p in shapes.objects(shape, SH.targetSubjectsOf) for n in data.subjects(p)}
        nodes |= {n for p in shapes.objects(shape, SH.targetObjectsOf) for n in data.objects(None, p)}
        if not nodes:
            empty.add(str(shape))
    assert empty == set()


def test_the_base_of_the_failing_examples_conforms() -> None:
    findings, _ = shaped(parse(FOLDER / "shapes-failing" / "base.ttl", LOADED))
    assert findings == []


@pytest.mark.parametrize("path", FAILING, ids=lambda p: p.stem)
def test_a_failing_example_breaks_its_shape_and_no_other(path: Path) -> None:
    quads = [*parse(FOLDER / "shapes-failing" / "base.ttl", LOADED), *parse(path, LOADED)]
    findings, _ = shaped(quads)
    assert {f.check for f in findings} == {path.stem}
    assert all(f.message for f in findings)


def test_every_node_shape_has_a_failing_example() -> None:
    shapes = Graph().parse(FOLDER / "shapes.ttl")
    node_shape = URIRef("http://www.w3.org/ns/shacl#NodeShape")
    names = {str(s).rpartition("#")[2] for s in shapes.subjects(RDF.type, node_shape)}
    assert names == {p.stem for p in FAILING}


@pytest.mark.shared
def test_the_seed_modelled_by_hand_conforms(shared: Path) -> None:
    quads = [q for q in parse(shared / "design" / "ontology" / "seed-gold.trig") if not q.graph.endswith("ontology")]
    findings, _ = shaped(quads)
    assert [f for f in findings if f.level == "error"] == []
