"""Statements of one type of a project, and what is said of their entities."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from kg.errors import ReadError, UsageError
from kg.networks.dna.records import Coded, Project, StatementType, Variable
from kg.networks.statements import Column, Kind, Statements
from kg.networks.tables import FIELDS

USUAL = "DNA Statement"  # the type that every new file has
_KINDS: dict[str, Kind] = {"short text": "text", "long text": "text", "boolean": "boolean", "integer": "integer"}
Attributes = dict[str, dict[str, dict[str, str]]]


def type_named(project: Project, label: str) -> StatementType:
    """A statement type by its label. UsageError where there is none of it."""
    for one in project.types:
        if one.label == label:
            return one
    known = ", ".join(one.label for one in project.types)
    raise UsageError(f"there is no statement type {label}", label, f"The file has: {known}.")


def statements_of(project: Project, label: str = USUAL) -> Statements:
    """The statements of a type, with the fields of their documents; the first and last time are those of documents."""
    chosen = type_named(project, label)
    texts = {one.id: one for one in project.documents}
    coded = [one for one in project.statements if one.type == chosen.id and one.document is not None]
    own = [texts[one.document] for one in coded if one.document is not None]
    fields = {name: Column.of([str(getattr(one, name)) for one in own]) for name in FIELDS}
    variables = {one.name: _column(project, coded, one) for one in project.variables_of(chosen.id)}
    times = np.array([one.date for one in project.documents], "datetime64[s]")
    found = Statements(
        tuple(str(one.id) for one in coded), np.array([one.date for one in own], "datetime64[s]"),
        Column.of([one.id for one in own]), variables, fields,
        times.min() if len(times) else None, times.max() if len(times) else None,
    )  # fmt: skip
    return found.ordered([np.array([getattr(one, name) for one in coded], np.int64) for name in _PLACE])


_PLACE = ("start", "stop", "id")


def _column(project: Project, coded: list[Coded], variable: Variable) -> Column:
    kind = _KINDS[variable.kind]
    return Column.of([_value(project, one.id, variable) for one in coded], kind)


def _value(project: Project, statement: int, variable: Variable) -> Any:
    """The value of a statement; a text that is not there is empty."""
    value = project.values.get((statement, variable.id))
    if _KINDS[variable.kind] == "text":
        return value or ""
    if value is None or (variable.kind == "boolean" and value not in (0, 1)):
        what = f"{variable.name} of statement {statement} is {'missing' if value is None else value}"
        raise ReadError(what, f"statement {statement}", "Set it in the Discourse Network Analyzer.")
    return value


def attributes_of(project: Project, label: str = USUAL) -> Attributes:
    """What is said of the entities of a type, by variable, entity and attribute; the colour is `color`, in hex.

    An attribute that is called so itself is `attribute color`.
    """
    variables = {one.id: one.name for one in project.variables_of(type_named(project, label).id)}
    named = {one.id: "attribute color" if one.name == "color" else one.name for one in project.attributes}
    said: dict[int, dict[str, str]] = {}
    for value in project.attribute_values:
        said.setdefault(value.entity, {})[named[value.attribute]] = value.value
    found: Attributes = {name: {} for name in variables.values()}
    for one in project.entities:
        if one.variable in variables:
            own = dict(_colour(one.red, one.green, one.blue)) | said.get(one.id, {})
            found[variables[one.variable]][one.value] = own
    return found


def _colour(*parts: int | None) -> Iterator[tuple[str, str]]:
    if None not in parts:
        yield "color", "#" + "".join(f"{part or 0:02x}" for part in parts)
