"""What coders wrote into a sheet, read as spreadsheet programs may have left it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kg.coding.cells import unescaped
from kg.decisions.allowed import is_allowed
from kg.errors import ReadError, UsageError
from kg.model.relation_types import relation_types
from kg.read.table import Row, Table, table_of

SHOWN = ("document", "title", "date", "outlet", "sentence", "words", "source", "subject", "type", "object", "theme",
         "content", "polarity", "modality", "time")  # fmt: skip
# column of a correction: column that it corrects, field of a decision
CORRECTED = {
    "corrected subject": ("subject", "subject"), "corrected type": ("type", "relation"),
    "corrected object": ("object", "object"), "corrected polarity": ("polarity", "polarity"),
    "corrected modality": ("modality", "modality"), "corrected time": ("time", "time"),
    "corrected theme": ("theme", "theme"), "corrected content": ("content", "content"),
}  # fmt: skip
CLAIM_COLUMNS = ("id", *SHOWN, "verdict", *CORRECTED, "coder", "note")
PASSAGE_COLUMNS = ("id", "document", "title", "date", "outlet", "text", "found", "claims", "right", "missing", "coder",
                   "note")  # fmt: skip


class Verdict(StrEnum):
    """What a coder says of a claim."""

    RIGHT = "right"
    WRONG = "wrong"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A row about a claim: what was shown, the verdict, and corrections by the field of a decision."""

    id: str
    shown: Mapping[str, str]
    verdict: Verdict | None
    corrections: Mapping[str, str] = field(default_factory=dict)
    coder: str = ""
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class JudgedPassage:
    """A row about a passage: how many claims were found, how many of them are right, how many are missing."""

    id: str
    found: int
    right: int
    missing: int
    coder: str = ""


T = TypeVar("T")
Fail = Callable[[ReadError], None]


def sheet_of(path: Path) -> Table:
    """A sheet of claims or passages. UsageError where it is neither."""
    try:
        table = table_of(path)
    except ReadError as error:
        raise UsageError(error.what, error.where, error.remedy) from error
    if not {"id", "verdict"} <= set(table.columns) and not {"id", "missing"} <= set(table.columns):
        what = "the table has no columns id and verdict, or id and missing"
        raise UsageError(what, str(path), "Keep the first line as `kg sample` or `kg code export` wrote it.")
    return table


def has_claims(table: Table) -> bool:
    return "verdict" in table.columns


def claims_judged(table: Table, fail: Fail, coder: str = "") -> list[JudgedClaim]:
    """The rows of a sheet of claims; what cannot be understood goes to `fail`, with row and column."""
    return [found for row, where in _rows(table, fail) if (found := _tried(_claim, row, where, coder, fail))]


def passages_judged(table: Table, fail: Fail, coder: str = "") -> list[JudgedPassage]:
    """The rows of a sheet of passages that were judged; what cannot be understood goes to `fail`."""
    return [found for row, where in _rows(table, fail) if (found := _tried(_passage, row, where, coder, fail))]


def _rows(table: Table, fail: Fail) -> list[tuple[Row, str]]:
    found = []
    for number, row in table.rows.items():
        if isinstance(row, ReadError):
            fail(row)
        elif any(row.values()):
            found.append(({k: unescaped(v.strip()) for k, v in row.items()}, f"{table.path}, row {number}"))
    return found


def _tried(read: Callable[[Row, str, str], T], row: Row, where: str, coder: str, fail: Fail) -> T | None:
    try:
        return read(row, where, coder)
    except ReadError as error:
        fail(error)
        return None


def _claim(row: Row, where: str, coder: str) -> JudgedClaim:
    verdict = _verdict(row.get("verdict", ""), where)
    corrections = {}
    for column, (shown, name) in CORRECTED.items():
        value = row.get(column, "")
        if value and value != row.get(shown, ""):
            corrections[name] = _corrected(name, value, f"{where}, column {column}")
    if corrections and verdict is not Verdict.WRONG:
        what = f'a claim is corrected whose verdict is "{row.get("verdict", "")}"'
        raise ReadError(what, f"{where}, column verdict", "Write wrong, or take the correction away.")
    shown_fields = {name: row.get(name, "") for name in SHOWN}
    return JudgedClaim(
        _id(row, "claim/", where), shown_fields, verdict, corrections, row.get("coder") or coder, row.get("note", ""),
        where,
    )  # fmt: skip


def _passage(row: Row, where: str, coder: str) -> JudgedPassage | None:
    identifier = _id(row, "passage/", where)
    if not row.get("right") and not row.get("missing"):
        return None
    found, right, missing = (_number(row.get(name, ""), f"{where}, column {name}") for name in _NUMBERS)
    if right > found:
        what = f"{right} claims are right, but {found} were found"
        raise ReadError(what, f"{where}, column right", "Count the claims of the column claims that are right.")
    return JudgedPassage(identifier, found, right, missing, row.get("coder") or coder)


_NUMBERS = ("found", "right", "missing")


def _id(row: Row, kind: str, where: str) -> str:
    value = row.get("id", "")
    if not value.startswith(kind):
        raise ReadError(f'"{value}" is no id', f"{where}, column id", f"Leave it as it was written: {kind}….")
    return value


def _verdict(value: str, where: str) -> Verdict | None:
    if not value:
        return None
    found = next((v for v in Verdict if value.casefold() in (v.value, v.value[0])), None)
    if found is None:
        raise ReadError(f'"{value}" is no verdict', f"{where}, column verdict", "Write right, wrong or unclear.")
    return found


def _corrected(name: str, value: str, where: str) -> str:
    if name in ("subject", "object"):
        if "|" in value:
            raise ReadError(f'"{value}" is no name', where, "Write the name of one actor, without |.")
        return value
    spelt = value
    if name == "relation":
        labels = {kind.label.casefold(): kind.name for kind in relation_types().values()}
        spelt = labels.get(value.casefold(), value.casefold())
    elif name in ("polarity", "modality"):
        spelt = value.casefold()
    if not is_allowed(name, spelt):
        raise ReadError(
            f'{name} cannot be "{value}"', where, "docs/ontology/codebook.md and docs/coding.md list values."
        )
    return spelt


def _number(value: str, where: str) -> int:
    """A whole number; programs may have made 2.0 or 2,0 of 2."""
    whole, _, rest = value.replace(",", ".").partition(".")
    if not whole.isascii() or not whole.isdigit() or rest.strip("0"):
        raise ReadError(f'"{value}" is no number', where, "Write 0, 1, 2 ….")
    return int(whole)
