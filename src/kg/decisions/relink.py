"""Who is meant, after merge, split and name; done before claims are found."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.decisions.rows import Decision
from kg.iris import Iri
from kg.model.records import Actor, ActorStatus, Link, Resolution


def relink(
    resolution: Resolution, decisions: Iterable[Decision], actors: Callable[[str], Actor | None]
) -> tuple[Resolution, tuple[Decision, ...]]:
    """Who is meant, after merge, split and name. Also the merges that changed something.

    An actor of the registry keeps its name: that stands in graph/actors.ttl.
    """
    links, known = list(resolution.links), {a.iri: a for a in resolution.actors}
    merges: list[Decision] = []
    for decision in decisions:
        named = known.get(Iri(decision.target))
        if decision.action == "name" and named is not None and named.status is not ActorStatus.REGISTERED:
            known[named.iri] = _renamed(named, decision)
        if decision.action not in ("merge", "split"):
            continue
        target = actors(decision.new) or known.get(Iri(decision.new))
        if target is None:
            continue
        known.setdefault(target.iri, target)
        moved = [_moved(link, decision, target.iri) for link in links]
        if decision.action == "merge" and moved != links:
            merges.append(decision)
        links = moved
    used = {link.actor for link in links}
    actors_used = tuple(known[iri] for iri in sorted(known) if iri in used)
    return replace(resolution, links=tuple(links), actors=actors_used), tuple(merges)


def _renamed(actor: Actor, decision: Decision) -> Actor:
    if decision.field == "name":
        return replace(actor, name=decision.new)
    if decision.field == "type":
        return replace(actor, type=decision.new)
    return replace(actor, country=decision.new or None)


def _moved(link: Link, decision: Decision, target: Iri) -> Link:
    meant = link.actor if decision.action == "merge" else link.of
    return Link(link.of, target, 1.0, f"decision of {decision.coder}") if meant == decision.target else link
