"""kg statements: print who holds what, a row each, as networks of viewpoints count them."""

import csv
import io
from pathlib import Path
from typing import Any

import click

from kg.catalogue import Catalogue
from kg.cli.output import Log, open_project_store, project_of, quiet_option, store_options, table
from kg.cli.viewing import left_out
from kg.model.place import Named
from kg.networks.claimed import ABOUT, SOURCES, VIEWS, WHOSE
from kg.networks.recipe import Recipe
from kg.networks.statements import Statements
from kg.networks.tables import columns_of, rows_of

_SHOWN = ("time", "source", "outlet", "country", "proposition", "subject", "type", "object", "target", "agreement")


@click.command("statements", short_help="Print who holds what, a row each.")
@click.argument("view", type=click.Choice(list(VIEWS)), default="positions")
@click.option(
    "--source", type=click.Choice(WHOSE), default="innermost", show_default=True, help="Whose view a claim is."
)
@click.option("--about", type=click.Choice(ABOUT), default="proposition", show_default=True, help="What is held.")
@click.option(
    "--level", type=click.IntRange(0), default=0, help="Relation types so many steps below the top; 0: as they are."
)
@click.option("--opposites", is_flag=True, help="Who affirms a type denies its opposite: praises and criticises.")
@click.option("--sources", type=click.Choice(SOURCES[1:]), help="Only what sources of one kind say.")
@click.option("--query", metavar="NAME|FILE.rq", help="Statements of a query, not of a view.")
@click.option("--format", "form", type=click.Choice(["table", "csv"]), default="table", show_default=True)
@quiet_option
@store_options
def command(
    form: str, quiet: bool, project: Path | None, store: Named | None, **given: Any
) -> None:  # fmt: skip
    """Print the statements of a view, in the order of time; csv has all columns, and is what --statements reads.

    \b
    Example:
      kg statements
      kg statements judgements --format csv > judgements.csv
      kg network --statements judgements.csv --rows source --columns target
    """
    recipe = Recipe.of({name: value for name, value in given.items() if value is not None})
    with open_project_store(project, store) as opened:
        found = recipe.claimed(opened, Catalogue.load(project_of(project).root / "queries"))
    if form == "csv":
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns_of(found.statements))
        writer.writerows(rows_of(found.statements))
        click.echo(out.getvalue(), nl=False)
    else:
        names = columns_of(found.statements)
        wanted = ("time", *found.statements.variables) if recipe.query else _SHOWN
        shown = [name for name in wanted if name in names and _has_values(found.statements, name)]
        places = [names.index(name) for name in shown]
        click.echo(table(([row[n] for n in places] for row in rows_of(found.statements)), shown))
    Log(quiet).say(f"{'' if form == 'csv' else chr(10)}{len(found.statements)} statements{left_out(found)}")


def _has_values(found: Statements, name: str) -> bool:
    return name == "time" or any(value != "" for value in found.column(name).values)
