"""What several coders say of the same units: from coding sheets, from tables in long form, from annotated texts."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.coding.cells import unescaped
from kg.coding.verdicts import Fail, JudgedClaim, Verdict, claims_judged, has_claims, sheet_of
from kg.errors import ReadError, UsageError
from kg.evaluate.gold import Gold, Kind, load_gold
from kg.evaluate.matching import aligned, matched, renumbered
from kg.evaluate.scores import parts_of, same_edge
from kg.read.table import table_of

Said = dict[tuple[str, str], str]  # (unit, coder): value
VARIABLES = ("verdict", "type", "polarity", "modality")


def from_sheets(paths: Sequence[Path], fail: Fail) -> dict[str, Said]:
    """Verdict, and type, polarity and modality as each coder has them.

    A coder has a value that was shown, or corrected. A claim that is wrong as a whole, unclear or not judged has none.
    A coder is named by the column coder, else by the name of the file.
    """
    said: dict[str, Said] = {name: {} for name in VARIABLES}
    for path in paths:
        table = sheet_of(path)
        if not has_claims(table):
            raise UsageError("a sheet of passages has no variables to compare", str(path), "Name sheets of claims.")
        for row in claims_judged(table, fail, path.stem):
            for name, value in _values(row).items():
                _enter(said[name], row.id, row.coder, value, row.where, fail)
    return said


def _values(row: JudgedClaim) -> dict[str, str]:
    if row.verdict is None:
        return {}
    found = {"verdict": row.verdict.value}
    if row.verdict is Verdict.UNCLEAR or (row.verdict is Verdict.WRONG and not row.corrections):
        return found
    fields = {"type": "relation", "polarity": "polarity", "modality": "modality"}
    return found | {shown: row.corrections.get(name, row.shown[shown]) for shown, name in fields.items()}


def from_tables(paths: Sequence[Path], unit: str, coder: str, variables: Sequence[str], fail: Fail) -> dict[str, Said]:
    """Columns of tables that have a row for each unit and coder, or a table for each coder, named by its file."""
    said: dict[str, Said] = {name: {} for name in variables}
    for path in paths:
        table = table_of(path)
        for column in (unit, *variables):
            if column not in table.columns:
                known = f"Its columns are {', '.join(table.columns)}."
                raise UsageError(f"there is no column {column}", str(path), known)
        for number, row in table.rows.items():
            if isinstance(row, ReadError):
                fail(row)
                continue
            values = {name: unescaped(value.strip()) for name, value in row.items()}
            for name in variables:
                if values.get(name) and values.get(unit):
                    by, where = values.get(coder) or path.stem, f"{path}, row {number}, column {name}"
                    _enter(said[name], values[unit], by, values[name], where, fail)
    return said


def _enter(said: Said, unit: str, coder: str, value: str, where: str, fail: Fail) -> None:
    if said.setdefault((unit, coder), value) != value:
        remedy = "Keep one row, or name the coders in the column coder."
        fail(ReadError(f"{coder} judges {unit} a second time, otherwise", where, remedy))


def from_annotations(first: Path, second: Path) -> tuple[dict[str, Said], Mapping[str, int]]:
    """Type, polarity and modality of the relations that two folders of annotated texts share.

    Relations are paired as `kg evaluate` pairs them: same contribution, subject and object. Also how many relations
    each folder has in the texts that both have, and how many are shared.
    """
    folders = [_annotated(path) for path in (first, second)]
    names = (str(first), str(second))
    said: dict[str, Said] = {name: {} for name in VARIABLES[1:]}
    numbers = {"texts": 0, names[0]: 0, names[1]: 0, "shared": 0}
    for document in sorted(set(folders[0]) & set(folders[1])):
        one, two = (parts_of(folder[document]) for folder in folders)
        two, _, _ = aligned(one, two)
        relations = renumbered(two["relations"], one["contributions"], two["contributions"])
        pairs = matched(one["relations"], relations, same_edge)
        for key, number in zip(numbers, (1, len(one["relations"]), len(relations), len(pairs)), strict=True):
            numbers[key] += number
        for i, j in pairs:
            for name, found in said.items():
                key = "relation" if name == "type" else name
                found[f"{document} {i}", names[0]] = one["relations"][i][key]
                found[f"{document} {i}", names[1]] = relations[j][key]
    if not numbers["texts"]:
        raise UsageError("the folders have no text in common", names[1], "Name two folders of the same texts.")
    return said, numbers


def _annotated(path: Path) -> dict[str, Mapping[str, object]]:
    gold: Gold = load_gold(path)
    if gold.kind is not Kind.REVIEWS:
        raise UsageError("the folder holds no annotated texts", str(path), "docs/annotation.md shows their form.")
    return {str(row["doc"]): row for row in gold.rows}
