"""Statements that a SPARQL query defines: a row each, its variables the columns."""

from pathlib import Path

import numpy as np

from kg.catalogue import Catalogue, ad_hoc
from kg.catalogue.catalogue import bound
from kg.errors import QueryError, UsageError
from kg.networks.claimed import Claimed
from kg.networks.counted import Floats
from kg.networks.named import Names
from kg.networks.statements import Column, Statements, Times, times
from kg.networks.tables import variable
from kg.networks.told import Told
from kg.store import Store

_IDS = ("statement", "claim")
_OWN = frozenset({*_IDS, "time", "document", "confidence", "weight"})


def queried(store: Store, query: str, catalogue: Catalogue | None = None) -> Claimed:
    """The statements of a query: a named one of a catalogue, a file that ends in .rq, or a text of SPARQL.

    Of its variables `?claim` or `?statement` is the id, `?time` and `?document` are what they say, `?confidence` and
    `?weight` are numbers, and the others are columns; entities go by their names. QueryError or UsageError where it
    cannot be asked, or gives no statements.
    """
    rows = store.columns(_text(store, query, catalogue))
    named = [name for name in _IDS if name in rows]
    others = [name for name in rows if name not in _OWN]
    if not named or len(others) < 2:
        what = "the query has no ?claim or ?statement" if not named else "the query has not two columns"
        raise UsageError(what, query, "Let it select ?claim or ?statement, and a variable each for rows and columns.")
    names = Names(Told(store))
    columns = {name: variable(_whether(names.known(rows[name]))) for name in others}
    documents = Column.of(rows.get("document", rows[named[0]]))
    numbers = {name: _numbers(query, name, rows[name]) for name in ("confidence", "weight") if name in rows}
    found = Statements(
        tuple(rows[named[0]]), _times(query, rows.get("time", [""] * len(rows[named[0]]))), documents, columns,
        confidence=numbers.get("confidence"), weights=numbers.get("weight"),
    )  # fmt: skip
    ids = np.unique(found.ids, return_inverse=True)[1]
    return Claimed(found.ordered([ids]), names.iris, attributes=names.attributes())


def _text(store: Store, query: str, catalogue: Catalogue | None) -> str:
    if "{" in query:
        asked = ad_hoc(query)
    elif query.endswith(".rq"):
        try:
            asked = ad_hoc(Path(query).read_text(encoding="utf8"), query)
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the query cannot be read: {error}", query, "Name a file of SPARQL.") from error
    elif catalogue is None:
        raise UsageError(f"there is no query {query} here", query, "Name a file that ends in .rq.")
    else:
        asked = catalogue.get(query)
    if asked.form != "SELECT":
        raise QueryError("the query is no SELECT", query, "Statements are the rows of a SELECT.")
    return bound(store, asked, {})


def _whether(values: list[str]) -> list[str]:
    """Truth values as 1 and 0, where there is nothing else."""
    return [str(int(value == "true")) for value in values] if set(values) <= {"true", "false"} else values


def _times(query: str, values: list[str]) -> Times:
    try:
        return times(value.removesuffix("Z") for value in values)
    except ValueError as error:
        raise UsageError(f"a ?time is none: {error}", query, "Let it be a date in ISO 8601.") from error


def _numbers(query: str, name: str, values: list[str]) -> Floats:
    try:
        return np.array(list(map(float, values)))
    except ValueError as error:
        raise UsageError(f"a ?{name} is no number: {error}", query, "Let it be a number in each row.") from error
