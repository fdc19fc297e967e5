"""Decisions as rows of graph/decisions/CODER.csv: plain text, sorted, mergeable in git."""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from operator import attrgetter
from pathlib import Path

from kg.decisions.turns import one_at_a_time
from kg.errors import ProjectError
from kg.model.ids import make_id

ACTIONS = ("accept", "reject", "edit", "add", "merge", "split", "name", "alias", "link", "unlink")
ON_CLAIMS = frozenset({"accept", "reject", "edit"})  # actions whose target is a claim


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """One decision. `target` is the id of a claim or mention, an actor's IRI, or for `add` a document's key.

    `words` are those that a claim had when it was extracted; for `add` the evidence. `field` is what an `edit` or
    `name` changes, for `alias` the language of the further name in `new`, and for `add` the code point at which the
    words begin. `link` and `unlink` say whether an actor is what the IRI in `new` stands for elsewhere, such as in
    Wikidata.
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
    def id(self) -> str:
        """A hash of all columns."""
        return make_id("decision", *astuple(self))

    @property
    def unfit(self) -> str:
        """How an issue begins that says why a decision does not fit."""
        return f"the decision to {self.action} {self.target} by {self.coder} does not fit"

    @property
    def question(self) -> tuple[str, ...]:
        """What is decided: accept and reject answer one question, link and unlink one for each id.

        Each further name of an actor is a question of its own, and so is each claim that is added.
        """
        if self.action in ("link", "unlink"):
            return ("link", self.target, self.new)
        if self.action == "alias":
            return ("alias", self.target, self.new)
        if self.action == "add":
            return ("add", self.target, self.field, self.new, self.words)
        return ("verdict" if self.action in ("accept", "reject") else self.action, self.target, self.field)


Change = Callable[[Sequence[Decision]], tuple[Collection[Decision], Collection[Decision]]]
_HEADER = tuple(f.name for f in fields(Decision))
_COLUMNS, _REPLAYED = attrgetter(*_HEADER), attrgetter("date", *_HEADER)  # to sort by: quicker than rows themselves


def in_order(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Decisions each once, in the order in which they are replayed: by date, then by target and the other columns."""
    return tuple(sorted(set(decisions), key=_REPLAYED))


def replaced(before: Iterable[Decision], made: Collection[Decision]) -> tuple[Decision, ...]:
    """The rows of one coder that new ones take the place of: rows of one day have no order of their own.

    Those are the rows on the same questions, and where a claim is edited its rejection.
    """
    asked = {decision.question for decision in made}
    edited = {decision.target for decision in made if decision.action == "edit"}
    rejecting = {("verdict", target, "") for target in edited} - asked
    return in_order(
        row
        for row in before
        if row not in made and (row.question in asked or (row.action == "reject" and row.question in rejecting))
    )


def read_decisions(folder: Path) -> tuple[Decision, ...]:
    """All decisions of a project, in the order in which they are replayed. ProjectError where a row is wrong."""
    found: list[Decision] = []
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        found += read_rows(path)
    return in_order(found)


def write_decision(folder: Path, decision: Decision) -> Path:
    """Write a decision into its coder's file, which stays sorted, instead of the rows that it replaces; the path."""
    return write_decisions(folder, decision.coder, [decision])


def write_decisions(
    folder: Path, coder: str, decisions: Sequence[Decision], withdrawn: Collection[Decision] = ()
) -> Path:
    """Write decisions of one coder at once, as `write_decision` does, and leave out those that are withdrawn."""
    change_decisions(folder, coder, lambda before: (decisions, withdrawn))
    return folder / f"{coder}.csv"


def change_decisions(folder: Path, coder: str, change: Change) -> tuple[Decision, ...]:
    """Write what is made of a coder's rows, while nobody else writes in the folder; the rows that are gone.

    `change` is given the rows as they are, and gives those to write and those that are withdrawn. Where no row is left
    the file goes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{coder}.csv"
    with one_at_a_time(folder):
        before = read_rows(path) if path.exists() else []
        decisions, withdrawn = change(before)
        after = set(before) - {*replaced(before, decisions), *withdrawn} | {*decisions}
        if after:
            _write(path, sorted(after, key=_COLUMNS))
        else:
            path.unlink(missing_ok=True)
    return in_order(set(before) - after)


def _write(path: Path, rows: Iterable[Decision]) -> None:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADER)
    writer.writerows(astuple(row) for row in rows)
    temporary = path.with_suffix(".tmp")
    temporary.write_text(out.getvalue(), encoding="utf8")
    temporary.replace(path)


def read_rows(path: Path) -> list[Decision]:
    """The decisions of one file. ProjectError where a row is wrong."""
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
