"""kg network: print the network of actors."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import click

from kg.catalogue import snapshot
from kg.cli.output import open_project_store, store_options, table
from kg.cli.selecting import selection, selection_options
from kg.networks import Edge, Network, gexf, graphml, network

_HEADERS = ("subject", "relation", "object", "valence", "weight", "outlets")


@click.command("network", short_help="Print the network of actors.")
@selection_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json", "graphml", "gexf"]),
    default="table",
    show_default=True,
)
@store_options
def command(form: str, project: Path | None, store: Path | None, **given: Any) -> None:
    """Print who stands in which relation to whom; the weight counts contributions that say so.

    \b
    Example:
      kg network --around "Vladimir Putin"
      kg network --since 2020 --valence negative --format csv
    """
    with open_project_store(project, store) as opened:
        chosen = selection(opened, given)
        found = network(opened, chosen)
        about = f"{chosen}; {snapshot(opened)}"
    click.echo(_printed(found, form), nl=False)
    if form == "table":
        undated = f"; {found.undated} claims have no date" if found.undated else ""
        click.echo(f"\n{len(found.nodes)} actors, {len(found.edges)} edges; {about}{undated}", err=True)


def _printed(found: Network, form: str) -> str:
    names = {node.iri: node.label for node in found.nodes}
    rows = [(names[e.source], e.type, names[e.target], e.valence, e.weight, _outlets(e)) for e in found.edges]
    if form == "table":
        return table(rows, _HEADERS) + "\n"
    if form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([_HEADERS, *rows])
        return out.getvalue()
    if form == "json":
        return json.dumps([dict(zip(_HEADERS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1) + "\n"
    return graphml(found) if form == "graphml" else gexf(found)


def _outlets(edge: Edge) -> str:
    return ", ".join(sorted({evidence.outlet for evidence in edge.evidence if evidence.outlet}))
