"""kg code: claims to a spreadsheet, and verdicts from there as decisions."""

import datetime as dt
from pathlib import Path

import click

from kg.catalogue import snapshot
from kg.cli.coding import Faults, sheet_options
from kg.cli.output import Log, open_project_store, project_of, quiet_option, store_options, write_file
from kg.coding import claim_units
from kg.coding.cells import sheet
from kg.coding.decided import decided
from kg.coding.units import with_texts
from kg.coding.verdicts import CLAIM_COLUMNS, claims_judged, has_claims, sheet_of
from kg.decisions import read_decisions, write_decisions
from kg.errors import UsageError
from kg.model.place import Named


@click.group("code", short_help="Claims to a spreadsheet and back as decisions.")
def command() -> None:
    """Write claims into a sheet for spreadsheet programs; take verdicts and corrections over as decisions.

    \b
    Example:
      kg code export --out claims.csv --coder anna
      kg code import claims.csv
      kg ingest corpus
    """


@command.command("export", short_help="Write claims into a sheet.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="The sheet.")
@click.option(
    "--sample", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Only the claims of this sheet."
)
@click.option("--type", "kind", help="Only one relation type, such as saves.")
@click.option("--outlet", help="Only claims in contributions of one outlet.")
@click.option("--coder", default="", help="Fill the column coder.")
@click.option("--with-texts", "whole", is_flag=True, help="Whole sentences, if you may pass them on.")
@sheet_options
@quiet_option
@store_options
def _export(
    out: Path, sample: Path | None, kind: str | None, outlet: str | None, coder: str, whole: bool, separator: str,
    bom: bool, quiet: bool, project: Path | None, store: Named | None,
) -> None:  # fmt: skip
    """Write claims that nobody has rejected into a sheet, with empty columns for verdict and corrections.

    A cell that a spreadsheet program would take for a formula begins with an apostrophe, which import takes away.

    \b
    Example:
      kg code export --out claims.csv --type accuses
      kg code export --sample sample.csv --coder ben --out ben.csv
    """
    ids = None if sample is None else {row["id"] for row in sheet_of(sample).rows.values() if isinstance(row, dict)}
    with open_project_store(project, store) as opened:
        units = [
            unit
            for unit in claim_units(opened)
            if (ids is None or unit.id in ids)
            and kind in (None, unit.fields["type"])
            and outlet in (None, unit.fields["outlet"])
        ]
        if not units:
            raise UsageError("no claim is chosen", "kg code export", "`kg stats` counts types and outlets.")
        rows = with_texts(opened, units, whole=whole)
        about = str(snapshot(opened))
    cells = [{"id": row.id, **row.fields, "coder": coder} for row in rows]
    write_file(out, sheet(CLAIM_COLUMNS, cells, separator, bom))
    Log(quiet).say(f"{len(rows)} claims are written to {out}; {about}")


@command.command("import", short_help="Take verdicts and corrections over as decisions.")
@click.argument("path", metavar="SHEET", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--coder", default="", help="Who decides in rows whose column coder is empty.")
@click.option("--date", default=lambda: dt.date.today().isoformat(), help="Day of the decisions; default: today.")
@quiet_option
@store_options
def _import(path: Path, coder: str, date: str, quiet: bool, project: Path | None, store: Named | None) -> None:
    """Take the verdicts of a sheet over: right accepts a claim, wrong rejects it, a correction edits its field.

    The decisions go into graph/decisions/CODER.csv as those of `kg review`; every ingest replays them. A row that
    cannot be understood is named with its column and the others go on; the exit code is then 1. What was taken over
    before is not written again.

    \b
    Example:
      kg code import claims.csv --coder anna
    """
    read = sheet_of(path)
    if not has_claims(read):
        raise UsageError("a sheet of passages has no verdicts", str(path), "`kg sample estimate` reads it.")
    faults, folder = Faults(), project_of(project).decisions
    rows = claims_judged(read, faults, coder)
    with open_project_store(project, store) as opened:
        claims = {unit.id: unit for unit in claim_units(opened, rejected=True)}
    found = decided(rows, claims, read_decisions(folder), date, faults)
    for name in sorted(found.new):
        written = write_decisions(folder, name, found.new[name], found.withdrawn[name])
        number, withdrawn = len(found.new[name]), len(found.withdrawn[name])
        took = f", {withdrawn} withdrawn" if withdrawn else ""
        Log(quiet).say(f"{number} decisions are written to {written}{took}; the next `kg ingest` replays them.")
    Log(quiet).say(f"{found.known} rows known before, {found.unclear} unclear, {found.unjudged} without verdict")
    faults.end()
