"""The words of a SPARQL text, and where its syntax goes wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kg.errors import QueryError
from kg.rdf import fault_of_query

_TOKEN = re.compile(
    r'''(?P<string>"""(?:\\.|[^\\])*?"""|\'{3}(?:\\.|[^\\])*?\'{3}|"(?:\\.|[^"\\\r\n])*"|\'(?:\\.|[^\'\\\r\n])*\')
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<remark>\#[^\r\n]*)
    |(?P<variable>[?$]\w+)
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<prefix>(?:[^\W\d_][\w.-]*|_)?):(?P<local>(?:[\w:-]|%[0-9A-Fa-f]{2}|\\.)*)''',
    re.VERBOSE,
)
_DECLARED = re.compile(r"\bPREFIX\s+([\w.-]*):", re.IGNORECASE)
_PIECE = re.compile(rf"(?:{_TOKEN.pattern})|\s+|\w+|.", re.VERBOSE)
_BRACKETS = frozenset("{}()")
_CLOSE = ("COALESCE", "CONCAT")  # between these and their bracket Oxigraph 0.5 bears no blank
_GAP = " " * 32  # longer than a keyword: the parser tells how far it got when it last looked for one
_SAID = re.compile(r"(?:expected |one of |, )([A-Z][A-Za-z]*(?: [A-Za-z]+)+)(?=[,.]|$)")
_WIDEST = 90  # characters of a line that is shown


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A piece of a text between blanks or brackets; `start` is its place."""

    text: str
    start: int


@dataclass(frozen=True, slots=True)
class SyntaxFault:
    """What is wrong with a text that is no query, and where: `start` counts code points of the text from 0."""

    what: str
    text: str
    start: int
    remedy: str = "Correct it."

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.text.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        """The place in the line, counted in code points from 1."""
        return self.start - self.text.rfind("\n", 0, self.start)

    def error(self, where: str) -> QueryError:
        """The fault as an error that shows the line with a caret below the place."""
        before = self.column - 1
        cut = max(0, before - _WIDEST * 2 // 3)
        shown = self.text.split("\n")[self.line - 1].replace("\t", " ")[cut : cut + _WIDEST].rstrip()
        caret = f"{shown}\n  {' ' * (before - cut)}^"
        return QueryError(self.what, f"{where}, line {self.line}, column {self.column}", f"{caret}\n  {self.remedy}")


def bare(text: str) -> str:
    """The text with blanks for strings, IRIs and remarks."""
    return _TOKEN.sub(lambda m: " " if m["string"] or m["iri"] or m["remark"] else m[0], text)


def masked(text: str, *, iris: bool = True) -> str:
    """The text with a blank for each character of strings and remarks, and of IRIs: places stay as they are."""
    return _TOKEN.sub(lambda m: " " * len(m[0]) if m["string"] or m["remark"] or (iris and m["iri"]) else m[0], text)


def tokens(text: str) -> list["re.Match[str]"]:
    """The pieces of a text that are neither blanks nor remarks."""
    return [m for m in _PIECE.finditer(text) if not m["remark"] and not m[0].isspace()]


def words(text: str) -> str:
    """The text without what may be called as one likes: strings, IRIs, remarks, variables, tags, names behind a colon.

    >>> words("SELECT ?add { ?add pov:drop 'insert' }").split()
    ['SELECT', '{', 'pov:', '}']
    """
    return _TOKEN.sub(lambda m: " " if m["prefix"] is None else f"{m['prefix']}: ", text)


def prefixes_of(text: str) -> set[str]:
    """The prefixes that a text uses and does not declare."""
    return {match["prefix"] for match in _undeclared(text)}


def _undeclared(text: str) -> list["re.Match[str]"]:
    declared = set(_DECLARED.findall(bare(text)))
    names = [m for m in _TOKEN.finditer(text) if m["prefix"] is not None]
    return [m for m in names if m["prefix"] != "_" and m["prefix"] not in declared]


def check_syntax(text: str, where: str, prefixes: Mapping[str, str]) -> None:
    """QueryError with line, column and a caret where a text is no query; it need not declare the given prefixes."""
    if (fault := syntax_fault(text, prefixes)) is not None:
        raise fault.error(where)


def syntax_fault(text: str, prefixes: Mapping[str, str], base: str | None = None) -> SyntaxFault | None:
    """What is wrong with a text that is no query; it need not declare the given prefixes.

    `base` is for relative IRIs.
    """
    used = prefixes_of(text) & set(prefixes)
    head = "".join(f"PREFIX {name}: <{prefixes[name]}>\n" for name in used)
    if fault_of_query(head + text, base) is None:
        return None
    if unknown := [m for m in _undeclared(text) if m["prefix"] not in prefixes]:
        known = f"Known without declaration: {', '.join(prefixes)}." if prefixes else "Declare it with PREFIX."
        return SyntaxFault(f"the prefix {unknown[0]['prefix']}: is not declared", text, unknown[0].start(), known)
    padded, chunks = _padded(text)
    fault = fault_of_query(head + padded, base) or ""
    place = _offset(fault, len(used), padded)
    reached = [chunk for start, chunk in chunks if start <= place]
    at_end = place >= len(padded) or not reached
    start = len(text.rstrip()) if at_end else reached[-1].start
    if said := _SAID.search(fault):
        return SyntaxFault(said[1], text, start)
    if at_end:
        return SyntaxFault("the query ends too early", text, start, "Is a bracket or a quotation mark missing?")
    what = f"the query cannot be read at {reached[-1].text[:40]}"
    return SyntaxFault(what, text, start, "Correct it, or what stands before it.")


def _padded(text: str) -> tuple[str, list[tuple[int, _Chunk]]]:
    """The text with wide gaps between its chunks, and where each of them begins there."""
    made = ""
    chunks: list[tuple[int, _Chunk]] = []
    inside = False
    for match in _PIECE.finditer(text):
        piece = match[0]
        if match["remark"] or piece.isspace():
            made += piece if match["remark"] else piece + _GAP
            inside = False
        elif inside and piece not in _BRACKETS:
            chunks[-1] = (chunks[-1][0], _Chunk(chunks[-1][1].text + piece, chunks[-1][1].start))
            made += piece
        elif inside and piece == "(" and chunks[-1][1].text.upper() in _CLOSE:
            made += piece + _GAP
            inside = False
        else:
            made += _GAP
            chunks.append((len(made), _Chunk(piece, match.start())))
            made += piece + (_GAP if piece in _BRACKETS else "")
            inside = piece not in _BRACKETS
    return made + _GAP, chunks


def _offset(fault: str, head: int, text: str) -> int:
    """The place in a text, after so many lines, that a message of the parser names."""
    found = re.search(r"(\d+):(\d+)", fault)
    assert found is not None
    lines = text.split("\n")
    row = int(found[1]) - head - 1
    return sum(len(line) + 1 for line in lines[:row]) + int(found[2]) - 1
