"""The door to the RDF parsers and serialisers: files to quads, quads to files."""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain, groupby
from operator import attrgetter
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.errors import ExportError, ImportingError, QueryError
from kg.iris import RDF, Iri
from kg.model.quads import Literal, Quad, Term, line, lines
from kg.xml import is_printable

if TYPE_CHECKING:
    import rdflib

FORMATS: dict[str, ox.RdfFormat] = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".trig": ox.RdfFormat.TRIG,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".nq": ox.RdfFormat.N_QUADS,
    ".jsonld": ox.RdfFormat.JSON_LD,
    ".rdf": ox.RdfFormat.RDF_XML,
}
NAMED_FORMATS: dict[str, ox.RdfFormat] = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "nquads": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}
PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "pov": "https://w3id.org/pov#",
    "prov": "http://www.w3.org/ns/prov#",
    "rel": "https://w3id.org/pov/rel#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "type": "https://w3id.org/pov/type/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_ENTITY = re.compile(rb"<!ENTITY\s[^\"'>]*(?:\"[^\"]*\"|'[^']*')")
_GROWN = 1 << 24  # bytes that entities of XML may become
_LANG_STRING = RDF + "langString"


def is_rdf(path: Path) -> bool:
    """Whether a file's ending is that of an RDF format."""
    return path.suffix.lower() in FORMATS


def parse(path: Path, graph: Iri | None = None) -> Iterator[Quad]:
    """The quads of an RDF file; triples without a graph go to `graph`. ImportingError where the syntax is wrong."""
    with _reading(path) as found:
        for quad in found:
            yield to_quad(quad, graph)


class Parsed:
    """The quads of an RDF file by graph, as the parser has them: records are made of them when somebody looks.

    So the embedded store takes them almost as fast as the engine takes a file. ImportingError as for `parse`.
    """

    def __init__(self, path: Path) -> None:
        self.terms: dict[Iri, list[Any]] = {}  # quads of pyoxigraph
        with _reading(path) as found:
            for graph, quads in groupby(found, attrgetter("graph_name.value")):
                self.terms.setdefault(Iri(graph), []).extend(quads)

    def of(self, graph: Iri) -> Iterator[Quad]:
        """The quads of one graph; none where the file lacks it."""
        return map(to_quad, self.terms.get(graph, ()))

    def __len__(self) -> int:
        return sum(map(len, self.terms.values()))

    def __iter__(self) -> Iterator[Quad]:
        return chain.from_iterable(map(self.of, self.terms))


@contextmanager
def _reading(path: Path) -> Iterator[Iterator[Any]]:
    if path.suffix.lower() not in FORMATS:
        raise ImportingError(f"{path.name} has no ending of an RDF format", str(path), f"Known: {' '.join(FORMATS)}")
    try:
        yield ox.parse(path=str(path), format=FORMATS[path.suffix.lower()], base_iri=path.resolve().as_uri())
    except SyntaxError as error:
        raise ImportingError(
            f"the RDF cannot be read: {error.msg}", _at(str(path), error.lineno or 1), "Correct it."
        ) from error
    except (OSError, ValueError) as error:
        raise ImportingError(f"the file cannot be read: {error}", str(path), "Check the file.") from error


def parse_bytes(data: bytes, form: str, graph: Iri | None = None, base: str | None = None) -> Iterator[Quad]:
    """The quads of a text in a format by its name; triples without a graph go to `graph`.

    Blank nodes get new names. ImportingError where the syntax is wrong.
    """
    if form == "rdfxml":
        _check_entities(data)
    try:
        for quad in ox.parse(input=data, format=NAMED_FORMATS[form], base_iri=base, rename_blank_nodes=True):
            yield to_quad(quad, graph)
    except SyntaxError as error:
        place = f"line {error.lineno}" if error.lineno else ""
        raise ImportingError(f"the RDF cannot be read: {error.msg}", place, "Correct it.") from error
    except ValueError as error:
        raise ImportingError(f"the RDF cannot be read: {error}", "", "Correct it.") from error


def _check_entities(data: bytes) -> None:
    """ImportingError where entities of XML would grow to many times the size of the text."""
    values = _ENTITY.findall(data)
    longest = max(map(len, values), default=0)
    if any(b"&" in value for value in values) or longest * data.count(b"&") > _GROWN:
        raise ImportingError("the entities of the XML grow too large", "", "Write out what they stand for.")


def rows(source: bytes | IO[bytes]) -> tuple[tuple[str, ...], Iterator[dict[str, Term]]]:
    """The variables of an answer in SPARQL 1.1 Query Results JSON, and its rows as they come."""
    found: Any = ox.parse_query_results(input=source, format=ox.QueryResultsFormat.JSON)
    names = tuple(variable.value for variable in found.variables)
    return names, ({name: to_term(row[name]) for name in names if row[name] is not None} for row in found)


