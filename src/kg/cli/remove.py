"""kg remove: take documents out of the store."""

from pathlib import Path

import click

from kg.cli.output import project_of, store_options
from kg.errors import UsageError
from kg.ingest import keys_of
from kg.store import open_store


@click.command("remove", short_help="Take documents out of the store.")
@click.argument("keys", nargs=-1, required=True)
@store_options
def command(keys: tuple[str, ...], project: Path | None, store: Path | None) -> None:
    """Take documents out, with their claims, and with relations that nothing else expresses.

    \b
    Example:
      kg remove 2022/belarus-putin-visits-minsk
    """
    found = project_of(project)
    with open_store(store or found.store_folder) as opened:
        known = keys_of(opened, found)
        missing = [key for key in keys if key not in known]
        if missing:
            raise UsageError(f"there is no document {missing[0]}", "the store", "`kg query documents` lists the keys.")
        iris = found.iris
        opened.replace([g for key in keys for g in (iris.document_graph(key), iris.text_graph(key))], ())
        opened.derive()
    click.echo(f"{len(keys)} documents removed")
