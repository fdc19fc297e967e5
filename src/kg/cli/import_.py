"""kg import: take RDF, or work coded by hand, into the store."""

from pathlib import Path

import click

from kg.cli.output import project_of, store_options
from kg.errors import ImportingError, UsageError
from kg.ingest import complete
from kg.iris import Iri, is_iri
from kg.model.place import Named
from kg.model.quads import Quad, Term
from kg.rdf import parse, with_own_blank_nodes
from kg.search import follow
from kg.store import Store, open_store

_WITH_GRAPHS = (".nq", ".trig", ".jsonld")
_CODED = ".dna"  # how a file of the Discourse Network Analyzer ends


@click.command("import", short_help="Take RDF, or work coded by hand, into the store.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--graph", metavar="IRI", help="The graph for triples that have none.")
@store_options
def command(files: tuple[Path, ...], graph: str | None, project: Path | None, store: Named | None) -> None:
    """Take RDF into the store, for example what `kg export` wrote. All files are taken, or none.

    The ontology of this version is loaded with them, and the registry where the store has none.

    A file of the Discourse Network Analyzer (.dna) gives documents, and statements as claims that are accepted.

    \b
    Example:
      kg import graph.trig
      kg import actors.ttl --graph https://example.org/graph/extra
      kg import debate.dna
    """
    coded = [path for path in files if path.suffix.lower() == _CODED]
    if coded and (graph is not None or len(coded) < len(files)):
        what = "a file of the Discourse Network Analyzer is imported by itself"
        raise UsageError(what, str(coded[0]), "Import RDF with a command of its own, and leave --graph out.")
    if coded:
        _take_coded(coded, project, store)
        return
    if graph is not None and not is_iri(graph):
        raise UsageError(f'"{graph}" is no IRI', "--graph", "Name one such as https://example.org/graph/extra.")
    quads = []
    for path in files:
        if path.suffix.lower() not in _WITH_GRAPHS and graph is None:
            what = f"{path.suffix or 'this format'} names no graphs"
            raise ImportingError(what, str(path), "Say with --graph into which graph the triples go.")
        found = list(with_own_blank_nodes(parse(path, Iri(graph) if graph else None), path))
        if any(not quad.graph for quad in found):
            raise ImportingError("some triples stand in no graph", str(path), "Say with --graph where they go.")
        if any(quad.graph.startswith("_:") for quad in found):
            raise ImportingError("a graph is a blank node", str(path), "Give the graph an IRI.")
        quads += found
    found_project = project_of(project)
    with open_store(found_project.place(store)) as opened:
        there = _elsewhere(opened, quads)
        opened.replace([], (quad for quad in quads if quad not in there))
        complete(opened, found_project)
        opened.derive()
        follow(opened)
    click.echo(f"{len(quads) - len(there)} statements taken")
    if there:
        click.echo(f"{len(there)} left out, which stand in another graph of the store")


def _take_coded(files: list[Path], project: Path | None, store: Named | None) -> None:
    from kg.coded import take

    found_project = project_of(project)
    with open_store(found_project.place(store)) as opened:
        for path in files:
            took = take(opened, found_project, path)
            click.echo(f"{path}: {took.documents} documents, {took.claims} claims taken")
            for what, number in sorted(took.left_out.items()):
                click.echo(f"{number} not taken: {what}")
        opened.derive()
        follow(opened)


def _elsewhere(store: Store, quads: list[Quad]) -> set[Quad]:
    """The quads whose statement another graph has, in the store or before them: no query should count it twice."""
    found: set[Quad] = set()
    graph_of: dict[tuple[Iri, Iri, Term], Iri] = {}
    for quad in quads:
        statement = (quad.subject, quad.predicate, quad.object)
        held = (q.graph for q in store.told(quad.subject, quad.predicate) if q.object == quad.object)
        if graph_of.setdefault(statement, quad.graph) != quad.graph or any(graph != quad.graph for graph in held):
            found.add(quad)
    return found
