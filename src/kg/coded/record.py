"""What a file says of a document and its statements, as one text: it can be written again, word for word."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.networks.dna.records import Coded, Project, Text
from kg.networks.dna.tables import Attributes, attributes_of

FIELDS = ("id", "author", "source", "section", "notes", "type", "date")
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as a file has it; `values` are those of its variables, and places are in UTF-16 code units."""

    id: int
    type: str
    start: int
    stop: int
    coder: str
    values: Mapping[str, Any]
    claim: str = ""  # the id of the claim that was made of it


@dataclass(frozen=True, slots=True)
class Record:
    """A document of a file: its fields but title and text, its statements, and what these need.

    `types` are variables and their kinds by statement type, `colours` those of the types, `entities` what is said of
    values, by type, and `parents` the entities above them, by type, variable and value.
    """

    fields: Mapping[str, Any]
    coder: str
    statements: tuple[Statement, ...]
    types: Mapping[str, Mapping[str, str]]
    colours: Mapping[str, list[int]]
    entities: Mapping[str, Attributes]
    parents: Mapping[str, Mapping[str, Mapping[str, str]]]

    def text(self) -> str:
        """The record as JSON."""
        own: Json = {name: getattr(self, name) for name in ("coder", "types", "colours", "entities", "parents")}
        own["fields"] = dict(self.fields)
        own["statements"] = [{name: getattr(one, name) for name in Statement.__slots__} for one in self.statements]
        return json.dumps(own, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> "Record":
        """The record of a JSON text."""
        found = json.loads(text)
        statements = tuple(Statement(**one) for one in found.pop("statements"))
        return cls(statements=statements, **found)


class Records:
    """The records of the documents of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._coders = {one.id: one.name for one in project.coders}
        self._labels = {one.id: one.label for one in project.types}
        self._said = {one.label: attributes_of(project, one.label) for one in project.types}
        self._variables = {one.id: {v.name: v for v in project.variables_of(one.id)} for one in project.types}
        self._parents = self._above()

    def of(self, text: Text, coded: Iterable[Coded], claims: Mapping[int, str]) -> Record:
        """The record of a document with its statements, of which some became claims."""
        statements = tuple(self.statement(one, claims.get(one.id, "")) for one in coded)
        used = {one.type for one in statements}
        types = [one for one in self._project.types if one.label in used]
        entities, parents = self._entities(statements)
        return Record(
            {name: getattr(text, name) for name in FIELDS}, self._coders.get(text.coder or 0, ""), statements,
            {one.label: {v.name: v.kind for v in self._variables[one.id].values()} for one in types},
            {one.label: [one.red, one.green, one.blue] for one in types}, entities, parents,
        )  # fmt: skip

    def statement(self, one: Coded, claim: str = "") -> Statement:
        """A statement with the values of its variables by name."""
        variables = self._variables.get(one.type or 0, {})
        known, places = self._project.values, {name: (one.id, variable.id) for name, variable in variables.items()}
        values = {name: known[place] for name, place in places.items() if place in known}
        label, coder = self._labels.get(one.type or 0, ""), self._coders.get(one.coder or 0, "")
        return Statement(one.id, label, one.start, one.stop, coder, values, claim)

    def _above(self) -> dict[str, dict[str, dict[str, str]]]:
        """The value above each value, by statement type and variable."""
        named = {one.id: one.value for one in self._project.entities}
        places = {v.id: (self._labels[t], name) for t, of in self._variables.items() for name, v in of.items()}
        found: dict[str, dict[str, dict[str, str]]] = {}
        for one in self._project.entities:
            if one.parent is not None and one.variable in places:
                label, name = places[one.variable]
                found.setdefault(label, {}).setdefault(name, {})[one.value] = named[one.parent]
        return found

    def _entities(self, statements: Iterable[Statement]) -> tuple[dict[str, Attributes], Json]:
        """What is said of the values of statements and of those above them."""
        entities: dict[str, Attributes] = {}
        parents: Json = {}
        for one in statements:
            for name, value in one.values.items():
                said, above = self._said[one.type][name], self._parents.get(one.type, {}).get(name, {})
                for entity in _line(value, said, above):
                    entities.setdefault(one.type, {}).setdefault(name, {})[entity] = said[entity]
                    if entity in above:
                        parents.setdefault(one.type, {}).setdefault(name, {})[entity] = above[entity]
        return entities, parents


def _line(value: Any, said: Mapping[str, Any], above: Mapping[str, str]) -> list[str]:
    """An entity and those above it; nothing where a value is none."""
    found: list[str] = []
    while value in said and value not in found:
        found.append(value)
        value = above.get(value)
    return found
