"""Replays decisions on what was extracted; what no longer fits becomes an issue."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.decisions.changes import Unfit, edited, made
from kg.decisions.coders import by_claim, standing
from kg.decisions.meant import Meant
from kg.decisions.rows import ON_CLAIMS, Decision
from kg.model.records import Actor, Claim, Document, Extraction, Issue, IssueKind, Resolution


@dataclass(slots=True)
class Replayed:
    """A document's extraction after review. `statuses` are those of claims and mentions that were reviewed."""

    extraction: Extraction
    resolution: Resolution
    statuses: dict[str, str] = field(default_factory=dict)


def replay(
    document: Document,
    extraction: Extraction,
    resolution: Resolution,
    decisions: Collection[Decision],
    report: Callable[[Issue], None],
    actors: Callable[[str], Actor | None],
) -> Replayed:
    """The extraction after accept, reject, edit and add. Claims are added first, so that they can be decided on.

    Decisions about other documents are left alone. `actors` knows those of the registry by IRI or name.
    """
    meant = Meant(document, extraction, resolution, decisions, actors)
    claims, statuses = {c.id: c for c in extraction.claims}, dict[str, str]()

    def stale(decision: Decision, why: str) -> None:
        report(Issue(IssueKind.STALE_DECISION, "decisions", document.key, f"{decision.unfit}: {why}"))

    for decision in decisions:
        if decision.action == "add" and decision.target == document.key:
            claim = made(meant, decision)
            if isinstance(claim, Unfit):
                stale(decision, claim.why)
            else:
                claims[claim.id], statuses[claim.id] = claim, "accepted"
    own = standing(d for d in decisions if d.action in ON_CLAIMS and d.target in claims)
    for of, rows in by_claim(own).items():
        known = _words(document, claims[of], rows)
        fitting = [row for row in rows if not row.words or _plain(row.words) in known]
        edits = [row for row in fitting if row.action == "edit"]
        claims[of], refused = edited(meant, claims[of], edits)
        refused |= dict.fromkeys((row for row in rows if row not in fitting), "its words are others now")
        for row in rows:
            if row in refused:
                stale(row, refused[row])
            else:
                statuses[of] = _STATUSES[row.action]
    ordered = tuple(sorted(claims.values(), key=lambda c: (c.span.start, c.span.end, c.id)))
    taken, linked = meant.taken({of for claim in ordered for of in _used(claim)})
    by_hand = set(taken.mentions) - set(extraction.mentions)
    statuses |= dict.fromkeys(sorted(mention.id for mention in by_hand), "accepted")
    return Replayed(replace(taken, claims=ordered), linked, statuses)


_STATUSES = {"accept": "accepted", "reject": "rejected", "edit": "corrected"}


def _words(document: Document, claim: Claim, rows: Iterable[Decision]) -> frozenset[str]:
    """The words by which decisions may know a claim: those that it was extracted with, and those given it by hand."""
    given = (row.new for row in rows if (row.action, row.field) == ("edit", "span"))
    return frozenset(map(_plain, (document.words(claim.span), *given)))


def _plain(words: str) -> str:
    return " ".join(words.split())


def _used(claim: Claim) -> Iterator[str]:
    yield from (of for of in (claim.subject, claim.object) if of is not None)
    yield from (step.of for step in claim.source)
