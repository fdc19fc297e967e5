"""Who is meant, after merge, split and name; done before claims are found."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from kg.decisions.rows import Decision
from kg.iris import Iri
from kg.model.records import Actor, ActorStatus, Link, Mention, Resolution


def relink(
    resolution: Resolution, decisions: Iterable[Decision], actors: Callable[[str], Actor | None]
) -> tuple[Resolution, tuple[Decision, ...]]:
    """Who is meant, after merge, split and name. Also the merges that changed something.

    A split links a mention too of which it was not plain who is meant. An actor of the registry keeps its name: that
    stands in graph/actors.ttl.
    """
    links, known = list(resolution.links), {a.iri: a for a in resolution.actors}
    unresolved = {mention.id: mention for mention in resolution.unresolved}
    found: list[Mention] = []
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
        if decision.action == "split" and decision.target in unresolved:
            found.append(unresolved.pop(decision.target))
            links.append(_decided(decision.target, target.iri, decision))
        moved = [_moved(link, decision, target.iri) for link in links]
        if decision.action == "merge" and moved != links:
            merges.append(decision)
        links = moved
    used = {link.actor for link in links}
    actors_used = tuple(known[iri] for iri in sorted(known) if iri in used)
    mentions = sorted((*resolution.mentions, *found), key=lambda m: (m.span.start, -m.span.end, m.id)) if found else ()
    linked = replace(resolution, links=tuple(links), actors=actors_used, unresolved=tuple(unresolved.values()))
    return replace(linked, mentions=tuple(mentions) or resolution.mentions), tuple(merges)


def _renamed(actor: Actor, decision: Decision) -> Actor:
    if decision.field == "name":
        return replace(actor, name=decision.new)
    if decision.field == "type":
        return replace(actor, type=decision.new)
    return replace(actor, country=decision.new or None)


def _moved(link: Link, decision: Decision, target: Iri) -> Link:
    meant = link.actor if decision.action == "merge" else link.of
    return _decided(link.of, target, decision) if meant == decision.target else link


def _decided(of: str, actor: Iri, decision: Decision) -> Link:
    return Link(of, actor, 1.0, f"decision of {decision.coder}")
