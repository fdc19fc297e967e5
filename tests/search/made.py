"""Stores with a few documents, made of quads as kg writes them."""

from collections.abc import Iterable, Iterator

from kg.iris import ALT_LABEL, PREF_LABEL, RDF_TYPE, Iri, Iris, pov
from kg.model.quads import Literal, Quad, text
from kg.store import Store

IRIS = Iris()
OUTLET = IRIS.actor("le-monde")


def document_quads(key: str, texts: Iterable[str], date: str = "2020-05-01", country: str = "FR") -> Iterator[Quad]:
    """A document with a passage for each text; the texts stand where long ones do."""
    graph, iri = IRIS.document_graph(key), IRIS.document(key)
    for n, said in enumerate(texts, 1):
        passage, span = IRIS.passage(key, n), IRIS.span(key, n, n)
        yield Quad(passage, RDF_TYPE, pov("Contribution"), graph)
        yield Quad(passage, pov("partOf"), iri, graph)
        yield Quad(passage, pov("contributor"), OUTLET, graph)
        yield Quad(passage, pov("countryCode"), text(country), graph)
        yield Quad(passage, pov("startDate"), Literal(date, Iri("http://www.w3.org/2001/XMLSchema#date")), graph)
        yield Quad(passage, pov("span"), span, graph)
        yield Quad(span, pov("exact"), text(said), IRIS.text_graph(key))


def put(store: Store, key: str, *texts: str, date: str = "2020-05-01", country: str = "FR") -> None:
    """Put a document into a store, in place of one with its key."""
    own = (IRIS.document_graph(key), IRIS.text_graph(key))
    store.replace(own, document_quads(key, texts, date, country))


def call(store: Store, actor: Iri, *names: str, kind: str = "Person") -> None:
    """Put an actor into the registry of a store, the preferred name first."""
    registry = IRIS.graph("registry")
    store.change(store.quads(registry, subject=actor), [])
    labels = [Quad(actor, ALT_LABEL if n else PREF_LABEL, text(name), registry) for n, name in enumerate(names)]
    store.change([], [Quad(actor, RDF_TYPE, pov(kind), registry), *labels] if names else [])
