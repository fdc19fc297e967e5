"""What is looked at in a text before the engine sees it: that it reaches out to nothing, and is not too deep.

Oxigraph has no switch against SERVICE and LOAD, which fetch addresses; so the text is refused.
"""

import re
from collections.abc import Sequence

from kg.catalogue.query import FORMS, first_word
from kg.catalogue.syntax import bare, masked, words
from kg.serve.errors import BadQueryError, ForbiddenError, TooLargeError

_LONGEST = 1 << 20  # characters of a query; an update with data may have more
_DEEPEST = 100  # brackets inside each other
_FETCHING = re.compile("SERVICE|LOAD", re.IGNORECASE)  # Oxigraph reads a keyword in `1SERVICE` as well
_FILE = re.compile(r"(?:FROM|USING)\s*(?:NAMED\s*)?<file:", re.IGNORECASE)


def form_of(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE; nothing where a text is no query."""
    word = first_word(query)
    return word if word in FORMS else ""


def check(text: str, longest: int = _LONGEST) -> None:
    """ForbiddenError where a text makes the engine fetch, TooLargeError or BadQueryError where it is too much."""
    if len(text) > longest:
        raise TooLargeError(f"the text has more than {longest} characters", "Ask in parts.")
    if found := _FETCHING.search(words(text)):
        what = f"{found[0].upper()} is refused: it makes the server fetch an address"
        remedy = "Start it with --load-from HOST." if found[0].upper() == "LOAD" else "Ask the other server yourself."
        raise ForbiddenError(what, remedy)
    if _FILE.search(masked(text, iris=False)):
        raise ForbiddenError("a file is refused as a graph", "Name a graph of the store.")
    depth = 0
    for sign in re.findall(r"[{}()\[\]]", bare(text)):
        depth += 1 if sign in "{([" else -1
        if depth > _DEEPEST:
            raise BadQueryError(f"brackets lie more than {_DEEPEST} deep", "Write it with fewer.")


def limited(query: str, rows: int) -> str:
    """A SELECT with at most so many rows; its own LIMIT where that is lower.

    >>> limited("SELECT * { ?s ?p ?o } LIMIT 50", 10)
    'SELECT * { ?s ?p ?o } LIMIT 10'
    """
    outside = _outside(query)
    if own := re.search(r"LIMIT\s*(\d+)", outside, re.IGNORECASE):
        return query[: own.start(1)] + str(min(rows, int(own[1]))) + query[own.end(1) :]
    values = re.search("VALUES", outside, re.IGNORECASE)
    place = values.start() if values else len(query)
    return f"{query[:place]}\nLIMIT {rows}\n{query[place:]}"


def with_using(update: str, default: Sequence[str], named: Sequence[str]) -> str:
    """An update whose WHERE looks into the given graphs (SPARQL 1.1 Protocol, 2.2.3).

    BadQueryError where it names graphs itself, or deletes by pattern alone.
    """
    outside = _outside(update)
    if re.search(r"USING|WITH", outside, re.IGNORECASE):
        raise BadQueryError("graphs are named both in the update and beside it", "Name them in one place.")
    if re.search(r"DELETE\s*WHERE", outside, re.IGNORECASE):
        raise BadQueryError("DELETE WHERE takes no graphs from beside it", "Write DELETE { … } WHERE { … }.")
    clause = "".join([*(f"USING <{g}> " for g in default), *(f"USING NAMED <{g}> " for g in named)])
    pieces, start = [], 0
    for found in re.finditer("WHERE", outside, re.IGNORECASE):
        pieces += [update[start : found.start()], clause]
        start = found.start()
    return "".join([*pieces, update[start:]])


def _outside(text: str) -> str:
    """The text with blanks for all that stands in brackets, in strings, IRIs, remarks and names."""
    depth, kept = 0, []
    for sign in masked(text):
        depth -= sign in "})]"
        kept.append(sign if depth == 0 and sign not in "})]" else " ")
        depth += sign in "{(["
    return re.sub(r"[?$]\w+|[\w.-]*:[\w.-]*", lambda m: " " * len(m[0]), "".join(kept))
