"""kg network: print the network of actors."""

from pathlib import Path
from typing import Any

import click

from kg.catalogue import snapshot
from kg.cli.output import Log, open_project_store, quiet_option, store_options, table
from kg.cli.selecting import selection, selection_options
from kg.model.place import Named
from kg.networks import FORMATS, Network, network


@click.command("network", short_help="Print the network of actors.")
@selection_options
@click.option("--format", "form", type=click.Choice(["table", *FORMATS]), default="table", show_default=True)
@quiet_option
@store_options
def command(form: str, quiet: bool, project: Path | None, store: Named | None, **given: Any) -> None:
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
    click.echo(_table(found) if form == "table" else FORMATS[form](found, about), nl=False)
    undated = f"; {found.undated} claims have no date" if found.undated else ""
    gap = "\n" if form == "table" else ""
    Log(quiet).say(f"{gap}{len(found.nodes)} actors, {len(found.edges)} edges; {about}{undated}")


def _table(found: Network) -> str:
    names = {node.iri: node.label for node in found.nodes}
    rows = [(names[e.source], e.type, names[e.target], e.valence, e.weight, ", ".join(e.outlets)) for e in found.edges]
    return table(rows, ("subject", "relation", "object", "valence", "weight", "outlets")) + "\n"
