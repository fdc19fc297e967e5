"""kg show: show everything about an actor, outlet or claim."""

import re
from pathlib import Path

import click

from kg.catalogue.catalogue import iri_given
from kg.cli.output import open_project_store, store_options, table
from kg.errors import UsageError
from kg.iris import Iri
from kg.model.place import Named
from kg.model.quads import plain
from kg.store import Store

_HEAD = """PREFIX pov: <https://w3id.org/pov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
_PROPERTIES = """
SELECT ?property ?value {
  <IRI> ?property ?v
  OPTIONAL { ?v skos:prefLabel ?l }
  BIND (COALESCE(?l, ?v) AS ?value)
}
ORDER BY ?property ?value
"""
_OFFICES = """
SELECT ?title ?in ?time {
  ?o pov:holder <IRI> ; pov:officeTitle ?title
  OPTIONAL { ?o pov:officeIn/skos:prefLabel ?in }
  OPTIONAL { ?o pov:time ?time }
}
ORDER BY ?time ?title
"""
_WITH_ID = """
SELECT ?thing { ?thing a ?kind FILTER (STRENDS(STR(?thing), "/ID")) } ORDER BY ?thing LIMIT 1
"""
_CLAIM = """
  ?claim pov:expresses ?r ; pov:claimedBy/skos:prefLabel ?source ; pov:evidence/pov:exact ?words ;
    pov:polarity/rdfs:label ?polarity ; pov:modality/rdfs:label ?modality .
  ?r pov:relationType/skos:notation ?relation ; pov:subject/skos:prefLabel ?subject ;
    pov:themeText|pov:contentText|(pov:object/skos:prefLabel) ?object .
"""
_COLUMNS = "?subject ?relation ?object ?polarity ?modality ?words"
_TABLES = {
    "the claim": f"SELECT ?source {_COLUMNS} {{ VALUES ?claim {{ <IRI> }} {_CLAIM} }}",
    "claims about it": f"""
SELECT ?source {_COLUMNS} {{ {{ ?r pov:subject <IRI> }} UNION {{ ?r pov:object <IRI> }} {_CLAIM} }}
ORDER BY ?source ?subject ?relation ?object ?words
""",
    "claims by it": f"""
SELECT {_COLUMNS} {{ ?claim pov:attributionStep/pov:stepSource <IRI> . {_CLAIM} }}
ORDER BY ?subject ?relation ?object ?words
""",
    "how it is judged": """
SELECT ?source ?stance ?words {
  ?s pov:target <IRI> ; pov:stanceOf/skos:prefLabel ?source ; pov:stanceValue/rdfs:label ?stance ;
    pov:evidence/pov:exact ?words
}
ORDER BY ?source ?stance ?words
""",
    "words for it": """
SELECT ?words (COUNT(?m) AS ?times) { ?m pov:refersTo <IRI> ; pov:span/pov:exact ?words }
GROUP BY ?words ORDER BY DESC(?times) ?words
""",
}


@click.command("show", short_help="Show everything about an actor, outlet or claim.")
@click.argument("name")
@click.option("--limit", type=click.IntRange(1), default=12, show_default=True, help="Rows of each table.")
@store_options
def command(name: str, limit: int, project: Path | None, store: Named | None) -> None:
    """Show an actor, outlet, document or claim: who it is, what is claimed, with the words.

    It is named by IRI, an actor also by name, a claim or mention by the id that `kg review list` prints.

    \b
    Example:
      kg show "Vladimir Putin"
      kg show https://w3id.org/pov/id/actor/gazeta-wyborcza
      kg show 5f0c3f9a1b2c3d4e
    """
    with open_project_store(project, store) as opened:
        iri = _by_id(opened, name) or iri_given(opened, name, "kg show")
        properties = _rows(opened, _PROPERTIES, iri)
        if not properties:
            raise UsageError("the store knows nothing of it", iri, "`kg query find-by-any-name` searches for names.")
        click.echo(f"{iri}\n")
        click.echo(table([(p.rpartition("#")[2].rpartition("/")[2], v) for p, v in properties], ("property", "value")))
        if offices := _rows(opened, _OFFICES, iri):
            click.echo("\noffices\n" + table(offices, ("title", "in", "time")))
        for title, query in _TABLES.items():
            _print(opened, title, query, iri, limit)


def _by_id(store: Store, name: str) -> Iri | None:
    """What has an id of the program's, as it is printed without the base; None where nothing has."""
    if not re.fullmatch("[0-9a-f]{16}", name):
        return None
    rows = store.select(_WITH_ID.replace("ID", name)).rows
    return Iri(str(rows[0]["thing"])) if rows else None


def _print(store: Store, title: str, query: str, iri: Iri, limit: int) -> None:
    found = store.select(_HEAD + query.replace("<IRI>", f"<{iri}>"))
    if not found.rows:
        return
    names = list(found.variables)
    rows = [[plain(row.get(n)) for n in names] for row in found.rows]
    more = f" (first {limit} of {len(rows)})" if len(rows) > limit else ""
    click.echo(f"\n{title}{more}\n" + table(rows[:limit], names))


def _rows(store: Store, query: str, iri: Iri) -> list[list[str]]:
    found = store.select(_HEAD + query.replace("<IRI>", f"<{iri}>"))
    return [[plain(row.get(name)) for name in found.variables] for row in found.rows]
