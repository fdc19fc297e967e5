"""Actors that the registry lacks, as documents describe them: one description each, as long as a document needs it.

Documents that mean one actor may spell it differently, and one of them may go. So each keeps its description beside its
text, where no query looks, and the registry's graph has what follows from all of them and from the decisions.
"""

import json
from collections.abc import Iterable, Iterator

from kg.decisions.rows import Decision
from kg.iris import PREF_LABEL, RDF_TYPE, Iri, pov
from kg.model.quads import Literal, Quad, Term, plain, text
from kg.store import Store

_PROVISIONAL = pov("ProvisionalActor")
_DESCRIBES = pov("describes")
_DESCRIPTIONS = f"SELECT DISTINCT ?words WHERE {{ ?document <{_DESCRIBES}> ?words }}"
_MADE_HERE = f"SELECT ?actor ?property ?value WHERE {{ ?actor a <{_PROVISIONAL}> ; ?property ?value }}"
_MEANT = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?actor WHERE {
  ?actor a pov:ProvisionalActor .
  FILTER EXISTS {
    ?thing ?property ?actor .
    FILTER (?property NOT IN (pov:subject, pov:object) && !STRSTARTS(STR(?property), "https://w3id.org/pov/rel#"))
  }
}
"""


def provisional(quads: Iterable[Quad]) -> frozenset[Iri]:
    """The actors among the subjects of quads that the registry lacks."""
    return frozenset(q.subject for q in quads if q.predicate == RDF_TYPE and q.object == _PROVISIONAL)


def descriptions(quads: Iterable[Quad], document: Iri, graph: Iri) -> Iterator[Quad]:
    """What a document's quads say of actors that the registry lacks, as statements about the document."""
    held = list(quads)
    made = provisional(held)
    for actor in sorted(made):
        said = sorted([q.predicate, *_spelt(q.object)] for q in held if q.subject == actor)
        yield Quad(document, _DESCRIBES, text(json.dumps([actor, said], ensure_ascii=False)), graph)


def _spelt(term: Term) -> list[str]:
    """An object as texts: value, datatype and language; an IRI is its value alone."""
    return [term.value, term.datatype, term.language or ""] if isinstance(term, Literal) else [str(term)]


def _read(spelt: list[str]) -> Term:
    if len(spelt) == 1:
        return Iri(spelt[0])
    return Literal(spelt[0], Iri(spelt[1]), spelt[2] or None)


def made_here(store: Store, registry: Iri) -> list[Quad]:
    """What the registry's graph says of actors that the registry lacks."""
    rows = store.select(_MADE_HERE, graphs=[registry]).rows
    return [Quad(Iri(str(r["actor"])), Iri(str(r["property"])), r["value"], registry) for r in rows]


def described(store: Store, registry: Iri, decisions: Iterable[Decision]) -> list[Quad]:
    """What it should say: every actor that a document means is described once, and named as decided."""
    held = made_here(store, registry)
    meant = {Iri(str(row["actor"])) for row in store.select(_MEANT).rows} & provisional(held)
    told = _told(store, registry) if meant else {}
    found: list[Quad] = []
    for actor in sorted(meant):
        found += told.get(actor) or [q for q in held if q.subject == actor]
    for decision in decisions:
        if decision.action == "name" and decision.target in meant:
            found = list(_named(found, decision, registry))
    return found


def _told(store: Store, registry: Iri) -> dict[Iri, list[Quad]]:
    """The description of each actor: of several the first in the order of the alphabet."""
    graphs = [graph for graph in store.graphs() if "/graph/text/" in graph]
    rows = store.select(_DESCRIPTIONS, graphs=graphs).rows if graphs else ()
    told: dict[Iri, list[Quad]] = {}
    for words in sorted(plain(row["words"]) for row in rows):
        actor, said = json.loads(words)
        told.setdefault(Iri(actor), [Quad(Iri(actor), Iri(p), _read(spelt), registry) for p, *spelt in said])
    return told


def _named(quads: Iterable[Quad], decision: Decision, registry: Iri) -> Iterator[Quad]:
    """The quads with one field of an actor changed."""
    actor = Iri(decision.target)
    changed: dict[str, tuple[Iri, Term]] = {
        "name": (PREF_LABEL, text(decision.new, "en")),
        "type": (RDF_TYPE, pov(decision.new)),
        "country": (pov("countryCode"), text(decision.new)),
    }
    predicate, value = changed[decision.field]
    for quad in quads:
        if quad.subject != actor or quad.predicate != predicate or quad.object == _PROVISIONAL:
            yield quad
    if decision.new:
        yield Quad(actor, predicate, value, registry)
