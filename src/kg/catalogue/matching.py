"""Full-text search in a query: `?thing pov:matches "words"` stands for the things in which the words occur.

Before a query is evaluated, each such statement is replaced by a VALUES with what the index of words finds.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise

from kg.catalogue.syntax import tokens
from kg.errors import QueryError
from kg.iris import Iri, pov
from kg.model.quads import Literal, term
from kg.rdf import fault_of_query, literal_of

MOST = 10_000  # things that one statement may stand for
_MATCHES = pov("matches")
_NAMESPACE, _NAME = _MATCHES.split("#")
_Token = re.Match[str]
Things = Callable[[str, int], Iterable[Iri]]


def has_matches(text: str) -> bool:
    """Whether a query asks for words."""
    found = tokens(text) if _NAME in text else []
    prefixes = set(_prefixes(found))
    return any(_is_matches(token, prefixes) for token in found)


def with_matches(things: Things, text: str, given: Mapping[str, str], where: str, base: str | None = None) -> str:
    """The text of a query whose statements with pov:matches are replaced; `given` are the values of variables.

    `things` are those in which words occur, by the words and how many there may be; `base` is for relative IRIs.
    QueryError where pov:matches stands elsewhere, its words are no question, or more than 10,000 things have them.
    """
    if _NAME not in text:
        return text
    found = tokens(text)
    prefixes = set(_prefixes(found))
    places = [n for n, token in enumerate(found) if _is_matches(token, prefixes)]
    if not places:
        return text
    made, end = "", 0
    for n in places:
        subject, words, after = _statement(found, n, given, where)
        made += text[end : subject.start()] + _values(subject[0], things(words, MOST))
        more = after[0] == ";"  # what else is said of the thing
        end = after.end() if more else after.start()
        made += f" {subject[0]}" if more and found[n + 3][0] not in (".", "}", ";") else ""
    made += text[end:]
    if fault_of_query(made, base) is not None:
        raise _misplaced(where)
    return made


def with_words_written(query: str, given: Mapping[str, str]) -> str:
    """A query with the words themselves after pov:matches, where variables stood for them that have values."""
    found = tokens(query) if _NAME in query else []
    prefixes = set(_prefixes(found))
    made, end = "", 0
    for token, words in pairwise(found):
        name = words[0].lstrip("?$")
        if _is_matches(token, prefixes) and words["variable"] and name in given:
            made += query[end : words.start()] + term(Literal(given[name]))
            end = words.end()
    return made + query[end:]


def _prefixes(found: list[_Token]) -> Iterable[str]:
    """The prefixes that stand for the namespace of pov:matches."""
    for word, prefix, iri in zip(found, found[1:], found[2:], strict=False):
        if word[0].upper() == "PREFIX" and iri[0] == f"<{_NAMESPACE}#>":
            yield str(prefix["prefix"])


def _is_matches(token: _Token, prefixes: set[str]) -> bool:
    return token[0] == f"<{_MATCHES}>" or (token["prefix"] in prefixes and token["local"] == _NAME)


def _statement(found: list[_Token], place: int, given: Mapping[str, str], where: str) -> tuple[_Token, str, _Token]:
    """The variable, the words, and what stands behind them."""
    if not 0 < place < len(found) - 2:
        raise _misplaced(where)
    subject, words, after = found[place - 1], found[place + 1], found[place + 2]
    if not subject["variable"] or after["tag"] or after[0] in (",", "^"):
        raise _misplaced(where)
    if words["string"]:
        return subject, literal_of(words[0]), after
    if words["variable"] and words[0].lstrip("?$") in given:
        return subject, given[words[0].lstrip("?$")], after
    raise _misplaced(where)


def _values(variable: str, things: Iterable[Iri]) -> str:
    return f"VALUES {variable} {{ {' '.join(f'<{thing}>' for thing in things)} }}"


def _misplaced(where: str) -> QueryError:
    what = "pov:matches does not stand in a statement of a pattern, between a variable and the words"
    return QueryError(
        what, where, 'Write ?thing pov:matches "words" first, and what else is said of the thing behind it.'
    )
