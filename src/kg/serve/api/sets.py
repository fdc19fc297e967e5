"""Sets of things that meet several conditions, and numbers that are counted for some of them.

Each condition is a sub-SELECT of its own: so Oxigraph 0.5 looks each up in its indexes and joins the sets, while of all
conditions in one pattern it makes a join whose cost may grow with the square of the store.
"""

from collections.abc import Iterable, Sequence

from kg.iris import Iri
from kg.model.quads import plain
from kg.serve.terms import below
from kg.store import Asked

HEAD = """PREFIX pov: <https://w3id.org/pov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""


def of_class(thing: str, name: str) -> str:
    """The pattern of a thing that is of a class or one below it.

    >>> of_class("?x", "State")
    'VALUES ?kind { pov:State } ?x a ?kind'
    """
    return f"VALUES ?kind {{ {' '.join(f'pov:{kind}' for kind in below(name))} }} {thing} a ?kind"


def meeting(variable: str, conditions: Iterable[str]) -> str:
    """The pattern of what meets all conditions.

    >>> meeting("x", ["?x a pov:Claim"])
    '{ SELECT DISTINCT ?x WHERE { ?x a pov:Claim } }'
    """
    return " ".join(f"{{ SELECT DISTINCT ?{variable} WHERE {{ {condition} }} }}" for condition in conditions)


def counted(store: Asked, things: Sequence[Iri], variable: str, *patterns: str) -> dict[str, int]:
    """How many values of ?found any of the patterns has for each of some things."""
    if not things:
        return {}
    given = f"VALUES ?{variable} {{ {' '.join(f'<{thing}>' for thing in things)} }}"
    united = " UNION ".join(f"{{ {given} {pattern} }}" for pattern in patterns)
    query = f"SELECT ?{variable} (COUNT(DISTINCT ?found) AS ?n) WHERE {{ {united} }} GROUP BY ?{variable}"
    return {plain(row[variable]): int(plain(row["n"])) for row in store.select(HEAD + query).rows}


def all_counted(store: Asked, variable: str, *patterns: str) -> dict[str, int]:
    """The same for all things of which a pattern has one."""
    united = " UNION ".join(f"{{ {pattern} }}" for pattern in patterns)
    query = f"SELECT ?{variable} (COUNT(DISTINCT ?found) AS ?n) WHERE {{ {united} }} GROUP BY ?{variable}"
    return {plain(row[variable]): int(plain(row["n"])) for row in store.select(HEAD + query).rows}
