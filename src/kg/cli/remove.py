"""kg remove: take documents out of the store."""

from pathlib import Path

import click

from kg.cli.output import project_of, store_options
from kg.ingest import remove
from kg.model.place import Named
from kg.store import open_store


@click.command("remove", short_help="Take documents out of the store.")
@click.argument("keys", nargs=-1, required=True)
@store_options
def command(keys: tuple[str, ...], project: Path | None, store: Named | None) -> None:
    """Take documents out, with their claims, with relations that nothing else expresses, and actors whom
    nothing else mentions.

    \b
    Example:
      kg remove 2022/belarus-putin-visits-minsk
    """
    found = project_of(project)
    place = found.place(store)
    with open_store(place, read_only=True):
        pass  # a store that is not there must not be made
    with open_store(place) as opened:
        remove(opened, found, keys)
    click.echo(f"{len(keys)} documents removed")
