"""What of a graph can be searched: names of actors, words of passages, quotations and claims."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.iris import ALT_LABEL, PREF_LABEL, RDF_TYPE, Iri, pov
from kg.model.quads import Quad, Term, plain
from kg.registry import OUTLET_TYPES
from kg.search.folding import BREAK
from kg.store import Store

KINDS = ("actor", "outlet", "passage", "quotation", "claim")
_TYPES = {pov("Lead"): "passage", pov("Contribution"): "passage", pov("Quotation"): "quotation", pov("Claim"): "claim"}
_OUTLETS = frozenset(map(pov, OUTLET_TYPES))
_EXACT = pov("exact")
_NEEDED = frozenset({RDF_TYPE, PREF_LABEL, ALT_LABEL, _EXACT}).union(
    map(pov, "contributor countryCode evidence headline partOf span speaker startDate statedIn unnamedIn".split())
)
# Shared graphs in which nothing stands that is searched, though they change with every document.
_OTHERS = frozenset("ontology relations edges similar runs decisions".split())
_Properties = Mapping[Iri, list[Term]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing with its words, and where they stand: IRIs, a country's code, an ISO date."""

    kind: str
    iri: str
    words: str
    document: str | None = None
    outlet: str | None = None
    speaker: str | None = None
    country: str | None = None
    date: str | None = None


def unit_of(graph: Iri) -> Iri | None:
    """The graph with which a graph is indexed: that of its document; none where nothing of it is searched."""
    if "/graph/gold/" in graph or graph.rpartition("/graph/")[2] in _OTHERS:
        return None
    return Iri(graph.replace("/graph/text/", "/graph/doc/"))


def entries(store: Store, graph: Iri) -> Iterator[Entry]:
    """What can be searched in a graph, and in that of the text beside it."""
    things = _things(store, graph)
    for iri, thing in things.items():
        kinds = {_TYPES[kind] for kind in _iris(thing, RDF_TYPE) if kind in _TYPES}
        for kind in sorted(kinds):
            yield from _said(kind, iri, thing, things)
        if PREF_LABEL in thing:
            yield _called(iri, thing)


def _things(store: Store, graph: Iri) -> dict[Iri, dict[Iri, list[Term]]]:
    found: dict[Iri, dict[Iri, list[Term]]] = {}
    for quad in _quads(store, graph):
        if quad.predicate in _NEEDED:
            found.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(quad.object)
    return found


def _quads(store: Store, graph: Iri) -> Iterator[Quad]:
    yield from store.quads(graph)
    if "/graph/doc/" in graph:
        beside = Iri(graph.replace("/graph/doc/", "/graph/text/"))
        yield from (quad for quad in store.quads(beside) if quad.predicate == _EXACT)


def _said(kind: str, iri: Iri, thing: _Properties, things: Mapping[Iri, _Properties]) -> Iterator[Entry]:
    """A passage, quotation or claim; a passage whose text is not there with its headline."""
    span = _first(thing, pov("evidence" if kind == "claim" else "span"))
    words = _first(things.get(Iri(span or ""), {}), _EXACT) or _first(thing, pov("headline"))
    passage = thing if kind == "passage" else things.get(Iri(_first(thing, pov("statedIn")) or ""), {})
    document = _first(passage, pov("partOf"))
    date = _first(passage, pov("startDate")) or _first(things.get(Iri(document or ""), {}), pov("startDate"))
    outlet, speaker, country = (_first(passage, pov(name)) for name in ("contributor", "speaker", "countryCode"))
    if words:
        yield Entry(kind, iri, words, document, outlet, speaker, country, date)


def _called(iri: Iri, thing: _Properties) -> Entry:
    """An actor with all names, the preferred one first."""
    names = [name for predicate in (PREF_LABEL, ALT_LABEL) for name in sorted(map(plain, thing.get(predicate, ())))]
    words = BREAK.join(dict.fromkeys(" ".join(name.split()) for name in names))
    kind = "actor" if _OUTLETS.isdisjoint(_iris(thing, RDF_TYPE)) else "outlet"
    country = _first(thing, pov("countryCode"))
    return Entry(kind, iri, words, _first(thing, pov("unnamedIn")), country=country)


def _iris(thing: _Properties, predicate: Iri) -> Iterable[Term]:
    return thing.get(predicate, ())


def _first(thing: _Properties, predicate: Iri) -> str | None:
    return min(map(plain, thing.get(predicate, ())), default=None)
