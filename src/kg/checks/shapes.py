"""SHACL shapes over data. The door to pyshacl."""

from collections.abc import Iterable
from functools import cache
from typing import Any

import pyshacl
from rdflib import RDF, SH, Graph

from kg.model.quads import Quad
from kg.model.records import Finding
from kg.paths import data_folder
from kg.rdf import plain_graph


@cache
def _shapes() -> Graph:
    return Graph().parse(data_folder("ontology") / "shapes.ttl")


@cache
def _terms() -> Graph:
    folder = data_folder("ontology")
    return Graph().parse(folder / "kg.ttl").parse(folder / "vocab" / "relation-types.ttl")


def shaped(quads: Iterable[Quad]) -> tuple[list[Finding], Graph]:
    """What the data lack, and the SHACL report graph. Subclasses of the ontology are known."""
    data = plain_graph(quads)
    for triple in _terms():
        data.add(triple)
    _, report, _ = pyshacl.validate(data, shacl_graph=_shapes(), inplace=True, advanced=True)
    assert isinstance(report, Graph)
    return sorted(_finding(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)), report


def _finding(report: Graph, result: Any) -> Finding:
    def one(predicate: Any) -> str:
        value = report.value(result, predicate)
        return "" if value is None else str(value)

    level = "error" if one(SH.resultSeverity).endswith("Violation") else "warning"
    path = one(SH.resultPath).rpartition("#")[2]
    return Finding(
        level, _shape_name(one(SH.sourceShape)), one(SH.focusNode), path, one(SH.value), one(SH.resultMessage)
    )


def _shape_name(shape: str) -> str:
    """The name of a shape; a property shape is found by the node shape that has it."""
    if shape.startswith("https://w3id.org/pov/shape#"):
        return shape.rpartition("#")[2]
    for owner in _shapes().subjects(SH.property):
        if any(str(p) == shape for p in _shapes().objects(owner, SH.property)):
            return str(owner).rpartition("#")[2]
    return "shape"
