"""kg store: what is done with a store as a whole."""

from pathlib import Path

import click

from kg.cli.output import NAMED, Log, project_of, project_option, quiet_option
from kg.errors import UsageError
from kg.model.place import Named


@click.group("store", short_help="Copy a store.")
def command() -> None:
    """What is done with a store as a whole.

    \b
    Example:
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
