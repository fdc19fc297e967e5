"""The actors that can be linked: those of the registry, and provisional ones of the store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.decisions import Decision
from kg.decisions.provisional import described
from kg.iris import ALT_LABEL, EXACT_MATCH, PREF_LABEL, RDF_TYPE, Iri, Iris, pov
from kg.model.ids import fold
from kg.model.quads import Quad, line, plain, text
from kg.model.records import Actor, ActorStatus
from kg.registry import Registry, registry_quads
from kg.store import Store

_PROVISIONAL = pov("ProvisionalActor")


@dataclass(frozen=True, slots=True)
class Known:
    """Actors, the ids that each has elsewhere, and what the store says of those that the registry lacks."""

    actors: tuple[Actor, ...]
    ids: dict[Iri, tuple[Iri, ...]]
    made_here: dict[Iri, tuple[Quad, ...]] = field(default_factory=dict)

    def bearer(self, identifier: Iri) -> Iri | None:
        """The actor that has an id."""
        return next((actor for actor in sorted(self.ids) if identifier in self.ids[actor]), None)


def known_actors(registry: Registry, files: Sequence[Path], store: Store | None, iris: Iris) -> Known:
    """The actors of a registry, which is in `files`, and of a store where there is one; sorted by IRI."""
    graph = iris.graph("registry")
    blocks = _blocks(store, graph) if store is not None else {}
    new = {iri: quads for iri, quads in blocks.items() if registry.get(iri) is None}
    actors = (*registry.actors(), *(_actor(iri, quads) for iri, quads in new.items()))
    return Known(tuple(sorted(actors, key=lambda a: a.iri)), ids_in(registry_quads(files, graph)), new)


def ids_in(quads: Iterable[Quad]) -> dict[Iri, tuple[Iri, ...]]:
    """The ids that actors have elsewhere, sorted."""
    found: dict[Iri, set[Iri]] = {}
    for quad in quads:
        if quad.predicate == EXACT_MATCH and isinstance(quad.object, str):
            found.setdefault(quad.subject, set()).add(quad.object)
    return {actor: tuple(sorted(ids)) for actor, ids in sorted(found.items())}


def rejected(decisions: Iterable[Decision]) -> frozenset[tuple[Iri, Iri]]:
    """The pairs of actor and id that were decided against; of several decisions the last counts."""
    verdicts = {(Iri(d.target), Iri(d.new)): d.action for d in decisions if d.action in ("link", "unlink")}
    return frozenset(pair for pair, action in verdicts.items() if action == "unlink")


def _blocks(store: Store, graph: Iri) -> dict[Iri, tuple[Quad, ...]]:
    """What an entry in the registry would say of provisional actors: as decided, with the name that texts have."""
    found: dict[Iri, tuple[Quad, ...]] = {}
    for actor, held, printed in described(store, graph, ()):
        quads = sorted((q for q in held if q.object != _PROVISIONAL), key=line)
        names = {plain(q.object) for q in quads if q.predicate in (PREF_LABEL, ALT_LABEL)}
        others = {plain(q.object) for q in printed if q.predicate == PREF_LABEL}
        unknown = {name for name in others if fold(name) not in map(fold, names)}
        quads += [Quad(actor, ALT_LABEL, text(name), graph) for name in sorted(unknown)]
        found[actor] = tuple(quads)
    return found


def _actor(iri: Iri, quads: Iterable[Quad]) -> Actor:
    values: dict[Iri, list[str]] = {}
    for quad in quads:
        values.setdefault(quad.predicate, []).append(plain(quad.object))
    kind = min(values[RDF_TYPE]).rpartition("#")[2]
    country = values.get(pov("countryCode"), [None])[0]
    names = tuple(sorted(values.get(ALT_LABEL, ())))
    return Actor(iri, min(values[PREF_LABEL]), kind, ActorStatus.PROVISIONAL, country, names=names)
