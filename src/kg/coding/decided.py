"""Verdicts of a sheet as decisions, the same that `kg review` writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.coding.context import cut
from kg.coding.units import Unit
from kg.coding.verdicts import Fail, JudgedClaim, Verdict
from kg.decisions import Decision
from kg.decisions.allowed import refuse_wrong
from kg.decisions.coders import extracted_words
from kg.errors import ReadError, UsageError

_VERDICTS = ("accept", "reject")


@dataclass(slots=True)
class Decided:
    """By coder the decisions to write and those to withdraw; how many rows say what was decided before, or nothing."""

    new: dict[str, list[Decision]] = field(default_factory=dict)
    withdrawn: dict[str, list[Decision]] = field(default_factory=dict)
    known: int = 0
    unclear: int = 0
    unjudged: int = 0


def decided(
    rows: Iterable[JudgedClaim], claims: Mapping[str, Unit], before: Sequence[Decision], date: str, fail: Fail
) -> Decided:
    """What the rows decide on the claims of a store (by id). A row that fits no claim goes to `fail`, whole.

    right accepts, wrong rejects; a correction edits its field. What the same coder decided before against the row is
    withdrawn, and a decision that stands already is left as it is, with its date.
    """
    found = Decided()
    for row in rows:
        if row.verdict is None:
            found.unjudged += 1
        elif row.verdict is Verdict.UNCLEAR:
            found.unclear += 1
        else:
            try:
                made = _decisions(row, claims.get(row.id), before, date)
            except ReadError as error:
                fail(error)
                continue
            _enter(found, row, made, [one for one in before if one.coder == row.coder])
    return found


def _enter(found: Decided, row: JudgedClaim, made: list[Decision], own: list[Decision]) -> None:
    standing = {_sense(one) for one in own}
    new = [one for one in made if _sense(one) not in standing]
    withdrawn = [one for one in own if one.target == made[0].target and _against(one, row, made)]
    if not new and not withdrawn:
        found.known += 1
        return
    found.new.setdefault(row.coder, []).extend(new)
    found.withdrawn.setdefault(row.coder, []).extend(withdrawn)


def _sense(decision: Decision) -> tuple[str, ...]:
    """A decision without its date and the value before."""
    d = decision
    return (d.target, d.action, d.field, d.new, d.words, d.coder, d.reason)


def _against(before: Decision, row: JudgedClaim, made: list[Decision]) -> bool:
    """Whether a decision of the coder on the claim says other than the row: another verdict, another value."""
    if before.action in _VERDICTS:
        return all(one.action != before.action for one in made)
    if before.action != "edit":
        return False
    new = {one.field: one.new for one in made if one.action == "edit"}
    if before.field in new:
        return before.new != new[before.field]
    if before.field in _NAMED:  # names may be spelt otherwise than they are shown
        return row.shown[_NAMED[before.field]].replace(" < ", "|") == before.old != before.new
    shown = row.shown["type" if before.field == "relation" else before.field] if before.field != "time_normal" else None
    return shown is not None and before.new != shown


_NAMED = {"subject": "subject", "object": "object", "source": "source", "span": "words"}  # field: column


def _decisions(row: JudgedClaim, unit: Unit | None, before: Sequence[Decision], date: str) -> list[Decision]:
    """ReadError where the claim is not there, has other words, or cannot be corrected so."""
    if unit is None:
        raise ReadError(f"there is no {row.id} in the store", row.where, "Draw or export the sheet again.")
    words = unit.fields["words"]
    if _plain(row.shown["words"]) not in (_plain(words), _plain(cut(words))):
        raise ReadError("the words of the claim are others now", f"{row.where}, column words", "Export it again.")
    if not row.coder:
        raise ReadError("nobody is named who decides", f"{row.where}, column coder", "Fill it in, or use --coder.")
    target = unit.id.removeprefix("claim/")
    words = extracted_words(before, target, words)

    def made(action: str, name: str = "", old: str = "", new: str = "") -> Decision:
        return Decision(target, action, name, old, new, words, row.coder, date, row.note)

    if row.verdict is Verdict.RIGHT:
        found = [made("accept")]
    elif not row.corrections:
        found = [made("reject")]
    else:
        old = {name: row.shown["type" if name == "relation" else name] for name in row.corrections}
        found = [made("edit", name, old[name], new) for name, new in row.corrections.items()]
    for decision in found:
        _check(decision, row.where)
    return found


def _check(decision: Decision, where: str) -> None:
    try:
        refuse_wrong(decision)
    except UsageError as error:
        raise ReadError(error.what, f"{where} ({error.where})", error.remedy) from error


def _plain(words: str) -> str:
    return " ".join(words.split())
