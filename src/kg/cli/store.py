"""kg store: what is done with a store as a whole."""

from pathlib import Path

import click

from kg.cli.output import NAMED, Log, project_of, project_option, quiet_option, store_options
from kg.errors import UsageError
from kg.model.place import Named


@click.group("store", short_help="Copy, back up or restore a store.")
def command() -> None:
    """What is done with a store as a whole.

    \b
    Example:
      kg store backup backups/monday
      kg store copy .kg/store https://example.org/sparql
    """


@command.command("copy")
@click.argument("source", metavar="FROM", type=NAMED)
@click.argument("target", metavar="TO", type=NAMED)
@click.option("--with-texts", is_flag=True, help="With what is kept back from queries; it stays on this machine.")
@quiet_option
@project_option
def copy(source: Named, target: Named, with_texts: bool, quiet: bool, project: Path | None) -> None:
    """Copy all graphs of one store to another: folders, or addresses of servers.

    Graphs of TO that FROM has as well are replaced, others stay. An interrupted copy goes on where it stopped. At the
    end both are compared. Without --with-texts the next ingest into TO extracts all documents again.

    \b
    Example:
      kg store copy .kg/store https://example.org/sparql
      kg store copy https://example.org/sparql backup --with-texts
    """
    from kg.store import open_store
    from kg.store.copied import copy as copied

    found, log = project_of(project), Log(quiet)
    first, second = found.source(source, target), found.place(target)
    if str(first) == str(second):
        raise UsageError("a store cannot be copied onto itself", str(first), "Name another one.")
    with open_store(first, read_only=True) as one, open_store(second) as other:
        done = copied(one, other, with_texts=with_texts, tell=log.progress)
    log.say(f"{done.graphs} graphs copied with {done.quads} statements, {done.held} were there already")
    log.say(f"both hold the same: {done.hash[:16]}")


@command.command("backup")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@quiet_option
@store_options
def backup(folder: Path, quiet: bool, project: Path | None, store: Named | None) -> None:
    """Copy a store into a new folder as it is now, also while a server writes it. The copy is a store.

    On one disk it takes hardly any room: files are shared until one of the two changes.

    \b
    Example:
      kg store backup backups/monday
    """
    from kg.store import open_store

    with open_store(project_of(project).place(store)) as opened:
        opened.backup(folder)
    Log(quiet).say(f"{folder}: {_hash(folder)[:16]}")


@command.command("restore")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, exists=True, file_okay=False))
@quiet_option
@store_options
def restore(folder: Path, quiet: bool, project: Path | None, store: Named | None) -> None:
    """Put a backup in the place of a store. What the store holds goes; DIR stays.

    \b
    Example:
      kg store restore backups/monday
    """
    from kg.store import open_store
    from kg.store.oxigraph import OxigraphStore, put_in_place

    place = project_of(project).place(store)
    if not isinstance(place, Path):
        raise UsageError("a backup cannot be put on a server", str(place), "`kg store copy` copies its graphs there.")
    with OxigraphStore(place):  # nobody else writes it
        pass
    with open_store(folder, read_only=True) as kept:
        put_in_place(kept, place)
    Log(quiet).say(f"{place}: {_hash(place)[:16]}")


def _hash(folder: Path) -> str:
    """The canonical hash of a store, by which two are the same."""
    from kg.catalogue.snapshot import hash_of
    from kg.store import open_store

    with open_store(folder, read_only=True) as store:
        return hash_of(store)
