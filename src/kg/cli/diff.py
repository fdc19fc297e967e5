"""kg diff: say which claims two snapshots gained or lost."""

from pathlib import Path

import click

from kg.cli.output import NAMED, show
from kg.differences import claims_of, differences
from kg.errors import UsageError
from kg.model.place import Named
from kg.project import find_or_default
from kg.rdf import is_rdf, parse
from kg.store import Store, is_made, open_store

_HEADERS = ("change", "claim", "what", "field", "before", "after")


@click.command("diff", short_help="Say which claims two snapshots gained or lost.")
@click.argument("before", type=NAMED)
@click.argument("after", type=NAMED)
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
def command(before: Named, after: Named, form: str) -> None:
    """Compare two stores, RDF files or folders of N-Quads: claims gained, lost, changed. Exit code 1 where they differ.

    \b
    Example:
      kg diff old/graph/documents graph/documents
      kg diff yesterday.trig .kg/store --format csv
    """
    with _opened(before) as first, _opened(after) as second:
        rows = differences(claims_of(first), claims_of(second))
    if rows or form != "table":
        show(rows, _HEADERS, form)
    if rows:
        raise click.exceptions.Exit(1)


def _opened(named: Named) -> Store:
    place = find_or_default().place(named)
    if is_made(place):
        return open_store(place, read_only=True)
    path = Path(named)
    if not path.exists():
        raise UsageError("there is no such file or folder", str(path), "Check the path.")
    files = sorted(path.glob("*.nq")) if path.is_dir() else [path]
    if not files or not all(is_rdf(f) for f in files):
        raise UsageError("there are no quads", str(path), "Name a store, an RDF file or a folder of N-Quads files.")
    made = open_store(None)
    made.replace([], (quad for file in files for quad in parse(file)))
    return made
