"""What judged samples say: precision, recall and corrected counts, over all and by stratum."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.coding.intervals import Counted, Estimate, corrected, ratio, stratified, weights_of, wilson
from kg.coding.sampled import Design, Draw
from kg.coding.verdicts import JudgedClaim, JudgedPassage, Verdict
from kg.errors import UsageError


@dataclass(frozen=True, slots=True)
class Line:
    """An estimate of a stratum, or of all (`stratum` is empty): how many units there are, and were judged."""

    what: str
    stratum: str
    size: int
    judged: int
    estimate: Estimate | None


@dataclass(slots=True)
class Estimated:
    """The lines of one or two sheets, and how many rows said nothing: unclear, or without verdict."""

    lines: list[Line] = field(default_factory=list)
    unclear: int = 0
    unjudged: int = 0


def estimated(
    claims: tuple[Design, Sequence[JudgedClaim]] | None, passages: tuple[Design, Sequence[JudgedPassage]] | None
) -> Estimated:
    """Precision from claims, precision and recall from passages, counts from both.

    A corrected count takes the precision of its stratum and the recall over all. UsageError where two rows judge a
    unit, or a row a unit that was not drawn.
    """
    found = Estimated()
    recall = _recall(found, *passages) if passages else None
    if claims:
        _precision(found, *claims)
        if recall is not None:
            precise = [line for line in found.lines if line.what == "precision"]
            found.lines += [
                Line("corrected count", p.stratum, p.size, p.judged, corrected(p.size, p.estimate, recall))
                for p in precise
                if p.estimate is not None
            ]
    return found


def _precision(found: Estimated, design: Design, rows: Sequence[JudgedClaim]) -> None:
    drawn = _drawn(design, [row.id for row in rows])
    verdicts = {row.id: row.verdict for row in rows}
    found.unclear += sum(verdict is Verdict.UNCLEAR for verdict in verdicts.values())
    found.unjudged += sum(verdicts.get(identifier) is None for identifier in drawn)
    strata = {stratum.name: Counted(stratum.size, 0, 0) for stratum in design.strata}
    for identifier, unit in drawn.items():
        if (verdict := verdicts.get(identifier)) in (Verdict.RIGHT, Verdict.WRONG):
            one = strata[unit.stratum]
            strata[unit.stratum] = Counted(one.size, one.judged + 1, one.right + (verdict is Verdict.RIGHT))
    judged = sum(one.judged for one in strata.values())
    over_all = _over_all(design, list(strata.values())) if judged else None
    found.lines.append(Line("precision", "", design.size, judged, over_all))
    if design.by:
        found.lines += [
            Line("precision", name, one.size, one.judged, _of_one(one)) for name, one in strata.items()
        ]  # fmt: skip


def _over_all(design: Design, strata: list[Counted]) -> Estimate:
    return stratified(strata) if design.by else _share(strata[0])


def _of_one(one: Counted) -> Estimate | None:
    return _share(one) if one.judged else None


def _share(one: Counted) -> Estimate:
    """Of one stratum; what was judged whole is known."""
    share = one.right / one.judged
    return Estimate(share, share, share) if one.judged == one.size else wilson(share, one.judged)


def _recall(found: Estimated, design: Design, rows: Sequence[JudgedPassage]) -> Estimate | None:
    drawn = _drawn(design, [row.id for row in rows])
    found.unjudged += len(drawn) - len(rows)
    judged: dict[str, int] = {}
    for row in rows:
        judged[drawn[row.id].stratum] = judged.get(drawn[row.id].stratum, 0) + 1
    stands_for = weights_of({stratum.name: stratum.size for stratum in design.strata}, judged)
    weights = [stands_for[drawn[row.id].stratum] for row in rows]
    documents = [drawn[row.id].document for row in rows]
    right = [float(row.right) for row in rows]
    there = [float(row.right + row.missing) for row in rows]
    shown = [float(row.found) for row in rows]
    recall = ratio(right, there, weights, documents, design.seed)
    precision = ratio(right, shown, weights, documents, design.seed)
    found.lines.append(Line("precision in passages", "", design.size, len(rows), precision))
    found.lines.append(Line("recall in passages", "", design.size, len(rows), recall))
    return recall


def _drawn(design: Design, ids: Sequence[str]) -> Mapping[str, Draw]:
    drawn = {unit.id: unit for unit in design.units}
    if len(set(ids)) < len(ids):
        twice = next(one for one in ids if ids.count(one) > 1)
        raise UsageError(f"{twice} is judged twice", "FILE", "Choose one coder with --coder.")
    if unknown := sorted(set(ids) - set(drawn)):
        raise UsageError(f"{unknown[0]} was not drawn", "FILE", "Name the sheet that belongs to the design beside it.")
    return drawn
