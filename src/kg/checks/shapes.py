"""SHACL shapes over data. The door to pyshacl."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Any

import pyshacl
from rdflib import RDF, SH, BNode, Graph, Variable
from rdflib.query import Result

from kg.iris import Iri
from kg.model.quads import Quad
from kg.model.records import Finding
from kg.paths import data_folder
from kg.rdf import node, parse
from kg.store import Store, open_store

_CHECKED = Iri("https://w3id.org/pov/graph/checked")
_TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
_WHERE = re.compile(r"\bWHERE\s*\{")


class _Asked(Graph):
    """A graph whose queries the store answers: rdflib takes 24 seconds for those that the sample's shapes ask."""

    def __init__(self, store: Store, quads: Iterable[Quad]) -> None:
        super().__init__()
        self._asked = store
        for quad in quads:
            self.add((node(quad.subject), node(quad.predicate), node(quad.object)))

    def query(
        self,
        query_object: Any,
        processor: Any = "sparql",
        result: Any = "sparql",
        initNs: Any = None,  # noqa: N803
        initBindings: Any = None,  # noqa: N803
        *args: Any,
        **kwargs: Any,
    ) -> Result:
        """The rows of a SELECT whose variables are bound as SHACL binds $this."""
        bound = "".join(f" VALUES ?{name} {{ {value.n3()} }}" for name, value in (initBindings or {}).items())
        rows = self._asked.select(_WHERE.sub(lambda m: m[0] + bound, query_object, count=1))
        found = Result("SELECT")
        found.vars = [Variable(name) for name in rows.variables]
        found.bindings = [{Variable(name): node(value) for name, value in row.items()} for row in rows.rows]
        return found


@cache
def _shapes() -> Graph:
    return Graph().parse(data_folder("ontology") / "shapes.ttl")


@cache
def _flat_shapes() -> Graph:
    """The shapes with the targets of a node shape moved to its properties.

    pyshacl 0.40 looks at the properties of a node shape node by node, but at all the nodes of a target at once.
    """
    made = Graph()
    for triple in _shapes():
        made.add(triple)
    for owner, _, piece in _shapes().triples((None, SH.property, None)):
        targets = [(t, v) for t in _TARGETS for v in _shapes().objects(owner, t)]
        if targets:
            made.remove((owner, SH.property, piece))
        for target, value in targets:
            made.add((piece, target, value))
    return made


def shaped(quads: Iterable[Quad]) -> tuple[list[Finding], Graph]:
    """What the data lack, and the SHACL report graph. Subclasses of the ontology are known."""
    folder = data_folder("ontology")
    terms = [q for path in (folder / "kg.ttl", folder / "vocab" / "relation-types.ttl") for q in parse(path)]
    checked = [replace(quad, graph=_CHECKED) for quad in (*quads, *terms)]
    with open_store(None) as store:
        store.replace([], checked)
        data = _Asked(store, checked)
        _, report, _ = pyshacl.validate(data, shacl_graph=_flat_shapes(), inplace=True)
    assert isinstance(report, Graph)
    return sorted(_finding(report, result) for result in report.subjects(RDF.type, SH.ValidationResult)), report


def _finding(report: Graph, result: Any) -> Finding:
    def one(predicate: Any) -> str:
        value = report.value(result, predicate)
        return "" if value is None else str(value)

    level = "error" if one(SH.resultSeverity).endswith("Violation") else "warning"
    path = _path_name(report, report.value(result, SH.resultPath))
    return Finding(
        level, _shape_name(one(SH.sourceShape)), one(SH.focusNode), path, one(SH.value), one(SH.resultMessage)
    )


def _path_name(report: Graph, path: Any) -> str:
    """The name of a property, after a ^ where a shape follows it backwards."""
    inverse = report.value(path, SH.inversePath) if isinstance(path, BNode) else None
    name = str(inverse or path or "").rpartition("#")[2]
    return f"^{name}" if inverse else name


def _shape_name(shape: str) -> str:
    """The name of a shape; a property shape is found by the node shape that has it."""
    if shape.startswith("https://w3id.org/pov/shape#"):
        return shape.rpartition("#")[2]
    for owner in _shapes().subjects(SH.property):
        if any(str(p) == shape for p in _shapes().objects(owner, SH.property)):
            return str(owner).rpartition("#")[2]
    return "shape"
