"""A query as a file: `#+` lines in the convention of grlc, then SPARQL that runs in any tool."""

import re
from dataclasses import dataclass

from kg.catalogue.syntax import bare, check_syntax, prefixes_of, words
from kg.errors import QueryError

PREFIXES = {
    "actor": "https://w3id.org/pov/id/actor/",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pov": "https://w3id.org/pov#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "rel": "https://w3id.org/pov/rel#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "type": "https://w3id.org/pov/type/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_VARIABLE = re.compile(r"\?(_{1,2})([a-z]+)(?:_(iri|integer|date|string))?\b")
_UPDATES = "INSERT|DELETE|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY|WITH"
FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
_FIRST = re.compile(rf"(?:\s|PREFIX\s*[^\s:]*:|BASE\b)*({'|'.join(FORMS)}|{_UPDATES})?", re.IGNORECASE)
# Oxigraph reads a keyword in `1SERVICE` and `FROMx:a` as well; so no word boundary is asked for.
_FORBIDDEN = re.compile("SERVICE|FROM", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that a caller binds; `type` is iri, integer, date or string; without a default it is left free."""

    name: str
    type: str
    variable: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A query with its name, its folder in the catalogue, and what its header says."""

    name: str
    folder: str
    summary: str
    text: str
    parameters: tuple[Parameter, ...] = ()
    description: str = ""

    @property
    def form(self) -> str:
        """SELECT, ASK, CONSTRUCT or DESCRIBE."""
        return first_word(self.text)


def parse(text: str, name: str, folder: str = "", where: str = "") -> Query:
    """A query of a file. QueryError where the header is not complete or names what the query does not have."""
    where = where or name
    header = [(n, line[2:]) for n, line in enumerate(text.splitlines(), 1) if line.startswith("#+")]
    fields: dict[str, str] = {}
    defaults: dict[str, tuple[int, str]] = {}
    last = ""
    for number, line in header:
        item = re.fullmatch(r"\s+- (\w+): (.+)", line)
        field = re.fullmatch(r"\s?(\w+):\s*(.*)", line)
        if item and last == "defaults":
            defaults[item.group(1)] = (number, item.group(2).strip())
        elif field:
            last = field.group(1)
            fields[last] = field.group(2).strip()
        elif line.strip():
            raise QueryError(
                f'the header is wrong: "{line.strip()}"', f"{where}, line {number}", "Write `#+ field: value`."
            )
    if not fields.get("summary"):
        raise QueryError("the query has no summary", f"{where}, line 1", "Begin it with `#+ summary: …`.")
    _refuse(text, where)
    check_syntax(text, where, PREFIXES)
    parameters = _parameters(text, {k: v for k, (_, v) in defaults.items()})
    unknown = sorted(set(defaults) - {p.name for p in parameters})
    if unknown:
        number = defaults[unknown[0]][0]
        raise QueryError(f"there is no parameter {unknown[0]}", f"{where}, line {number}", "Remove the default.")
    return Query(name, folder, fields["summary"], with_prefixes(text), parameters, fields.get("description", ""))


def ad_hoc(text: str, name: str = "query") -> Query:
    """A query without a header, typed by hand. QueryError where it would change something or reach out."""
    _refuse(text, name)
    check_syntax(text, name, PREFIXES)
    return Query(name, "", "", with_prefixes(text), _parameters(text, {}))


def with_prefixes(text: str) -> str:
    """The text with the known prefixes that it uses and does not declare."""
    missing = sorted(prefixes_of(text) & set(PREFIXES))
    return "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in missing) + text


def first_word(text: str) -> str:
    """The first word after the declarations."""
    found = _FIRST.match(words(text))
    return (found.group(1) or "").upper() if found else ""


def _refuse(text: str, where: str) -> None:
    first, forbidden = first_word(text), _FORBIDDEN.search(words(text))
    if refused := first if first in _UPDATES.split("|") else forbidden and forbidden.group().upper():
        raise QueryError(f"a query may not use {refused}", where, "Only reading of this store is allowed.")
    if not first:
        raise QueryError("the query has no SELECT, ASK, CONSTRUCT or DESCRIBE", where, "Write one of them.")


def _parameters(text: str, defaults: dict[str, str]) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    for match in _VARIABLE.finditer(bare(text)):
        name = match.group(2)
        found.setdefault(name, Parameter(name, match.group(3) or "string", match.group(0), defaults.get(name)))
    return tuple(found.values())
