"""A claim with its fields changed by hand, and a claim made by hand."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from kg.decisions.added import added
from kg.decisions.allowed import is_allowed, refuse_wrong
from kg.decisions.meant import Meant, nearest, occurrences
from kg.decisions.rows import Decision
from kg.errors import UsageError
from kg.model.ids import fold, make_id
from kg.model.records import Claim, Commitment, Document, Modality, Passage, Polarity, Span, Step
from kg.model.relation_types import relation_types

_ENDS = ("subject", "object")
_ITSELF = "an actor would be related to itself"


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a decision does not fit what was extracted."""

    why: str


Change: TypeAlias = Callable[[Meant, Claim, Decision], Claim | Unfit]


def edited(meant: Meant, claim: Claim, rows: Iterable[Decision]) -> tuple[Claim, dict[Decision, str]]:
    """A claim after edits, which keeps its id, and why which edits do not fit. Of several of one field the last counts.

    The evidence comes first, because actors are looked for near it, and what is emptied last, because a claim must
    have an object, a theme or content.
    """
    by_field: dict[str, list[Decision]] = {}
    for row in rows:
        by_field.setdefault(row.field, []).append(row)
    refused: dict[Decision, str] = {}
    ends: list[Decision] = []
    before = claim
    for name in sorted(by_field, key=lambda name: _rank(meant, claim, by_field[name][-1])):
        for row in reversed(by_field[name]):
            found = _changed(meant, claim, row)
            if isinstance(found, Claim):
                claim = found
                ends += [row] if name in _ENDS else []
                break
            refused[row] = found.why
    if ends and claim.object is not None and meant.actor_of(claim.subject) == meant.actor_of(claim.object):
        refused |= dict.fromkeys(ends, _ITSELF)
        claim = replace(claim, subject=before.subject, object=before.object)
    return claim, refused


def _rank(meant: Meant, claim: Claim, row: Decision) -> tuple[bool, bool, bool, str]:
    """Which edit comes before which: of two ends first the one that was there when the claim was extracted."""
    later = row.field in _ENDS and not _ends_called(meant, claim, row.old)
    return (row.field != "span", not row.new, later, row.field)


def _changed(meant: Meant, claim: Claim, row: Decision) -> Claim | Unfit:
    if not is_allowed(row.field, row.new):
        return Unfit(f'"{row.field}" cannot be "{row.new}"')
    if not row.new and not _is_whole(claim, row.field):
        return Unfit("the claim has no other object, theme or content")
    return _CHANGES.get(row.field, _plain)(meant, claim, row)


def _is_whole(claim: Claim, without: str) -> bool:
    """Whether a claim is about something when a field of it is emptied."""
    about = {"object": claim.object, "theme": claim.theme, "content": claim.content}
    return without not in about or any(value for name, value in about.items() if name != without)


def _plain(meant: Meant, claim: Claim, row: Decision) -> Claim | Unfit:
    return replace(claim, **{row.field: row.new or None})  # type: ignore[arg-type]


def _polarity(meant: Meant, claim: Claim, row: Decision) -> Claim | Unfit:
    return replace(claim, polarity=Polarity(row.new))


def _modality(meant: Meant, claim: Claim, row: Decision) -> Claim | Unfit:
    return replace(claim, modality=Modality(row.new))


def _end(meant: Meant, claim: Claim, row: Decision) -> Claim | Unfit:
    end = _end_meant(meant, claim, row)
    if not row.new.strip():
        subject = claim.object if end == "subject" else None
        return replace(claim, subject=subject or claim.subject, object=None)
    mention = meant.mention(row.new, _passage(meant.document, claim.passage), claim.span, row.coder)
    return _unknown(row.new) if mention is None else replace(claim, **{end: mention.id})  # type: ignore[arg-type]


def _end_meant(meant: Meant, claim: Claim, row: Decision) -> str:
    """The end that an edit changes: in a store the actors of a symmetric relation are in the order of their IRIs."""
    if claim.object is None or not relation_types()[claim.relation].symmetric:
        return row.field
    called = _ends_called(meant, claim, row.old)
    if len(called) == 1:
        return called[0]
    turned = (meant.actor_of(claim.object) or "") < (meant.actor_of(claim.subject) or "")
    return _ENDS[_ENDS.index(row.field) - 1] if turned else row.field


def _ends_called(meant: Meant, claim: Claim, name: str) -> list[str]:
    actors = {actor.iri for actor in meant.actors(name)} if name else set()
    return [end for end, of in zip(_ENDS, (claim.subject, claim.object), strict=True) if meant.actor_of(of) in actors]


def _span(meant: Meant, claim: Claim, row: Decision) -> Claim | Unfit:
    passage = _passage(meant.document, claim.passage)
    span = nearest(occurrences(meant.document, row.new, passage.span), claim.span)
    return Unfit("its words do not stand in the passage of the claim") if span is None else replace(claim, span=span)


