"""What the commands of kg measure have in common: which statements they take, and how their tables are written."""

import csv
import io
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.cli.drawing import FIGURES, check_plot, draw_measure
from kg.cli.output import Log, quiet_option, store_options, table
from kg.cli.viewing import left_out, made, recipe, shown, taken, viewing_options, write_with_settings
from kg.errors import UsageError
from kg.model.period import period
from kg.networks.claimed import VIEWS, Claimed
from kg.networks.recipe import Recipe
from kg.networks.settings import Settings
from kg.networks.windows import Window

F = TypeVar("F", bound=Callable[..., Any])
Tell = Callable[[int, int, str], None]
FORMATS = ("table", "csv", "json")
TIES = (
    "mode",
    "aggregation",
    "normalisation",
    "isolates",
    "least",
    "threshold",
    "sign",
    "intervals",
)  # options of a network alone
TIME = ("window", "kernel", "align", "cumulative")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under the names of their columns. `name` says what they are."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Measured:
    """The tables of a measure, the first of which is what csv has, and its picture, where it has one.

    A picture takes kg.networks.plots, which is slow to load, and what else its caption is to say.
    """

    tables: tuple[Table, ...]
    figure: Callable[[Any, str], Any] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: what it is called, the settings that it takes where none are given, and how it is found.

    `run` gets the statements, the recipe, the options of the measure alone, and what is told how far it is.
    """

    name: str
    run: Callable[[Claimed, Recipe, Mapping[str, Any], Tell], Measured]
    settings: Settings
    window: Window | None = None


def measure_options(*without: str) -> Callable[[F], F]:
    """The view, the options of its statements but for some, and where the result is written."""

    def add(command: F) -> F:
        for option in (
            click.argument("view", type=click.Choice(list(VIEWS)), default="positions"),
            viewing_options(*without),
            click.option(
                "--since", "--from", "since", metavar="DATE", help="Only statements from this day, month or year on."
            ),
            click.option(
                "--until", "--to", "until", metavar="DATE", help="Only statements up to this day, month or year."
            ),
            click.option(
                "--format", "form", type=click.Choice(FORMATS), help="Default: what the ending of --out says."
            ),
            click.option(
                "--out", type=click.Path(path_type=Path), help="File to write; settings beside it: NAME.toml."
            ),
            click.option(
                "--plot",
                type=click.Path(path_type=Path),
                metavar="FILE",
                help="Draw it: .svg, .png or .pdf, settings beside.",
            ),
            quiet_option,
            store_options,
        )[::-1]:
            command = option(command)
        return command

    return add


def measured(
    measure: Measure, own: dict[str, Any], view: str, form: str | None, out: Path | None, plot: Path | None,
    quiet: bool, project: Path | None, store: Any, since: str | None, until: str | None, **given: Any,
) -> None:  # fmt: skip
    """Find a measure, and write it. `own` are its options, of which a file of settings has its own."""
    check_plot(plot, None, FIGURES)
    viewed = taken(given)
    file = viewed.get("settings")
    dates = (period(date, name) for date, name in ((since, "--since"), (until, "--until")))
    chosen = recipe(view, viewed, *dates, usual=measure.settings, window=measure.window)
    own = {name: value for name, value in own.items() if value not in (None, ())}
    if file is None:
        chosen = replace(chosen, measure={"name": measure.name, **own})
    elif chosen.measure.get("name") != measure.name:
        what = f"these are not the settings of kg measure {measure.name}"
        raise UsageError(what, str(file), "Give a file that it has written.")
    elif own:
        raise UsageError("there are settings in a file and beside it", str(file), "Give the file alone.")
    options = {name: value for name, value in chosen.measure.items() if name != "name"}
    claimed = made(chosen, project, store)
    found = measure.run(claimed, chosen, options, Log(quiet).progress)
    if found.tables[0].name == "slices" and not found.tables[0].rows:
        raise UsageError("no window lies within the period", "--window", "Take a smaller one.")
    if plot is not None:
        if found.figure is None:
            raise UsageError(f"{measure.name} has no picture", "--plot", "Leave it out, or see `kg network --plot`.")
        draw_measure(plot, found.figure, chosen)
    if plot is None or out is not None or form is not None:
        _write(found, form or (out.suffix[1:] if out and out.suffix[1:] in FORMATS else "table"), out, chosen)
    Log(quiet).say(f"{'' if out or plot else chr(10)}from {len(claimed.statements)} statements{left_out(claimed)}")


def _write(found: Measured, form: str, out: Path | None, chosen: Recipe) -> None:
    text = {"table": _text, "csv": _csv, "json": _json}[form](found.tables)
    if out is None:
        click.echo(text, nl=False)
    else:
        write_with_settings(out, text, chosen)


def _text(tables: Sequence[Table]) -> str:
    return "\n".join(
        table([[shown(value) for value in row] for row in one.rows], one.columns) + "\n" for one in tables if one.rows
    )


def _csv(tables: Sequence[Table]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(tables[0].columns)
    writer.writerows([_exact(value) for value in row] for row in tables[0].rows)
    return out.getvalue()


def _json(tables: Sequence[Table]) -> str:
    made = {one.name: [dict(zip(one.columns, map(_exact, row), strict=True)) for row in one.rows] for one in tables}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _exact(value: Any) -> Any:
    """A number with as many digits as are the same on each machine; what is no number is empty."""
    if not isinstance(value, float):
        return value
    return None if math.isnan(value) else float(f"{value:.12g}")
