"""SPARQL updates as text: small enough blocks, blank nodes that hang together kept together, names for staging.

What is staged has other predicates than what is meant, so that a query over the union of all graphs does not take it
for a part of a document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, islice

from kg.iris import Iri
from kg.model.quads import Literal, Quad, Term, term

STAGING = "urn:x-kg:staging:"  # begins the name of a graph that is being written
_STAGED = "urn:x-kg:staged:"  # begins a predicate in such a graph
_BLOCK = 1_000  # statements in one GRAPH { }: Virtuoso 7.2 has no room to read 5,000
_BLANK = (
    500  # statements with blank nodes in one operation: Virtuoso 7.2 makes 8 lines of SQL of each, and takes 10,000
)


@dataclass(frozen=True, slots=True)
class Unit:
    """Quads that must go in one operation: a single one, or those of one graph whose blank nodes hang together."""

    quads: tuple[Quad, ...]
    is_blank: bool
    size: int  # characters, about


def units(quads: Iterable[Quad]) -> list[Unit]:
    """The quads parted into the least that can be written at a time, graph by graph."""
    ordered = sorted(quads, key=lambda q: q.graph)
    ground = [q for q in ordered if not has_blank(q)]
    blank = [q for q in ordered if has_blank(q)]
    return [*(_unit((q,), False) for q in ground), *(_unit(found, True) for found in _components(blank))]


def _unit(quads: tuple[Quad, ...], is_blank: bool) -> Unit:
    return Unit(quads, is_blank, sum(len(_triple(q)) + 2 for q in quads))


def has_blank(quad: Quad) -> bool:
    return _is_blank(quad.subject) or _is_blank(quad.object)


def _is_blank(value: Term) -> bool:
    return not isinstance(value, Literal) and value.startswith("_:")


def _components(quads: Sequence[Quad]) -> Iterator[tuple[Quad, ...]]:
    """The quads by the blank nodes that they share, in the order in which they come."""
    first: dict[Term, Term] = {}

    def root(node: Term) -> Term:
        while first.setdefault(node, node) != node:
            node = first[node]
        return node

    for quad in quads:
        ends = [root(node) for node in (quad.subject, quad.object) if _is_blank(node)]
        first[ends[-1]] = ends[0]
    found: dict[Term, list[Quad]] = {}
    for quad in quads:
        found.setdefault(root(quad.subject if _is_blank(quad.subject) else quad.object), []).append(quad)
    yield from map(tuple, found.values())


def inserts(added: Sequence[Unit]) -> Iterator[str]:
    """Operations that add units. Blank nodes stand in a pattern, since Virtuoso 7.2 takes none in INSERT DATA."""
    if ground := [q for unit in added if not unit.is_blank for q in unit.quads]:
        yield f"INSERT DATA {{\n{_blocks(ground)}}}"
    held: list[Quad] = []
    for unit in added:
        if unit.is_blank:
            if held and len(held) + len(unit.quads) > _BLANK:
                yield f"INSERT {{\n{_blocks(held)}}} WHERE {{}}"
                held = []
            held += unit.quads
    if held:
        yield f"INSERT {{\n{_blocks(held)}}} WHERE {{}}"


def deletes(removed: Sequence[Quad]) -> Iterator[str]:
    """An operation that takes quads out, which have no blank nodes."""
    if removed:
        yield f"DELETE DATA {{\n{_blocks(sorted(removed, key=lambda q: q.graph))}}}"


def drops(graphs: Iterable[str]) -> Iterator[str]:
    """Operations that drop graphs, whether there are such or not."""
    yield from (f"DROP SILENT GRAPH <{graph}>" for graph in sorted(graphs))


def request(operations: Iterable[str]) -> str:
    return " ;\n".join(operations)


def staged(unit: Unit) -> Unit:
    """A unit as it stands in staging."""
    quads = (replace(q, graph=Iri(STAGING + q.graph), predicate=Iri(_STAGED + q.predicate)) for q in unit.quads)
    return _unit(tuple(quads), unit.is_blank)


def arrival(graph: Iri) -> Iterator[str]:
    """Operations that put what is staged for a graph into it, and drop the staging."""
    pattern = f"GRAPH <{STAGING}{graph}> {{ ?s ?staged ?o }}"
    name = f"IRI(SUBSTR(STR(?staged), {len(_STAGED) + 1}))"
    yield f"INSERT {{ GRAPH <{graph}> {{ ?s ?p ?o }} }} WHERE {{ {pattern} BIND ({name} AS ?p) }}"
    yield f"DROP SILENT GRAPH <{STAGING}{graph}>"


def _blocks(quads: Sequence[Quad]) -> str:
    made = []
    for graph, found in groupby(quads, key=lambda q: q.graph):
        while some := list(islice(found, _BLOCK)):
            made.append(f"GRAPH <{graph}> {{\n" + "\n".join(map(_triple, some)) + "\n}\n")
    return "".join(made)


def _triple(quad: Quad) -> str:
    return f"{term(quad.subject)} {term(quad.predicate)} {term(quad.object)} ."
