"""Actors that the registry lacks, as documents describe them: one description each, as long as a document needs it.

Documents that mean one actor may spell it differently, and one of them may go. So each keeps its description beside its
text, where no query looks, and the registry's graph has what follows from all of them and from the decisions.
"""

import json
from collections.abc import Iterable, Iterator

from kg.decisions.rows import Decision
from kg.iris import ALT_LABEL, PREF_LABEL, RDF_TYPE, Iri, pov
from kg.model.quads import Literal, Quad, Term, plain, text
from kg.store import Store

_PROVISIONAL = pov("ProvisionalActor")
_DESCRIBED_AS = pov("describedAs")
_MADE_HERE = f"SELECT ?actor WHERE {{ ?actor a <{_PROVISIONAL}> }}"
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


def descriptions(quads: Iterable[Quad], graph: Iri) -> Iterator[Quad]:
    """What a document's quads say of actors that the registry lacks, as one text each for the graph of its text."""
    held = list(quads)
    made = provisional(held)
    said: dict[Iri, list[list[str]]] = {actor: [] for actor in sorted(made)}
    for quad in held:
        if quad.subject in made:
            said[quad.subject].append([quad.predicate, *_spelt(quad.object)])
    for actor, statements in said.items():
        yield Quad(actor, _DESCRIBED_AS, text(json.dumps(sorted(statements), ensure_ascii=False)), graph)


def _spelt(term: Term) -> list[str]:
    """An object as texts: value, datatype and language; an IRI is its value alone."""
    return [term.value, term.datatype, term.language or ""] if isinstance(term, Literal) else [str(term)]


def _read(spelt: list[str]) -> Term:
    if len(spelt) == 1:
        return Iri(spelt[0])
    return Literal(spelt[0], Iri(spelt[1]), spelt[2] or None)


def made_here(store: Store, registry: Iri) -> tuple[Iri, ...]:
    """The actors in the registry's graph that the registry lacks, sorted."""
    return tuple(sorted(Iri(str(row["actor"])) for row in store.solutions(_MADE_HERE, graphs=[registry])))


def described(
    store: Store, registry: Iri, decisions: Iterable[Decision]
) -> Iterator[tuple[Iri, frozenset[Quad], frozenset[Quad]]]:
    """Each of these actors with what the registry's graph says of it, and what it should say.

    That is the description of one document, of several the first in the order of the alphabet, named as decided;
    nothing where no document means the actor any more.
    """
    meant = {Iri(str(row["actor"])) for row in store.solutions(_MEANT)}
    naming: dict[Iri, list[Decision]] = {}
    for decision in decisions:
        if decision.action in ("name", "alias"):
            naming.setdefault(Iri(decision.target), []).append(decision)
    for actor in made_here(store, registry):
        held = frozenset(store.quads(registry, subject=actor))
        wanted: Iterable[Quad] = (_told(store, actor, registry) or held) if actor in meant else ()
        for decision in naming.get(actor, ()) if actor in meant else ():
            wanted = list((_named if decision.action == "name" else _called)(wanted, decision, registry))
        yield actor, held, frozenset(wanted)


def _told(store: Store, actor: Iri, registry: Iri) -> list[Quad]:
    said = min((plain(q.object) for q in store.told(actor, _DESCRIBED_AS)), default="[]")
    return [Quad(actor, Iri(predicate), _read(spelt), registry) for predicate, *spelt in json.loads(said)]


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


def _called(quads: Iterable[Quad], decision: Decision, registry: Iri) -> Iterator[Quad]:
    """The quads with a further name of an actor, in its language."""
    yield from (q for q in quads if q.predicate != ALT_LABEL or q.object != text(decision.new))
    yield Quad(Iri(decision.target), ALT_LABEL, text(decision.new, decision.field or None), registry)
