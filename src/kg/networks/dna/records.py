"""What a file of the Discourse Network Analyzer holds: a record a row, its fields in the order of the columns.

Colours are red, green and blue from 0 to 255; what may be done is 1, what may not is 0. Dates are seconds since 1970,
without a zone. Places in a text count UTF-16 code units, as Java does, and are half-open.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

Value: TypeAlias = str | int | None


@dataclass(frozen=True, slots=True, order=True)
class Setting:
    property: str
    value: str


@dataclass(frozen=True, slots=True, order=True)
class Coder:
    """Somebody who codes. `password` is a hash, kept for the file and never shown."""

    id: int
    name: str
    red: int = 0
    green: int = 0
    blue: int = 0
    refresh: int = 0
    font_size: int = 14
    password: str = field(default="", repr=False)
    popup_width: int | None = 300
    color_by_coder: int = 0
    popup_decoration: int = 0
    popup_auto_complete: int = 1
    add_documents: int = 1
    edit_documents: int = 1
    delete_documents: int = 1
    import_documents: int = 1
    add_statements: int = 1
    edit_statements: int = 1
    delete_statements: int = 1
    edit_attributes: int = 1
    edit_regex: int = 1
    edit_statement_types: int = 1
    edit_coders: int = 1
    edit_coder_relations: int = 1
    view_others_documents: int = 1
    edit_others_documents: int = 1
    view_others_statements: int = 1
    edit_others_statements: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A document."""

    id: int
    title: str
    text: str
    coder: int | None
    author: str = ""
    source: str = ""
    section: str = ""
    notes: str = ""
    type: str = ""
    date: int = 0


@dataclass(frozen=True, slots=True, order=True)
class StatementType:
    id: int
    label: str
    red: int = 0
    green: int = 0
    blue: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Variable:
    """`kind` is short text (an entity), long text, boolean (0 or 1) or integer."""

    id: int
    name: str
    kind: str
    type: int | None


@dataclass(frozen=True, slots=True, order=True)
class VariableLink:
    id: int
    source: int | None
    target: int | None


@dataclass(frozen=True, slots=True, order=True)
class Regex:
    """A regular expression that is coloured in the texts."""

    label: str
    red: int = 0
    green: int = 0
    blue: int = 0


@dataclass(frozen=True, slots=True, order=True)
class CoderRelation:
    """What one coder may do with the work of another."""

    id: int
    coder: int | None
    other: int | None
    view_statements: int = 1
    edit_statements: int = 1
    view_documents: int = 1
    edit_documents: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Coded:
    """A statement: a stretch of a document."""

    id: int
    type: int | None
    document: int | None
    start: int
    stop: int
    coder: int | None


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """The value of a boolean or an integer variable."""

    id: int
    statement: int
    variable: int
    value: int


@dataclass(frozen=True, slots=True, order=True)
class Entity:
    """A value that short texts can have: a person, an organisation, a concept."""

    id: int
    variable: int
    value: str
    red: int | None = 0
    green: int | None = 0
    blue: int | None = 0
    parent: int | None = None


@dataclass(frozen=True, slots=True, order=True)
class Reference:
    """The value of a short text: an entity."""

    id: int
    statement: int
    variable: int
    entity: int


@dataclass(frozen=True, slots=True, order=True)
class LongText:
    id: int
    statement: int
    variable: int
    value: str | None


@dataclass(frozen=True, slots=True, order=True)
class Attribute:
    """Something that can be said of the entities of a variable, such as their type."""

    id: int
    variable: int
    name: str


@dataclass(frozen=True, slots=True, order=True)
class AttributeValue:
    id: int
    entity: int
    attribute: int
    value: str


@dataclass(frozen=True)
class Project:
    """All that is in a file, each table in the order of its keys."""

    settings: tuple[Setting, ...] = ()
    coders: tuple[Coder, ...] = ()
    documents: tuple[Text, ...] = field(default=(), repr=False)
    types: tuple[StatementType, ...] = ()
    variables: tuple[Variable, ...] = ()
    links: tuple[VariableLink, ...] = ()
    regexes: tuple[Regex, ...] = ()
    relations: tuple[CoderRelation, ...] = ()
    statements: tuple[Coded, ...] = ()
    booleans: tuple[Number, ...] = ()
    integers: tuple[Number, ...] = ()
    entities: tuple[Entity, ...] = ()
    short_texts: tuple[Reference, ...] = ()
    long_texts: tuple[LongText, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    attribute_values: tuple[AttributeValue, ...] = ()

    @property
    def version(self) -> str:
        """The version of the Discourse Network Analyzer that made the file."""
        return next((one.value for one in self.settings if one.property == "version"), "")

    def variables_of(self, type: int) -> tuple[Variable, ...]:
        """The variables of a statement type, in their order."""
        return tuple(one for one in self.variables if one.type == type)

    @cached_property
    def values(self) -> Mapping[tuple[int, int], Value]:
        """Values by the ids of statement and variable: texts, or numbers."""
        return dict(self._values())

    def _values(self) -> Iterator[tuple[tuple[int, int], Value]]:
        named = {one.id: one.value for one in self.entities}
        for short in self.short_texts:
            yield (short.statement, short.variable), named[short.entity]
        for long in self.long_texts:
            yield (long.statement, long.variable), long.value
        for number in (*self.booleans, *self.integers):
            yield (number.statement, number.variable), number.value
