"""Makes the tables of a file of the Discourse Network Analyzer, numbering what has no number."""

import hashlib
from base64 import b64encode
from collections.abc import Mapping, Sequence
from itertools import permutations

from kg.networks.dna.records import (
    Attribute,
    AttributeValue,
    Coded,
    Coder,
    CoderRelation,
    Entity,
    LongText,
    Number,
    Project,
    Reference,
    Setting,
    StatementType,
    Text,
    Variable,
)

VERSION = (("date", "2022-06-10"), ("version", "3.0.7"))  # of the program whose schema it is
PASSWORD = "kg"  # of every coder: the password guards the program's log-in only
_ROUNDS = 100_000  # of the hash, as the program makes it
_COLOR = "color"


class Making:
    """A project that grows by documents and statements."""

    def __init__(self) -> None:
        self.documents: list[Text] = []
        self.numbers: set[int] = set()  # of statements
        self._coders: dict[str, int] = {"Admin": 1, "kg": 2}
        self._types: dict[str, StatementType] = {}
        self._variables: dict[tuple[str, str], Variable] = {}
        self._entities: dict[tuple[int, str], int] = {}
        self._said: dict[int, Mapping[str, str]] = {}
        self._parents: dict[int, int] = {}
        self._statements: list[tuple[Coded, str, Mapping[str, str | int | None]]] = []

    def coder(self, name: str) -> int:
        """The number of a coder; kg itself has none of a name."""
        return self._coders.setdefault(name or "kg", len(self._coders) + 1)

    def type(self, label: str, variables: Mapping[str, str], colour: Sequence[int]) -> str:
        """Have a statement type with at least these variables: their kinds by name. The label that it has.

        That is another one where there is a type of the label whose variables are of other kinds.
        """
        known, number = label, 1
        while any(self._kind(label, name) not in (None, kind) for name, kind in variables.items()):
            number += 1
            label = f"{known} ({number})"
        self._types.setdefault(label, StatementType(len(self._types) + 1, label, *colour))
        for name, kind in variables.items():
            number = len(self._variables) + 1
            self._variables.setdefault((label, name), Variable(number, name, kind, self._types[label].id))
        return label

    def _kind(self, label: str, name: str) -> str | None:
        found = self._variables.get((label, name))
        return found.kind if found else None

    def type_id(self, label: str) -> int | None:
        found = self._types.get(label)
        return found.id if found else None

    def entity(self, label: str, variable: str, value: str, said: Mapping[str, str], parent: str | None) -> int:
        """The number of a value of a variable; what is said of it first holds."""
        key = (self._variables[label, variable].id, value)
        number = self._entities.setdefault(key, len(self._entities) + 1)
        if said:
            self._said.setdefault(number, said)
        if parent is not None and number not in self._parents:
            self._parents[number] = self.entity(label, variable, parent, {}, None)
        return number

    def statement(self, coded: Coded, label: str, values: Mapping[str, str | int | None]) -> None:
        """Take a statement with the values of its variables by name."""
        self.numbers.add(coded.id)
        self._statements.append((coded, label, values))

    def project(self) -> Project:
        """All that was taken."""
        cells: dict[str, list[tuple[int, int, str | int | None]]] = {}
        for coded, label, values in self._statements:
            for name, value in values.items():
                variable = self._variables[label, name]
                cell = value
                if variable.kind == "short text":
                    cell = self.entity(label, name, str(value), {}, None)
                cells.setdefault(variable.kind, []).append((coded.id, variable.id, cell))
        numbered = {kind: [(n, *cell) for n, cell in enumerate(sorted(rows), 1)] for kind, rows in cells.items()}
        attributes, attribute_values = self._attributes()
        return Project(
            settings=tuple(Setting(*one) for one in VERSION),
            coders=tuple(Coder(number, name, password=hashed(PASSWORD)) for name, number in self._coders.items()),
            documents=tuple(sorted(self.documents)),
            types=tuple(self._types.values()),
            variables=tuple(self._variables.values()),
            relations=tuple(
                CoderRelation(n, *pair) for n, pair in enumerate(permutations(sorted(self._coders.values()), 2), 1)
            ),
            statements=tuple(sorted(coded for coded, _, _ in self._statements)),
            booleans=tuple(Number(*row) for row in numbered.get("boolean", ())),  # type: ignore[arg-type]
            integers=tuple(Number(*row) for row in numbered.get("integer", ())),  # type: ignore[arg-type]
            entities=tuple(
                Entity(number, variable, value, *self._colour(number), self._parents.get(number))
                for (variable, value), number in self._entities.items()
            ),
            short_texts=tuple(Reference(*row) for row in numbered.get("short text", ())),  # type: ignore[arg-type]
            long_texts=tuple(LongText(*row) for row in numbered.get("long text", ())),  # type: ignore[arg-type]
            attributes=attributes,
            attribute_values=attribute_values,
        )

    def _colour(self, number: int) -> tuple[int | None, int | None, int | None]:
        said = self._said.get(number)
        color = "#000000" if said is None else said.get(_COLOR)
        if color is None:
            return None, None, None
        red, green, blue = bytes.fromhex(color[1:])
        return red, green, blue

    def _attributes(self) -> tuple[tuple[Attribute, ...], tuple[AttributeValue, ...]]:
        variables = {number: variable for (variable, _), number in self._entities.items()}
        rows = sorted(
            (
                variables[number],
                name.removeprefix("attribute ") if name == f"attribute {_COLOR}" else name,
                number,
                value,
            )
            for number, said in self._said.items()
            for name, value in said.items()
            if name != _COLOR
        )
        known = {pair: n for n, pair in enumerate(dict.fromkeys(row[:2] for row in rows), 1)}
        values = (
            AttributeValue(n, number, known[variable, name], value)
            for n, (variable, name, number, value) in enumerate(
                sorted(rows, key=lambda r: (r[2], known[r[0], r[1]])), 1
            )
        )
        return tuple(Attribute(n, *pair) for pair, n in known.items()), tuple(values)


def hashed(password: str) -> str:
    """A password as the program keeps it: salt and SHA-256; the salt is always the same, as bytes of output must be.

    >>> len(hashed("kg"))
    64
    """
    salt = hashlib.sha256(b"kg").digest()[:16]
    found = salt + password.encode()
    for _ in range(_ROUNDS):
        found = hashlib.sha256(found).digest()
    return b64encode(salt + found).decode()
