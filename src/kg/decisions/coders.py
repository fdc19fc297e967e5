"""Several coders of the same claims: whose rows count, who sees them, and where coders disagree."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from kg.decisions.rows import ON_CLAIMS, Decision, in_order

SETTLED = "settled"  # the coder whose rows alone decide on a claim


@dataclass(frozen=True, slots=True)
class Answer:
    """What a coder says of a claim: that it is wrong, or which fields must have which values; none: it is right."""

    rejected: bool
    edits: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A claim on which coders decided differently, with their rows and those that settle it."""

    target: str
    decisions: tuple[Decision, ...]
    settled: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How many claims each coder decided on, how many all of them (or two, where none is named), how many alike."""

    decided: Mapping[str, int]
    both: int
    agreeing: int


def by_claim(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """The decisions on each claim, by its id; claims sorted, decisions in the order in which they are replayed."""
    found: dict[str, list[Decision]] = {}
    for decision in in_order(decisions):
        if decision.action in ON_CLAIMS:
            found.setdefault(decision.target, []).append(decision)
    return {claim: tuple(found[claim]) for claim in sorted(found)}


def standing(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Those that are replayed, in their order: where a claim is settled, no other row on it."""
    given = in_order(decisions)
    settled = {d.target for d in given if d.action in ON_CLAIMS and d.coder == SETTLED}
    return tuple(d for d in given if d.action not in ON_CLAIMS or d.coder == SETTLED or d.target not in settled)


def visible(decisions: Iterable[Decision], asker: str | None, coders: Collection[str]) -> tuple[Decision, ...]:
    """Those that somebody may see, in their order. `coders` are to judge the same claims without knowing of each other.

    Their rows on a claim are seen by their own coder alone until each of them has decided on it; the claims that they
    add are seen by others in the graph only, after the next ingest.
    """
    given = in_order(decisions)
    done = {claim for claim, rows in by_claim(given).items() if set(coders) <= {row.coder for row in rows}}
    hidden = (d for d in given if d.coder in coders and d.coder != asker)
    kept_back = {d for d in hidden if d.action == "add" or (d.action in ON_CLAIMS and d.target not in done)}
    return tuple(d for d in given if d not in kept_back)


def answers(decisions: Iterable[Decision]) -> dict[str, Answer]:
    """What each coder says of one claim, by name: what follows from replaying that coder's rows alone."""
    rows: dict[str, list[Decision]] = {}
    for decision in in_order(decisions):
        if decision.action in ON_CLAIMS and decision.coder != SETTLED:
            rows.setdefault(decision.coder, []).append(decision)
    return {coder: _answer(own) for coder, own in sorted(rows.items())}


def _answer(rows: list[Decision]) -> Answer:
    if rows[-1].action == "reject":
        return Answer(rejected=True)
    edits = {row.field: row for row in rows if row.action == "edit"}
    return Answer(False, frozenset((field, row.new) for field, row in edits.items() if row.new != row.old))


def _compared(rows: Iterable[Decision], coders: Collection[str]) -> dict[str, Answer]:
    """The answers on one claim of those who are compared; none before all of them (without names, two) are done."""
    found = {coder: answer for coder, answer in answers(rows).items() if not coders or coder in coders}
    return found if len(found) >= max(2, len(set(coders))) else {}


def disagreements(decisions: Iterable[Decision], coders: Collection[str] = ()) -> tuple[Disagreement, ...]:
    """The claims on which coders decided differently, all of them done; those that are not settled first.

    Without `coders` all are compared who decided on a claim.
    """
    found = []
    for claim, rows in by_claim(decisions).items():
        said = _compared(rows, coders)
        if len(set(said.values())) > 1:
            settled = tuple(row for row in rows if row.coder == SETTLED)
            found.append(Disagreement(claim, tuple(row for row in rows if row.coder in said), settled))
    return tuple(sorted(found, key=lambda one: (bool(one.settled), one.target)))


def progress(decisions: Iterable[Decision], coders: Collection[str] = ()) -> Progress:
    """How far coders are; without `coders`, all who decided on a claim."""
    rows = by_claim(decisions)
    said = {claim: answers(own) for claim, own in rows.items()}
    names = sorted(coders) or sorted({coder for own in said.values() for coder in own})
    compared = [found for own in rows.values() if (found := _compared(own, coders))]
    agreeing = sum(len(set(found.values())) == 1 for found in compared)
    return Progress({name: sum(name in own for own in said.values()) for name in names}, len(compared), agreeing)


def settling(
    before: Iterable[Decision], made: Iterable[Decision], by: str, date: str, reason: str = ""
) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """Decisions on claims as rows that settle them, and the rows of a former settlement that go.

    >>> rows, gone = settling((), [Decision("5f0c", "accept", coder="anna")], "ben", "2024-05-07", "both agreed")
    >>> rows[0].coder, rows[0].reason, gone
    ('settled', 'ben: both agreed', ())
    """
    why = f"{by}: {reason}" if reason else by
    rows = in_order(replace(d, coder=SETTLED, date=date, reason=why) for d in made if d.action in ON_CLAIMS)
    claims = {row.target for row in rows}
    gone = (d for d in before if d.coder == SETTLED and d.action in ON_CLAIMS and d.target in claims)
    return rows, in_order(set(gone) - set(rows))


def extracted_words(decisions: Iterable[Decision], claim: str, words: str) -> str:
    """The words that a claim had when it was extracted, where a store shows those that it was given by hand.

    Every decision on a claim goes by them, so that it fits whatever becomes of the others.
    """
    spans = [d for d in decisions if (d.target, d.action, d.field) == (claim, "edit", "span")]
    return next((d.words for d in in_order(spans) if words == d.new), words)