def with_own_blank_nodes(quads: Iterable[Quad], path: Path) -> Iterator[Quad]:
    """The quads of a file with blank nodes named after its content, so that those of two files stay apart."""
    mark = ""
    for quad in quads:
        mark = mark or f"_:f{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
        target = quad.object if isinstance(quad.object, Literal) else _marked(quad.object, mark)
        yield Quad(_marked(quad.subject, mark), quad.predicate, target, quad.graph)


def _marked(node: Iri, mark: str) -> Iri:
    return Iri(mark + node[2:]) if node.startswith("_:") else node


def to_quad(quad: Any, graph: Iri | None = None) -> Quad:
    """A quad of pyoxigraph as a record."""
    unnamed = isinstance(quad.graph_name, ox.DefaultGraph)
    name = (graph or Iri("")) if unnamed else _iri(quad.graph_name)
    return Quad(_iri(quad.subject), _iri(quad.predicate), to_term(quad.object), name)


def to_term(term: Any) -> Term:
    """A term of pyoxigraph as an Iri or Literal; a blank node as `_:` and its label."""
    if isinstance(term, ox.Triple):
        raise ValueError("a triple in the place of a term is not taken")
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return Literal(term.value, Iri(_LANG_STRING), term.language)
        return Literal(term.value, Iri(term.datatype.value))
    return _iri(term)


def _iri(term: Any) -> Iri:
    return Iri(f"_:{term.value}") if isinstance(term, ox.BlankNode) else Iri(term.value)


def from_term(term: Term) -> Any:
    """A term as pyoxigraph has it."""
    if isinstance(term, Literal):
        if term.language is not None:
            return ox.Literal(term.value, language=term.language)
        return ox.Literal(term.value, datatype=ox.NamedNode(term.datatype))
    return ox.BlankNode(term[2:]) if term.startswith("_:") else ox.NamedNode(term)


def from_quad(quad: Quad) -> Any:
    """A quad as pyoxigraph has it."""
    graph = ox.NamedNode(quad.graph) if quad.graph else ox.DefaultGraph()
    return ox.Quad(from_term(quad.subject), ox.NamedNode(quad.predicate), from_term(quad.object), graph)


def canonical_turtle(text: str, where: str = "", added: Iterable[Quad] = (), removed: Iterable[Quad] = ()) -> str:
    """Hand-edited Turtle in its canonical form: sorted blocks, one line a value, readable prefixes.

    Triples can be added and removed on the way.
    ImportingError where it cannot be read, or holds what the form would lose: comments, the order of blank nodes.
    """
    import rdflib

    if comment := re.search(r"^[ \t]*#(?![ \t]*$)", text, flags=re.MULTILINE):
        place = _at(where, text[: comment.start()].count("\n") + 1)
        raise ImportingError("a comment would be lost", place, "Write it as a value of skos:editorialNote.")
    try:
        for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
            if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
                raise ImportingError("a blank node has no fixed place in the order", where, "Give it an IRI.")
    except SyntaxError as error:
        place = _at(where, error.lineno or 1)
        raise ImportingError(f"the Turtle cannot be read: {error.msg}", place, "Correct it.") from error
    graph = rdflib.Graph()
    graph.parse(data=text, format="turtle")
    for quad in removed:
        graph.remove((node(quad.subject), node(quad.predicate), node(quad.object)))
    for quad in added:
        graph.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    return graph.serialize(format="longturtle").rstrip("\n") + "\n"


def fault_of_query(text: str, base: str | None = None) -> str | None:
    """What the parser says about a text that is no SPARQL query; None where it is one, even if it has no answer."""
    try:
        with suppress(ValueError, RuntimeError, OSError):  # such as for a function that Oxigraph does not have
            ox.Store().query(text, base_iri=base)
    except SyntaxError as error:
        return str(error.msg)
    return None


def literal_of(token: str) -> str:
    """The value of a string as SPARQL and Turtle write it, with its quotation marks.

    >>> literal_of("'head of state'")
    'head of state'
    """
    (quad,) = ox.parse(f"<urn:a> <urn:b> {token} .", format=ox.RdfFormat.TURTLE)
    return str(quad.object.value)


def asked(text: str) -> tuple[str, ...] | type[bool] | type[Quad]:
    """What a query asks for: its variables, yes or no, or triples. QueryError where it cannot be read."""
    try:
        found = ox.Store().query(text)
    except SyntaxError as error:
        raise QueryError(f"the query cannot be read: {error.msg}", text.strip()[:80], "Correct it.") from error
    if isinstance(found, ox.QuerySolutions):
        return tuple(variable.value for variable in found.variables)
    return Quad if isinstance(found, ox.QueryTriples) else bool


