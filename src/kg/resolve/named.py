"""Actors by the names that a larger model gives them: the registry's, else provisional or unnamed ones."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.iris import Iri, Iris
from kg.language import Analysis
from kg.llm import Called
from kg.model.ids import fold
from kg.model.records import Actor, Document, Issue, IssueKind, Link, Resolution
from kg.registry import OUTLET_TYPES, Registry
from kg.resolve.made import provisional, unnamed
from kg.resolve.referents import referents

_KNOWN, _DOUBTFUL, _NEW = 0.8, 0.5, 0.5  # scores of a link: one bears the name, several do, nobody known does
_BY = "name given by the larger model"
_OF_COUNTRY = frozenset({"Government", "ArmedForce", "Population"})


def named(
    document: Document, called: Sequence[Called], registry: Registry, iris: Iris, report: Callable[[Issue], None]
) -> Resolution:
    """The actors of the mentions that a model found, of outlets and speakers."""
    sources = referents(document, Analysis(()), (), registry, iris, report)
    links, actors = list(sources.links), {a.iri: a for a in sources.actors}
    found: dict[tuple[str, str], tuple[Actor, float]] = {}
    for one in called:
        key = (fold(one.name), one.type)
        if key not in found:
            found[key] = _actor(document, one, registry, iris, report)
        actor, score = found[key]
        actors[actor.iri] = actor
        links.append(Link(one.mention.id, actor.iri, score, _BY))
    ordered = sorted(links, key=lambda link: (link.of, link.actor))
    mentions = tuple(one.mention for one in called)
    return replace(sources, links=tuple(ordered), actors=_sorted(actors), mentions=mentions)


def _sorted(actors: dict[Iri, Actor]) -> tuple[Actor, ...]:
    return tuple(actors[iri] for iri in sorted(actors))


def _actor(
    document: Document, one: Called, registry: Registry, iris: Iris, report: Callable[[Issue], None]
) -> tuple[Actor, float]:
    known = _known(one, registry)
    if len(known) == 1:
        return known[0], _KNOWN
    if known:
        names = ", ".join(a.name for a in known[:4])
        message = f'"{one.name}" may be {names}; taken for {known[0].name}'
        report(Issue(IssueKind.AMBIGUOUS_NAME, "resolve", document.key, message, one.mention.span))
        return known[0], _DOUBTFUL
    if one.type == "Group":
        return unnamed(one.name, document.key, iris), _NEW
    message = f'"{one.name}" ({one.type}) is not in the registry'
    report(Issue(IssueKind.UNKNOWN_ACTOR, "resolve", document.key, message, one.mention.span))
    return provisional(one.name, one.type, None, iris), _NEW


def _known(one: Called, registry: Registry) -> list[Actor]:
    """Who may bear a name, the likeliest first; one where only one is of the type, or a name decides alone."""
    bearers = [a for a in registry.named(one.name) if a.type not in OUTLET_TYPES]
    if one.type == "Person":
        bearers = [a for a in bearers if a.type == "Person"] or list(registry.by_surname(one.name))
    elif one.type in _OF_COUNTRY:
        bearers = _of_country(bearers, one.type, registry) or bearers
    bearers = bearers or list(registry.by_metonym(one.name))
    alike = [a for a in bearers if a.type == one.type] or bearers
    certain = [a for a in alike if not registry.is_ambiguous(one.name, a)]
    return sorted(certain or alike, key=lambda a: (not a.offices, a.iri))


def _of_country(bearers: list[Actor], type: str, registry: Registry) -> list[Actor]:
    """The government, force or people of a state that is called by the state's name."""
    states = [a for a in bearers if a.type == "State" and a.country]
    if any(a.type == type for a in bearers) or not states:
        return []
    return list(registry.of_country(states[0].country or "", type)[:1])
