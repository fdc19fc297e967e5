"""kg stats: count what is in the store."""

import json
from pathlib import Path

import click

from kg.catalogue import snapshot
from kg.cli.output import open_project_store, store_options, table
from kg.model.place import Named
from kg.model.quads import plain

_COUNTS = {
    "documents": "?x pov:layout ?layout",
    "contributions": "?x a pov:Contribution",
    "outlets": "?c pov:outlet ?x",
    "actors mentioned": "?m pov:refersTo ?x",
    "provisional actors": "?x a pov:ProvisionalActor",
    "mentions": "?x a pov:Mention",
    "claims": "?x a pov:Claim",
    "relations": "?x a pov:Relation",
    "stances": "?x a pov:Stance",
    "issues": "?x a pov:Issue",
}
_GROUPS = {
    "relation": "?x pov:expresses/pov:relationType/skos:notation ?by",
    "polarity": "?x pov:polarity/rdfs:label ?by",
    "modality": "?x a pov:Claim ; pov:modality/rdfs:label ?by",
    "review": "?x a pov:Claim ; pov:reviewStatus/rdfs:label ?by",
    "country of contribution": "?x a pov:Contribution ; pov:countryCode ?by",
    "issue": "?x pov:issueKind ?by",
}
_HEAD = """PREFIX pov: <https://w3id.org/pov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


@click.command("stats", short_help="Count what is in the store.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--top", type=click.IntRange(1), default=8, show_default=True, help="How many values of each kind.")
@store_options
def command(form: str, top: int, project: Path | None, store: Named | None) -> None:
    """Count documents, actors, claims and issues, and claims by relation, polarity, modality and country.

    \b
    Example:
      kg stats
      kg stats --format json
    """
    with open_project_store(project, store) as opened:
        counts = {
            name: int(plain(opened.select(f"{_HEAD}SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}").rows[0]["n"]))
            for name, pattern in _COUNTS.items()
        }
        groups = {}
        for name, pattern in _GROUPS.items():
            query = f"{_HEAD}SELECT ?by (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }} GROUP BY ?by ORDER BY DESC(?n) ?by"
            groups[name] = {plain(r["by"]): int(plain(r["n"])) for r in opened.select(query).rows}
        shot = snapshot(opened)
    if form == "json":
        click.echo(json.dumps({"counts": counts, "by": groups, "snapshot": str(shot)}, ensure_ascii=False, indent=1))
        return
    click.echo(table(counts.items(), ("what", "count")))
    rows = [(name, by, n) for name, found in groups.items() for by, n in list(found.items())[:top]]
    click.echo("\n" + table(rows, ("by", "value", "count")))
    click.echo(f"\n{shot}")