def _at(where: str, line: int) -> str:
    return f"{where}, line {line}" if where else f"line {line}"


def other_forms(path: Path) -> dict[Path, str]:
    """A Turtle file as RDF/XML and as JSON-LD, by their paths beside it; blank nodes named as RDFC 1.0 does."""
    made = ox.Dataset(from_quad(quad) for quad in parse(path))
    made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    quads = sorted((to_quad(q) for q in made), key=line)
    rdfxml = to_rdfxml(quads).rstrip("\n") + "\n"
    return {path.with_suffix(".jsonld"): to_jsonld(quads), path.with_suffix(".rdf"): rdfxml}


def dataset(quads: Iterable[Quad]) -> "rdflib.Dataset":
    """The quads as an rdflib Dataset: a copy to read."""
    import rdflib

    made = rdflib.Dataset()
    made.addN(
        (node(q.subject), rdflib.URIRef(q.predicate), node(q.object), made.graph(rdflib.URIRef(q.graph))) for q in quads
    )
    return made


def node(term: Term) -> Any:
    """A term as rdflib has it."""
    import rdflib

    if isinstance(term, Literal):
        if term.language is not None:
            return rdflib.Literal(term.value, lang=term.language)
        string = term.datatype.endswith("#string")
        return rdflib.Literal(term.value, datatype=None if string else rdflib.URIRef(term.datatype))
    return rdflib.BNode(term[2:]) if term.startswith("_:") else rdflib.URIRef(term)


def to_trig(quads: Iterable[Quad]) -> str:
    """Quads as TriG in the order of their N-Quads lines, a block for each graph."""
    ordered = sorted(set(quads), key=line)
    graphs: dict[Iri, list[Quad]] = {}
    for quad in ordered:
        graphs.setdefault(quad.graph, []).append(quad)
    blocks = []
    for graph in sorted(graphs):
        triples = [
            ox.Triple(from_term(q.subject), ox.NamedNode(q.predicate), from_term(q.object)) for q in graphs[graph]
        ]
        body = ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        text = (body or b"").decode()
        turtle = "\n".join(n for n in text.split("\n") if not n.startswith("@prefix"))
        blocks.append(f"<{graph}> {{\n{turtle}\n}}\n")
    names = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(PREFIXES.items()))
    return names + "\n" + "\n".join(blocks)


def ntriples(path: Path) -> bytes:
    """An RDF file as N-Triples, for tools that read nothing else."""
    triples = [ox.Triple(q.subject, q.predicate, q.object) for q in (from_quad(quad) for quad in parse(path))]
    return ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b""


def to_turtle(triples: Iterable[Quad]) -> str:
    """Triples as Turtle, in the given order."""
    made = [ox.Triple(from_term(q.subject), ox.NamedNode(q.predicate), from_term(q.object)) for q in triples]
    return (ox.serialize(made, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES) or b"").decode()


def to_jsonld(triples: Iterable[Quad]) -> str:
    """Triples as JSON-LD, in the given order."""
    made = [from_quad(q) for q in triples]
    text = (ox.serialize(made, format=ox.RdfFormat.JSON_LD, prefixes=PREFIXES) or b"").decode()
    return json.dumps(json.loads(text), ensure_ascii=False, indent=1) + "\n"


def to_rdfxml(triples: Iterable[Quad]) -> str:
    """Triples as RDF/XML, in the given order. ExportError where XML cannot carry a text."""
    triples = list(triples)
    for quad in triples:
        if isinstance(quad.object, Literal) and not is_printable(quad.object.value):
            what = f"XML cannot carry the control character in {quad.object.value[:60]!r}"
            raise ExportError(what, quad.subject, "Choose another format, such as turtle.")
    made = [ox.Triple(from_term(q.subject), ox.NamedNode(q.predicate), from_term(q.object)) for q in triples]
    return (ox.serialize(made, format=ox.RdfFormat.RDF_XML, prefixes=PREFIXES) or b"").decode()


def canonical(quads: Iterable[Quad]) -> list[str]:
    """Sorted lines of N-Quads, each once, with blank nodes named as RDFC 1.0 does: equal for equal graphs."""
    found = list(quads)
    if any(isinstance(node, str) and node.startswith("_:") for quad in found for node in (quad.subject, quad.object)):
        made = ox.Dataset(from_quad(quad) for quad in found)
        made.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
        found = [to_quad(quad) for quad in made]
    return list(lines(found))
