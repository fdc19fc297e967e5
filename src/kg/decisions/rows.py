"""Decisions as rows of graph/decisions/CODER.csv: plain text, sorted, mergeable in git."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from kg.errors import ProjectError

ACTIONS = ("accept", "reject", "edit", "add", "merge", "split", "name", "link", "unlink")


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """One decision. `target` is the id of a claim or mention, an actor's IRI, or for `add` a document's key.

    `link` and `unlink` say whether an actor is what the IRI in `new` stands for elsewhere, such as in Wikidata.
    """

    target: str
    action: str
    field: str = ""
    old: str = ""
    new: str = ""
    words: str = ""
    coder: str = ""
    date: str = ""
    reason: str = ""

    @property
    def question(self) -> tuple[str, str, str]:
        """What is decided: accept and reject answer one question, link and unlink one for each id."""
        if self.action in ("link", "unlink"):
            return ("link", self.target, self.new)
        return ("verdict" if self.action in ("accept", "reject") else self.action, self.target, self.field)


_HEADER = tuple(f.name for f in fields(Decision))


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """All decisions of a project, sorted by date, then target. ProjectError where a row is wrong."""
    found: list[Decision] = []
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        found += _read(path)
    return tuple(sorted(set(found), key=lambda d: (d.date, d)))


def write_decision(folder: Path, decision: Decision) -> Path:
    """Write a decision into its coder's file, which stays sorted; the path of the file.

    It replaces what the coder decided before on the same question: rows of one day have no order of their own.
    """
    return write_decisions(folder, decision.coder, [decision])


def write_decisions(
    folder: Path, coder: str, decisions: Sequence[Decision], withdrawn: Collection[Decision] = ()
) -> Path:
    """Write decisions of one coder at once, as `write_decision` does, and leave out those that are withdrawn."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{coder}.csv"
    before = _read(path) if path.exists() else []
    asked = {decision.question for decision in decisions}
    kept = (row for row in before if (row.question not in asked or row.action == "add") and row not in withdrawn)
    rows = sorted({*kept, *decisions})
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(astuple(row) for row in rows)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(out.getvalue(), encoding="utf8")
    temporary.replace(path)
    return path


def _read(path: Path) -> list[Decision]:
    with path.open(encoding="utf8", newline="") as lines:
        rows = csv.DictReader(lines)
        if rows.fieldnames is None or not set(_HEADER) <= set(rows.fieldnames):
            missing = ", ".join(sorted(set(_HEADER) - set(rows.fieldnames or ())))
            raise ProjectError(f"decisions lack the columns {missing}", str(path), "Add them to the first line.")
        found = []
        for count, row in enumerate(rows, 2):
            decision = Decision(**{name: row[name] or "" for name in _HEADER})
            if decision.action not in ACTIONS:
                what = f'"{decision.action}" is no action'
                raise ProjectError(what, f"{path}, line {count}", f"Actions are {', '.join(ACTIONS)}.")
            found.append(decision)
        return found
