"""Shapes find the same faults whatever engine answers their queries."""

from collections.abc import Iterable
from dataclasses import replace

import pyshacl
import pytest
from rdflib import RDF, SH, Graph

from kg.checks import shaped
from kg.iris import Iri, pov
from kg.model.quads import Quad, number
from kg.paths import data_folder
from kg.rdf import node, parse

FOLDER = data_folder("ontology")
FAILING = sorted((FOLDER / "shapes-failing").glob("*.ttl"))
GRAPH = Iri("urn:test")


def plainly(quads: Iterable[Quad]) -> list[tuple[str, ...]]:
    """What pyshacl says of the data and the shapes as they stand: node, value, severity and message."""
    data = Graph().parse(FOLDER / "kg.ttl").parse(FOLDER / "vocab" / "relation-types.ttl")
    for quad in quads:
        data.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    shapes = Graph().parse(FOLDER / "shapes.ttl")
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=True)
    return told(report)


def told(report: Graph) -> list[tuple[str, ...]]:
    wanted = (SH.focusNode, SH.value, SH.resultSeverity, SH.resultMessage)
    results = report.subjects(RDF.type, SH.ValidationResult)
    return sorted(tuple(str(report.value(result, w)) for w in wanted) for result in results)


def test_all_faults_at_once_are_those_of_the_plain_validation() -> None:
    quads = [quad for path in FAILING for quad in parse(path, GRAPH)]
    _, report = shaped(quads)
    assert len(told(report)) > 40
    assert told(report) == plainly(quads)


@pytest.mark.parametrize("part", range(4))
def test_what_is_missing_is_missing_in_the_plain_validation(part: int) -> None:
    quads = [q for n, q in enumerate(parse(FOLDER / "shapes-failing" / "base.ttl", GRAPH)) if n % 4 != part]
    _, report = shaped(quads)
    assert told(report) == plainly(quads)


def test_the_graph_of_a_statement_does_not_matter() -> None:
    quads = [quad for path in FAILING for quad in parse(path, GRAPH)]
    hidden = [replace(quad, graph=Iri("https://w3id.org/pov/id/graph/text/x")) for quad in quads]
    assert shaped(hidden)[0] == shaped(quads)[0]


def test_a_path_that_is_followed_backwards_has_a_name() -> None:
    step = Iri("https://w3id.org/pov/id/claim/1#step1")
    quads = [
        Quad(step, Iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), pov("AttributionStep"), GRAPH),
        Quad(step, pov("stepNumber"), number(1), GRAPH),
    ]
    assert {f.property for f in shaped(quads)[0]} == {"^attributionStep", "stepSource", "commitment"}
