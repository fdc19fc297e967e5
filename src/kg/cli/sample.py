"""kg sample: draw what to check, and estimate from what was checked."""

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.catalogue import snapshot
from kg.cli.coding import Faults, sheet_options
from kg.cli.output import Log, open_project_store, quiet_option, store_options, table, write_file
from kg.coding import Design, Unit, claim_units, draw, passage_units
from kg.coding.cells import sheet
from kg.coding.estimated import Estimated, Line, estimated
from kg.coding.intervals import Estimate
from kg.coding.sampled import BY
from kg.coding.units import with_texts
from kg.coding.verdicts import (
    CLAIM_COLUMNS,
    PASSAGE_COLUMNS,
    claims_judged,
    has_claims,
    passages_judged,
    sheet_of,
)
from kg.errors import UsageError
from kg.model.place import Named
from kg.store import Store

F = TypeVar("F", bound=Callable[..., Any])
_HEADERS = ("estimate", "stratum", "units", "judged", "value", "95 %")


@click.group("sample", short_help="Draw what to check by hand, and estimate from it.")
def command() -> None:
    """Draw claims or passages to check by hand; estimate precision, recall and counts from what was checked.

    \b
    Example:
      kg sample claims --size 200 --by type --seed 1 --out claims.csv
      kg sample passages --size 50 --seed 1 --with-texts --out passages.csv
      kg sample estimate claims.csv passages.csv
    """


def _draw_options(by: tuple[str, ...], texts: str) -> Callable[[F], F]:
    def add(made: F) -> F:
        for option in (
            click.option("--with-texts", "whole", is_flag=True, help=texts),
            click.option(
                "--out", type=click.Path(path_type=Path), required=True, help="Sheet; the design is NAME.toml."
            ),
            click.option("--seed", type=int, default=1, show_default=True, help="Another seed draws other units."),
            click.option("--by", type=click.Choice(by), help="Draw from each in proportion, at least one."),
            click.option("--size", type=click.IntRange(1), required=True, help="How many to draw."),
        ):
            made = option(made)
        return sheet_options(quiet_option(store_options(made)))

    return add


@command.command("claims", short_help="Draw claims to check.")
@_draw_options(BY, "Whole sentences, if you may pass them on; else 300 characters.")
def _claims(**given: Any) -> None:
    """Draw claims that nobody has rejected, at random, into a sheet with empty columns for verdict and corrections.

    Of the same claims the same seed draws the same ones. docs/coding.md says how to fill the sheet.

    \b
    Example:
      kg sample claims --size 200 --by type --seed 1 --out claims.csv
    """
    _write("claims", claim_units, CLAIM_COLUMNS, **given)


@command.command("passages", short_help="Draw passages to check.")
@_draw_options(BY[:2], "With the texts, which a coder needs, if you may pass them on.")
def _passages(**given: Any) -> None:
    """Draw passages at random into a sheet with the claims found in them: how many are right, how many are missing?

    \b
    Example:
      kg sample passages --size 50 --by outlet --seed 1 --with-texts --out passages.csv
    """
    if not given["whole"]:
        what = "without the text nobody can say what is missing in a passage"
        raise UsageError(what, "kg sample passages", "Add --with-texts, if you may pass the texts on.")
    _write("passages", passage_units, PASSAGE_COLUMNS, **given)


def _write(
    what: str, units_of: Callable[[Store], list[Unit]], columns: tuple[str, ...], size: int, by: str | None, seed: int,
    out: Path, whole: bool, separator: str, bom: bool, quiet: bool, project: Path | None, store: Named | None,
) -> None:  # fmt: skip
    with open_project_store(project, store) as opened:
        units = units_of(opened)
        if not units:
            raise UsageError(f"there are no {what} in the store", "the store", "Take texts in with `kg ingest`.")
        strata, drawn = draw(units, size, by, seed)
        ids = {one.id for one in drawn}
        rows = with_texts(opened, [unit for unit in units if unit.id in ids], whole=whole)
        about = str(snapshot(opened))
    write_file(out, sheet(columns, [{"id": row.id, **row.fields} for row in rows], separator, bom))
    write_file(_beside(out), Design(what, by or "", seed, about, strata, tuple(drawn)).text())
    among = f"{len(units)} {what}" + (f" in {len(strata)} strata by {by}" if by else "")
    Log(quiet).say(f"{len(drawn)} of {among} are written to {out}; {about}")


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".toml")


@command.command("estimate", short_help="Estimate precision, recall and counts from checked sheets.")
@click.argument("sheets", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--coder", help="Only rows of this coder, where several have judged.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@quiet_option
def _estimate(sheets: tuple[Path, ...], coder: str | None, form: str, quiet: bool) -> None:
    """Print precision from a sheet of claims, recall from one of passages, and from both how many claims there are.

    Precision: score interval of Wilson, over strata weighted by their sizes. Recall: claims found right among these
    and the missing; bootstrap over documents. Corrected count: claims found × precision / recall.

    \b
    Example:
      kg sample estimate claims.csv passages.csv
    """
    faults, given = Faults(), {}
    for path in sheets:
        read = sheet_of(path)
        kind = "claims" if has_claims(read) else "passages"
        if kind in given:
            raise UsageError(
                f"there are two sheets of {kind}", str(path), "Name at most one of claims and one of passages."
            )
        design = Design.read(_beside(path))
        rows = claims_judged(read, faults) if kind == "claims" else passages_judged(read, faults)
        given[kind] = (design, [row for row in rows if coder is None or row.coder == coder])
    found = estimated(given.get("claims"), given.get("passages"))  # type: ignore[arg-type]
    _print(found, form)
    snapshots = "; ".join(dict.fromkeys(design.snapshot for design, _ in given.values()))
    Log(quiet).say(f"\n{found.unclear} unclear, {found.unjudged} not judged; {snapshots}")
    faults.end()


def _print(found: Estimated, form: str) -> None:
    if form == "json":
        click.echo(json.dumps([_entry(line) for line in found.lines], ensure_ascii=False, indent=1))
        return
    if form == "csv":
        rows = [{name: "" if v is None else str(v) for name, v in _entry(line).items()} for line in found.lines]
        click.echo(sheet(tuple(rows[0]), rows, bom=False).replace("\r\n", "\n"), nl=False)
        return
    click.echo(table([_cells(line) for line in found.lines], _HEADERS))


def _entry(line: Line) -> dict[str, Any]:
    known = line.estimate or Estimate(math.nan, math.nan, math.nan)
    ends = {"value": known.value, "low": known.low, "high": known.high}
    figures = {name: round(end, 4) if math.isfinite(end) else None for name, end in ends.items()}
    return {"estimate": line.what, "stratum": line.stratum, "units": line.size, "judged": line.judged, **figures}


def _cells(line: Line) -> tuple[object, ...]:
    head = (line.what, line.stratum or "all", line.size, line.judged)
    if line.estimate is None:
        return (*head, "", "")
    spelt = "{:.1f}" if line.what == "corrected count" else "{:.3f}"
    value, low, high = (
        spelt.format(end) if math.isfinite(end) else "∞"
        for end in (line.estimate.value, line.estimate.low, line.estimate.high)
    )
    return (*head, value, f"{low}-{high}")
