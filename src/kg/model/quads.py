"""Quads and the one writer of N-Quads. It escapes as Oxigraph does, so both give the same bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kg.iris import RDF, XSD, Iri

XSD_STRING = Iri(XSD + "string")


@dataclass(frozen=True, slots=True)
class Literal:
    """A value with its datatype, or a text with its language tag (lower case)."""

    value: str
    datatype: Iri = XSD_STRING
    language: str | None = None

    def __post_init__(self) -> None:
        if self.language is not None:
            object.__setattr__(self, "datatype", Iri(RDF + "langString"))
            object.__setattr__(self, "language", self.language.lower())


Term: TypeAlias = Iri | Literal


@dataclass(frozen=True, slots=True)
class Quad:
    """A statement in a named graph."""

    subject: Iri
    predicate: Iri
    object: Term
    graph: Iri


def text(value: str, language: str | None = None) -> Literal:
    return Literal(value, language=language)


def number(value: int) -> Literal:
    return Literal(str(value), Iri(XSD + "integer"))


def decimal(value: float) -> Literal:
    """A number from 0 to 1 with two decimals, spelt as Oxigraph spells it.

    >>> decimal(0.5).value
    '0.5'
    """
    spelt = format(Decimal(str(value)).quantize(Decimal("0.01")).normalize(), "f")
    return Literal(spelt, Iri(XSD + "decimal"))


def boolean(value: bool) -> Literal:
    return Literal("true" if value else "false", Iri(XSD + "boolean"))


def day(value: date) -> Literal:
    return Literal(value.isoformat(), Iri(XSD + "date"))


def plain(value: Term | None) -> str:
    """A term in its shortest readable form: a literal's value, an IRI without angle brackets."""
    if value is None:
        return ""
    return value.value if isinstance(value, Literal) else str(value)


_ESCAPES = {chr(c): f"\\u{c:04X}" for c in range(0x20)}
_ESCAPES |= {
    "\x7f": "\\u007F",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
    '"': '\\"',
    "\\": "\\\\",
}
_TABLE = str.maketrans(_ESCAPES)


def term(value: Term) -> str:
    """A term in N-Quads; a blank node is an Iri that begins with `_:`."""
    if isinstance(value, str):
        return value if value.startswith("_:") else f"<{value}>"
    quoted = f'"{value.value.translate(_TABLE)}"'
    if value.language is not None:
        return f"{quoted}@{value.language}"
    return quoted if value.datatype == XSD_STRING else f"{quoted}^^<{value.datatype}>"


def line(quad: Quad) -> str:
    """A quad as one line of N-Quads, or of N-Triples where it has no graph."""
    graph = f" {term(quad.graph)}" if quad.graph else ""
    return f"{term(quad.subject)} {term(quad.predicate)} {term(quad.object)}{graph} .\n"


def lines(quads: Iterable[Quad]) -> Iterator[str]:
    """Sorted lines of N-Quads, each once: the canonical form of a file."""
    yield from sorted({line(quad) for quad in quads})
