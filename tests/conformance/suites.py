"""The W3C test suites for SPARQL 1.1, read from their manifests."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import rdflib
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from kg.iris import Iri
from kg.model.quads import Quad
from kg.rdf import parse, with_own_blank_nodes

MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "conformance.md"
_SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))
_ROW = re.compile(r"^\| ([\w-]+/[\w-]+) \| (.+) \|$", re.MULTILINE)
_MANIFESTS = ("query", "update", "results")  # federation, entailment and protocol have manifests of their own
FORMATS = "result formats"
_SUITES = {
    "QueryEvaluationTest": "query evaluation",
    "PositiveSyntaxTest11": "query syntax",
    "NegativeSyntaxTest11": "query syntax",
    "UpdateEvaluationTest": "update evaluation",
    "PositiveUpdateSyntaxTest11": "update syntax",
    "NegativeUpdateSyntaxTest11": "update syntax",
}
SUITES = (*dict.fromkeys(_SUITES.values()), FORMATS)


@dataclass(frozen=True, slots=True)
class Dataset:
    """Files whose triples make up the default graph, and files by the name of their graph."""

    default: tuple[Path, ...] = ()
    named: tuple[tuple[Iri, Path], ...] = ()

    def quads(self) -> Iterator[Quad]:
        """The quads of all files; those of the default graph have an empty graph."""
        for graph, path in (*((Iri(""), path) for path in self.default), *self.named):
            yield from with_own_blank_nodes(parse(path, graph), path)


@dataclass(frozen=True, slots=True)
class Case:
    """A test; `expected` is the file with the answer to a query, or the dataset after an update."""

    name: str  # folder/name
    kind: str
    suite: str
    request: Path
    before: Dataset
    expected: Path | Dataset | None

    @property
    def text(self) -> str:
        """The query or update, whose relative IRIs are those of the files beside it."""
        return f"BASE <{self.request.as_uri()}>\n{self.request.read_text(encoding='utf8')}"


@cache
def cases() -> tuple[Case, ...]:
    """All tests of the suites, in the order of the manifests; none where there is no data beside the checkout."""
    if not _SHARED.is_dir():
        return ()
    folder = (_SHARED / "data" / "w3c-sparql11").resolve()
    return tuple(case for name in _MANIFESTS for case in _of(folder / f"manifest-sparql11-{name}.ttl"))


def listed() -> dict[str, str]:
    """The tests that docs/conformance.md says to fail, with the cause of each."""
    return dict(_ROW.findall(PAGE.read_text(encoding="utf8")))


def _of(manifest: Path) -> Iterator[Case]:
    graph = rdflib.Graph().parse(manifest)
    for included in _list(graph, MF.include):
        yield from _of(_path(included))
    for test in _list(graph, MF.entries):
        kind = _kind(graph, test)
        suite = FORMATS if manifest.parent.name in ("csv-tsv-res", "json-res") else _SUITES[kind]
        action, result = graph.value(test, MF.action), graph.value(test, MF.result)
        request = graph.value(action, QT.query) or graph.value(action, UT.request) or action
        after = _dataset(graph, result, UT) if kind == "UpdateEvaluationTest" else result and _path(result)
        name = f"{manifest.parent.name}/{str(test).rpartition('#')[2]}"
        before = _dataset(graph, action, UT if suite == "update evaluation" else QT)
        yield Case(name, kind, suite, _path(request), before, after)


def _kind(graph: rdflib.Graph, test: Node) -> str:
    return str(graph.value(test, RDF.type)).removeprefix(MF)


def _dataset(graph: rdflib.Graph, node: Node | None, words: rdflib.Namespace) -> Dataset:
    default = sorted(map(_path, graph.objects(node, words.data)))
    named = []
    for given in graph.objects(node, words.graphData):
        file = graph.value(given, words.graph) or given
        named.append((Iri(str(graph.value(given, RDFS.label) or file)), _path(file)))
    return Dataset(tuple(default), tuple(sorted(named)))


def _list(graph: rdflib.Graph, predicate: Node) -> Iterator[Node]:
    for head in graph.objects(None, predicate):
        yield from Collection(graph, head)


def _path(file: Node | None) -> Path:
    return Path(str(file).removeprefix("file://"))