def _source(meant: Meant, claim: Claim, row: Decision) -> Claim | Unfit:
    chain = _chain(meant, claim, row.new.split("|"), row.coder)
    if isinstance(chain, Unfit):
        return chain
    return replace(claim, source=chain, behalf=claim.behalf if chain[0].of == claim.source[0].of else None)


_CHANGES: Mapping[str, Change] = {
    "polarity": _polarity,
    "modality": _modality,
    "subject": _end,
    "object": _end,
    "source": _source,
    "span": _span,
}


def _unknown(name: str) -> Unfit:
    return Unfit(f'neither the registry nor the document knows one actor called "{name}"')


def _passage(document: Document, number: int) -> Passage:
    return next(p for p in document.passages if p.number == number)


def voice(passage: Passage) -> tuple[Step, ...]:
    """The chain of what a passage says in its own words: speaker and outlet, or the editors."""
    if not passage.outlet:
        return (Step("editors", "editors", Commitment.COMMITS),)
    outlet = Step(f"outlet:{passage.number}", passage.outlet, Commitment.COMMITS)
    if passage.guest or passage.speaker in (None, "", passage.outlet):
        return (outlet,)
    speaker = Step(f"speaker:{passage.number}", passage.speaker or "", Commitment.COMMITS)
    return (speaker, replace(outlet, commitment=Commitment.RELAYS))


def _chain(meant: Meant, claim: Claim, names: Sequence[str], coder: str) -> tuple[Step, ...] | Unfit:
    """A chain of sources by names. A step that the claim has keeps its words; the outlet is last, said or not."""
    passage = _passage(meant.document, claim.passage)
    heard = (*claim.source, *voice(passage))
    steps: list[Step] = []
    for name in names:
        step = next((s for s in heard if _is_called(meant, s, name)), None)
        mention = meant.mention(name, passage, claim.span, coder) if step is None else None
        if step is None and mention is None:
            return _unknown(name)
        if mention is not None:
            step = Step(mention.id, meant.document.words(mention.span), Commitment.RELAYS)
        if step is not None:
            steps.append(step)
    last = claim.source[-1]
    if steps[-1].of != last.of and last.of == voice(passage)[-1].of:
        steps.append(last)
    if len({step.of for step in steps}) < len(steps):
        return Unfit("a source stands twice in the chain, or the outlet not at its end")
    outer = (_relaying(step, claim) for step in steps[1:])
    return (replace(steps[0], commitment=Commitment.COMMITS), *outer)


def _is_called(meant: Meant, step: Step, name: str) -> bool:
    actor = meant.actor_of(step.of)
    return fold(step.words) == fold(name) or actor in {one.iri for one in meant.actors(name)}


def _relaying(step: Step, claim: Claim) -> Step:
    """A step that passes on what another says, as it did before."""
    outer = {s.of for s in claim.source[1:]}
    return step if step.of in outer else replace(step, commitment=Commitment.RELAYS)


def made(meant: Meant, decision: Decision) -> Claim | Unfit:
    """A claim that is added by hand."""
    try:
        refuse_wrong(decision)
    except UsageError as error:
        return Unfit(error.what)
    told, document = added(decision.new), meant.document
    span = _evidence(document, decision)
    passage = next((p for p in document.passages if span is not None and span.within(p.span)), None)
    if span is None or passage is None:
        return Unfit("its words do not stand in the text")
    ends = []
    for name in (told.subject, told.object):
        mention = meant.mention(name, passage, span, decision.coder) if name.strip() else None
        if mention is None and name.strip():
            return _unknown(name)
        ends.append(mention.id if mention is not None else None)
    subject, target = ends
    if subject is None or (target is not None and meant.actor_of(subject) == meant.actor_of(target)):
        return Unfit(_ITSELF)
    options = sorted(decision.new.split("|")[3:])
    key = (document.key, passage.number, span.start, span.end, told.relation, subject, target, *options)
    claim = Claim(
        make_id("claim", *key), passage.number, voice(passage), subject, told.relation, target, span, 1.0,
        Polarity(told.polarity), Modality(told.modality), told.time or None, told.time_normal or None,
        told.theme or None, told.content or None, rule="hand",
    )  # fmt: skip
    chain = _chain(meant, claim, told.source, decision.coder) if told.source else claim.source
    return chain if isinstance(chain, Unfit) else replace(claim, source=chain)


def _evidence(document: Document, decision: Decision) -> Span | None:
    """Where the words of an added claim stand; of several places the one nearest to that which is told."""
    found = list(occurrences(document, decision.words, Span(0, len(document.text))))
    at = int(decision.field or 0)
    return nearest(found, Span(at, at + 1)) if decision.field else next(iter(found), None)
