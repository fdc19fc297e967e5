"""What people give to select claims: a contributor, a relation type."""

import difflib
from collections.abc import Iterable

from kg.errors import UsageError
from kg.model.quads import plain
from kg.model.relation_types import relation_types
from kg.store import Asked

_OUTLETS = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name { ?passage pov:contributor/skos:prefLabel ?name }
"""


def outlet(store: Asked, name: str | None, where: str) -> str | None:
    """The name of a contributor as the store spells it, or none. UsageError where nobody is called so."""
    if name is None:
        return None
    known = {plain(row["name"]) for row in store.select(_OUTLETS).rows}
    found = sorted(n for n in known if n.casefold() == name.casefold())
    if not found:
        raise _unknown("outlet", name, where, known)
    return found[0]


def type_named(name: str | None, where: str) -> str | None:
    """A relation type, or none. UsageError where there is none of the name."""
    if name is not None and name not in relation_types():
        raise _unknown("relation type", name, where, relation_types())
    return name


def _unknown(kind: str, value: str, where: str, known: Iterable[str]) -> UsageError:
    near = difflib.get_close_matches(value, sorted(known), n=3, cutoff=0.5)
    listed = {"outlet": "`kg query outlets` lists them.", "relation type": "docs/ontology/reference.md lists them."}
    return UsageError(
        f"there is no {kind} {value}", where, f"Did you mean {' or '.join(near)}?" if near else listed[kind]
    )
