"""kg reliability: how well coders agree."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli.coding import Faults
from kg.cli.output import Log, quiet_option, table
from kg.coding.agreement import Agreement, Codings, Level, agreement
from kg.coding.coded import Said, from_annotations, from_sheets, from_tables
from kg.errors import UsageError

_HEADERS = ("variable", "coders", "units", "agreement", "alpha", "95 %", "kappa", "95 %")


@click.command("reliability", short_help="Print how well coders agree.")
@click.argument("paths", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
@click.option("--variable", "variables", multiple=True, metavar="COLUMN", help="Compare this column; can be repeated.")
@click.option(
    "--ordinal", multiple=True, metavar="COLUMN=A,B,C", help="Compare this column, whose values have this order."
)
@click.option("--unit", default="id", show_default=True, metavar="COLUMN", help="What is judged.")
@click.option("--coder", default="coder", show_default=True, metavar="COLUMN", help="Who judges; else the file's name.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@quiet_option
def command(
    paths: tuple[Path, ...], variables: tuple[str, ...], ordinal: tuple[str, ...], unit: str, coder: str, form: str,
    quiet: bool,
) -> None:  # fmt: skip
    """Print Krippendorff's alpha, kappa and percentage agreement of two or more coders, and what they confuse.

    A FILE is a coding sheet (compared are verdict, type, polarity, modality), or with --variable or --ordinal any
    table with a row for each unit and coder, or for each unit and a file for each coder. Two folders of annotated
    texts are compared by the relations that they share. Kappa is Cohen's for two coders, Fleiss' for more.
    Intervals: 95 %, bootstrap over units.

    \b
    Example:
      kg reliability anna.csv ben.csv
      kg reliability tweets.csv --unit tweet --coder rater --variable topic --ordinal tone=bad,mixed,good
      kg reliability corpus/annotated corpus/annotated/second
    """
    faults, orders = Faults(), dict(_order(one) for one in ordinal)
    said, about = _said(paths, (*variables, *orders), unit, coder, faults)
    for name, values in orders.items():
        if unknown := sorted(set(said[name].values()) - set(values)):
            raise UsageError(f'{name} has the value "{unknown[0]}"', "--ordinal", "Name all values in their order.")
    levels: dict[str, Level] = {name: "ordinal" if name in orders else "nominal" for name in said}
    found = [agreement(Codings.of(name, one, orders.get(name)), levels[name]) for name, one in said.items()]
    if not any(one.units for one in found):
        remedy = "Name the coders in the column coder, or give each a file of the same units."
        raise UsageError("no unit is judged by two coders", ", ".join(map(str, paths)), remedy)
    _print(found, form)
    if about:
        Log(quiet).say(f"\n{about}")
    faults.end()


def _order(given: str) -> tuple[str, list[str]]:
    name, _, values = given.partition("=")
    found = [value.strip() for value in values.split(",")]
    if not name or len(found) < 2:
        raise UsageError(f'"{given}" names no order', "--ordinal", "For example tone=bad,mixed,good.")
    return name, found


def _said(
    paths: Sequence[Path], variables: tuple[str, ...], unit: str, coder: str, faults: Faults
) -> tuple[dict[str, Said], str]:
    if any(path.is_dir() for path in paths):
        if len(paths) != 2 or not all(path.is_dir() for path in paths):
            raise UsageError("two folders of annotated texts are compared", str(paths[0]), "Name two folders.")
        said, numbers = from_annotations(*paths)
        texts, one, two, shared = numbers.values()
        return said, f"{texts} texts in both; {one} and {two} relations, of which {shared} are shared"
    if variables:
        return from_tables(paths, unit, coder, variables, faults), ""
    return from_sheets(paths, faults), ""


def _print(found: Sequence[Agreement], form: str) -> None:
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        return
    rows = [
        (one.variable, one.coders, one.units, _figure(one.share), _figure(one.alpha), _ends(one.alpha_interval),
         _figure(one.kappa), _ends(one.kappa_interval))
        for one in found
    ]  # fmt: skip
    click.echo(table(rows, _HEADERS))
    confused = [(one.variable, *pair) for one in found for pair in one.confused]
    if confused:
        click.echo("\n" + table(confused, ("confused", "one", "other", "times")))


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _ends(interval: tuple[float, float] | None) -> str:
    return f"{interval[0]:.3f}-{interval[1]:.3f}" if interval else ""
