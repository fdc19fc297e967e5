"""Replays decisions on what was extracted; what no longer fits becomes an issue."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from kg.decisions.allowed import is_allowed
from kg.decisions.rows import Decision
from kg.iris import Iri
from kg.model.ids import fold, make_id
from kg.model.records import (
    Actor,
    ActorStatus,
    Claim,
    Commitment,
    Document,
    Extraction,
    Issue,
    IssueKind,
    Link,
    Modality,
    Polarity,
    Resolution,
    Span,
    Step,
)
from kg.model.relation_types import relation_types


@dataclass(slots=True)
class Replayed:
    """A document's extraction after review. `statuses` are those of claims and mentions that were reviewed."""

    extraction: Extraction
    resolution: Resolution
    statuses: dict[str, str] = field(default_factory=dict)


def relink(
    resolution: Resolution, decisions: Iterable[Decision], actors: Callable[[str], Actor | None]
) -> tuple[Resolution, tuple[Decision, ...]]:
    """Who is meant, after merge, split and name; done before claims are found. Also the merges that changed something.

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


def replay(
    document: Document,
    extraction: Extraction,
    resolution: Resolution,
    decisions: Iterable[Decision],
    report: Callable[[Issue], None],
) -> Replayed:
    """The extraction after accept, reject, edit and add. Decisions about other documents are left alone."""
    done = Replayed(extraction, resolution)
    claims = {c.id: c for c in extraction.claims}
    for decision in decisions:
        if decision.action == "add":
            if decision.target == document.key:
                _add(document, decision, done, claims, report)
            continue
        claim = claims.get(decision.target)
        if claim is None or decision.action not in ("accept", "reject", "edit"):
            continue
        if decision.words and decision.words != document.words(claim.span):
            _stale(document, decision, "its words are others now", report)
        elif decision.action == "edit":
            _edit(document, decision, claim, done, claims, report)
        else:
            done.statuses[claim.id] = "accepted" if decision.action == "accept" else "rejected"
    ordered = tuple(sorted(claims.values(), key=lambda c: (c.span.start, c.span.end, c.id)))
    done.extraction = replace(extraction, claims=ordered)
    return done


def _edit(
    document: Document,
    decision: Decision,
    claim: Claim,
    done: Replayed,
    claims: dict[str, Claim],
    report: Callable[[Issue], None],
) -> None:
    if not is_allowed(decision.field, decision.new):
        _stale(document, decision, f'"{decision.field}" cannot be "{decision.new}"', report)
        return
    value: object = decision.new or None
    if decision.field == "polarity":
        value = Polarity(decision.new)
    elif decision.field == "modality":
        value = Modality(decision.new)
    claims[claim.id] = replace(claim, **{decision.field: value})  # type: ignore[arg-type]
    done.statuses[claim.id] = "corrected"


def _add(
    document: Document,
    decision: Decision,
    done: Replayed,
    claims: dict[str, Claim],
    report: Callable[[Issue], None],
) -> None:
    """A claim by hand: `new` is subject|relation|object by name, `words` the evidence."""
    parts = decision.new.split("|")
    start = document.text.find(decision.words) if decision.words else -1
    if len(parts) != 3 or parts[1] not in relation_types() or start < 0:
        _stale(document, decision, "it is not subject|relation|object with words that stand in the text", report)
        return
    span = Span(start, start + len(decision.words))
    passage = next((p for p in document.passages if span.within(p.span)), None)
    subject, target = (_mention(done, name, span) for name in (parts[0], parts[2]))
    if passage is None or subject is None or target is None:
        _stale(document, decision, "its actors are not mentioned in its words", report)
        return
    of = f"outlet:{passage.number}" if passage.outlet else "editors"
    identifier = make_id("claim", document.key, passage.number, span.start, span.end, parts[1], subject, target)
    source = (Step(of, passage.outlet or "editors", Commitment.COMMITS),)
    claims[identifier] = Claim(identifier, passage.number, source, subject, parts[1], target, span, 1.0, rule="hand")
    done.statuses[identifier] = "accepted"


def _mention(done: Replayed, name: str, span: Span) -> str | None:
    """The mention inside a span that stands for an actor of a name."""
    names = {a.iri: {fold(n) for n in (a.name, *a.names)} | {a.iri} for a in done.resolution.actors}
    actor = {link.of: link.actor for link in done.resolution.links}
    for mention in done.extraction.mentions:
        iri = actor.get(mention.id)
        if iri is not None and mention.span.within(span) and (fold(name) in names[iri] or name == iri):
            return mention.id
    return None


def _stale(document: Document, decision: Decision, why: str, report: Callable[[Issue], None]) -> None:
    message = f"the decision to {decision.action} {decision.target} by {decision.coder} does not fit: {why}"
    report(Issue(IssueKind.STALE_DECISION, "decisions", document.key, message))
