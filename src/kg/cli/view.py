"""kg view: write the network as a page for the browser."""

from pathlib import Path
from typing import Any

import click

from kg.catalogue import snapshot
from kg.cli.output import open_project_store, store_options, write_file
from kg.cli.selecting import selection, selection_options
from kg.model.place import Named
from kg.networks import network
from kg.views import page


@click.command("view", short_help="Write the network as a page for the browser.")
@selection_options
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The HTML file to write.")
@click.option("--title", default="Who is said to do what to whom", show_default=True)
@store_options
def command(out: Path, title: str, project: Path | None, store: Named | None, **given: Any) -> None:
    """Write one HTML file with the network; it opens without access to the net. A click shows claims and their words.

    \b
    Example:
      kg view --out network.html
      kg view --around "Angela Merkel" --depth 2 --out merkel.html
    """
    with open_project_store(project, store) as opened:
        chosen = selection(opened, given)
        found = network(opened, chosen)
        about = f"{len(found.nodes)} actors, {len(found.edges)} edges; {chosen}; {snapshot(opened)}"
    write_file(out, page(found, title, about))
    click.echo(f"{out}: {len(found.nodes)} actors, {len(found.edges)} edges")
