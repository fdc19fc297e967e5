"""LOAD in an update: which documents it names, and the text into which their triples go.

The engine never sees LOAD. The server fetches the documents, and each operation becomes INSERT DATA with the triples
of its document, so that the update is one transaction as any other.
"""

import re
from dataclasses import dataclass

from kg.catalogue.syntax import masked, words
from kg.errors import ImportingError
from kg.rdf import parse_bytes
from kg.serve.errors import BadQueryError

_SEPARATORS = re.compile(r"\\.|[;{}()\[\]]", re.DOTALL)
_PROLOGUE = re.compile(r"(?:\s*(?:PREFIX\s*[^\s:<>]*:|BASE)\s*<[^<>\s]*>)*\s*", re.IGNORECASE)
_NAME = r"<[^<>\s]*>|[^\s:;<>]*:(?:\\.|[^\s;\\<>])*"
_LOAD = re.compile(
    rf"LOAD(?P<silent>\s+SILENT)?\s*(?P<source>{_NAME})(?:\s*INTO\s+GRAPH\s*(?P<graph>{_NAME}))?\s*", re.IGNORECASE
)
_LOADING = re.compile("LOAD", re.IGNORECASE)
_SHAPE = "Write LOAD [SILENT] <iri> [INTO GRAPH <iri>]; no prefix is called so."


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that an update loads; with `silent` it is passed over where it cannot be had."""

    address: str
    silent: bool


def parted(update: str, base: str) -> tuple[list[str], list[Wanted]]:
    """The pieces of an update between which the triples of its documents go, one piece more than documents.

    BadQueryError where an operation with LOAD cannot be read.

    >>> parted("LOAD <a.ttl> INTO GRAPH <g>", "http://x.org/")
    (['INSERT DATA { GRAPH <http://x.org/g> {\\n', '\\n} }'], [Wanted(address='http://x.org/a.ttl', silent=False)])
    """
    pieces, wanted, declared = [""], [], ""
    for operation in _operations(update):
        text = masked(operation, iris=False)
        prologue = _PROLOGUE.match(text)
        assert prologue is not None
        declared += prologue[0]
        rest = text[prologue.end() :]
        if not _LOADING.search(words(rest)):
            pieces[-1] += operation
            continue
        load = _LOAD.fullmatch(rest.removesuffix(";"))
        if load is None:
            raise BadQueryError(f"LOAD cannot be read: {' '.join(rest.split())[:80]}", _SHAPE)
        graph = f"GRAPH <{_resolved(load['graph'], declared, base)}> {{" if load["graph"] else ""
        pieces[-1] += f"{operation[: prologue.end()]}INSERT DATA {{ {graph}\n"
        pieces.append(("\n} }" if graph else "\n}") + (" ;" if rest.endswith(";") else ""))
        wanted.append(Wanted(_resolved(load["source"], declared, base), bool(load["silent"])))
    return pieces, wanted


def _operations(update: str) -> list[str]:
    """The operations of an update, each with the semicolon behind it."""
    depth, start, found = 0, 0, []
    for sign in _SEPARATORS.finditer(masked(update)):
        depth += (sign[0] in "{([") - (sign[0] in "})]")
        if sign[0] == ";" and depth == 0:
            found.append(update[start : sign.end()])
            start = sign.end()
    return [*found, update[start:]]


def _resolved(name: str, declared: str, base: str) -> str:
    """The IRI of a name after declarations, as the parser of Turtle understands them, which writes them likewise."""
    try:
        quads = list(parse_bytes(f"{declared}\n<urn:s> <urn:p> {name} .".encode(), "turtle", base=base))
    except ImportingError as error:
        raise BadQueryError(f"the name {name[:80]} cannot be read: {error.what}", "Write the IRI in full.") from error
    if len(quads) != 1 or not isinstance(quads[0].object, str) or quads[0].object.startswith("_:"):
        raise BadQueryError(f"the name {name[:80]} is no IRI", "Write the IRI in full.")
    return quads[0].object
