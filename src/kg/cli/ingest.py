"""kg ingest: read texts or quads into the store."""

import datetime as dt
from pathlib import Path

import click

from kg.cli.output import Log, log_options, project_of, store_options
from kg.cli.output import table as rendered
from kg.cli.reading import reading_options, texts_of
from kg.errors import UsageError
from kg.ingest import ingest_quads, ingest_texts, prepare
from kg.pipeline import table_texts
from kg.read.table import FIELDS, rows_of
from kg.store import open_store

_PREVIEW = 5


@click.command("ingest", short_help="Read texts or quads into the store.")
@click.argument("files", nargs=-1)
@click.option("--table", type=click.Path(path_type=Path, exists=True), help="A CSV or JSONL file with a text a row.")
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="Which column is which field of --table.")
@click.option("--preview", is_flag=True, help="Show the first rows of --table and store nothing.")
@click.option("--again", is_flag=True, help="Extract also what has not changed.")
@reading_options
@store_options
@log_options
def command(
    files: tuple[str, ...], table: Path | None, columns: tuple[str, ...], preview: bool,
    again: bool, layout: str | None, key: str | None, date: dt.datetime | None, jobs: int,
    project: Path | None, store: Path | None, quiet: bool, verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Read texts into the store: files, folders, patterns, or - for standard input. N-Quads of `kg build` are loaded.

    A document that has not changed is left alone, a changed one is replaced in one transaction. What cannot be read is
    named, the others go on; the exit code is then 1. An interrupted run goes on where it stopped.

    \b
    Example:
      kg ingest corpus
      kg ingest graph/documents
      kg ingest newsletter.eml --date 2024-05-07
      kg ingest --table reviews.csv --map body=text --map published=date
    """
    if not files and table is None:
        raise UsageError("there is nothing to ingest", "", "Name files or folders, or a table with --table.")
    log, found = Log(quiet, verbose, as_json), project_of(project)
    if table is not None and preview:
        _show_rows(table)
        return
    quad_files, names = _sorted_out(files)
    with open_store(store or found.store_folder) as opened:
        prepare(opened, found)
        loaded = ingest_quads(opened, found, quad_files)
        failed = 0
        counts = {"new": 0, "changed": 0, "unchanged": 0}
        batches = [texts_of(names, found, layout, key, date, log)] if names else []
        batches += [table_texts(table, _mapping(columns), found)] if table is not None else []
        for texts in batches:
            failed += len(texts.failures)
            total = len(texts.documents)
            for count, done in enumerate(ingest_texts(opened, found, texts, jobs, again=again), 1):
                counts[done.kind] += 1
                log.detail(f"{done.kind}: {done.key}", key=done.key, kind=done.kind)
                log.progress(count, total, done.key)
        opened.derive()
    if quad_files:
        log.say(f"{loaded} documents loaded from quads")
    if batches:
        log.say(f"{counts['new']} documents new, {counts['changed']} changed, {counts['unchanged']} unchanged")
    if failed:
        log.fail(f"{failed} inputs could not be read")
        raise click.exceptions.Exit(1)


def _mapping(columns: tuple[str, ...]) -> dict[str, str]:
    """COLUMN=FIELD pairs as a mapping."""
    found = {}
    for pair in columns:
        column, _, field = pair.rpartition("=")
        if field not in FIELDS or not column:
            raise UsageError(f"{pair} is no COLUMN=FIELD", "--map", f"Fields are {', '.join(FIELDS)}.")
        found[column] = field
    return found


def _show_rows(path: Path) -> None:
    rows = rows_of(path)
    columns = list(rows[0]) if rows else []
    click.echo(rendered([[row.get(c, "")[:40] for c in columns] for row in rows[:_PREVIEW]], columns))
    click.echo(f"{len(rows)} rows")


def _sorted_out(files: tuple[str, ...]) -> tuple[list[Path], tuple[str, ...]]:
    """N-Quads files, and the names of texts."""
    quad_files, names = [], []
    for name in files:
        path = Path(name)
        inside = sorted(path.glob("*.nq")) if path.is_dir() else []
        if inside:
            quad_files += inside
        elif path.suffix == ".nq":
            quad_files.append(path)
        else:
            names.append(name)
    return quad_files, tuple(names)
