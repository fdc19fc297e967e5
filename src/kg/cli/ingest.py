"""kg ingest: read texts or quads into the store."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click

from kg.cli.output import Log, log_options, project_of, store_options
from kg.cli.output import table as rendered
from kg.cli.reading import (
    chosen,
    extractor_options,
    mapping_of,
    name_later,
    name_skipped,
    reading_of,
    reading_options,
    texts_found,
    workers_of,
    workers_options,
)
from kg.errors import ImportingError, ReadError, StoreError, UsageError
from kg.ingest import ingest_texts, load_quads, prepare, settle
from kg.model.place import Named
from kg.pipeline import Failure, Texts, table_texts
from kg.project import Project
from kg.read import look_up
from kg.read.reader import Reading
from kg.read.table import FIELDS, table_of
from kg.search import follow
from kg.store import Store, open_store

_PREVIEW = 5  # rows
_QUADS = ".nq"


@click.command("ingest", short_help="Read texts or quads into the store.")
@click.argument("files", nargs=-1)
@click.option("--table", type=click.Path(path_type=Path, exists=True), help="A CSV or JSONL file with a text a row.")
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="Which column is which field of --table.")
@click.option("--preview", is_flag=True, help="Show the first rows of --table and store nothing.")
@click.option("--again", is_flag=True, help="Extract also what has not changed.")
@extractor_options
@reading_options
@workers_options
@store_options
@log_options
def command(
    files: tuple[str, ...], table: Path | None, columns: tuple[str, ...], preview: bool,
    again: bool, extractor: str | None, fast: bool, layout: str | None, key: str | None,
    date: dt.datetime | None, jobs: int | None, scheduler: str | None, project: Path | None, store: Named | None,
    quiet: bool, verbose: bool, as_json: bool,
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
    if table is None and (preview or columns):
        raise UsageError("there is no table", "--preview" if preview else "--map", "Name one with --table.")
    if table is not None and key is not None:
        raise UsageError("--id names one document, but a table holds many", "--id", "Map a column with COLUMN=id.")
    log, given, mapping = Log(quiet, verbose, as_json), reading_of(layout, key, date), mapping_of(columns, FIELDS)
    if table is not None and preview:
        _show_rows(table, mapping)
        return
    found = chosen(project_of(project), extractor, fast)
    workers = workers_of(jobs, scheduler, found)
    quad_files, batches = _read(files, table, mapping, found, given, log)
    with open_store(found.place(store)) as opened:
        prepare(opened, found)
        counts: Counter[str] = Counter()
        with _deriving(opened):
            loaded, failures = _load(opened, found, quad_files)
            for texts in batches:
                for count, done in enumerate(ingest_texts(opened, found, texts, workers, again=again, tell=log.say), 1):
                    counts[done.kind] += 1
                    told = {"key": done.key, "kind": done.kind, "done": count, "total": len(texts.documents)}
                    log.detail(f"{done.kind}: {done.key}", **told)
                    log.progress(count, len(texts.documents), done.key)
    name_later(failures, log)
    if quad_files:
        log.say(f"{loaded} documents loaded from quads")
    if batches:
        log.say(f"{counts['new']} documents new, {counts['changed']} changed, {counts['unchanged']} unchanged")
    if failed := len(failures) + sum(len(texts.failures) for texts in batches):
        log.fail(f"{failed} inputs could not be read")
        raise click.exceptions.Exit(1)


def _read(
    files: tuple[str, ...], table: Path | None, mapping: dict[str, str], project: Project, given: Reading, log: Log
) -> tuple[list[Path], list[Texts]]:
    """The N-Quads files among what was named, and the texts of the other files and of the table."""
    found = look_up(files, also=(_QUADS,))
    name_skipped(found.skipped, log)
    quad_files = [one.path for one in found.inputs if one.path.suffix.lower() == _QUADS]
    others = replace(found, inputs=[one for one in found.inputs if one.path.suffix.lower() != _QUADS])
    batches = [texts_found(others, files, project, given, log)] if others.inputs or others.missing else []
    if table is not None:
        batches.append(table_texts(table, mapping, project, given))
        name_later(batches[-1].failures, log)
        _refuse_shared_keys(batches, table)
    return quad_files, batches


def _refuse_shared_keys(batches: list[Texts], table: Path) -> None:
    """ReadError where a text and a row of the table have one key: the one would replace the other."""
    counted = Counter(document.key for texts in batches for document in texts.documents)
    if shared := sorted(key for key, count in counted.items() if count > 1):
        what = f"a text and a row of the table have the key {shared[0]}"
        raise ReadError(what, str(table), "Map another column to id, or ingest them apart.")


def _load(store: Store, project: Project, files: list[Path]) -> tuple[int, list[Failure]]:
    """Load N-Quads: how many documents they held, and which files are wrong."""
    loaded, failures = 0, []
    for path in files:
        try:
            loaded += load_quads(store, path)
        except ImportingError as error:
            failures.append(Failure(path, ReadError(error.what, error.where, error.remedy)))
    if loaded:
        settle(store, project)
    return loaded, failures


@contextmanager
def _deriving(store: Store) -> Iterator[None]:
    """Derive the edges of what was stored, and index its words where there is an index.

    Also where the run is interrupted, but not in a store that failed itself.
    """
    whole = True
    try:
        yield
    except (StoreError, OSError):
        whole = False
        raise
    finally:
        if whole:
            store.derive()
            follow(store)


def _show_rows(path: Path, mapping: dict[str, str]) -> None:
    """The first rows as they would be read; as they are where nothing says which column is the text."""
    table = table_of(path)
    plain = table.rows and not mapping and "text" not in table.columns
    columns = {name: name for name in table.columns} if plain else table.fields(mapping)
    good = [row for row in table.rows.values() if not isinstance(row, ReadError)]
    cells = [[row.get(column, "")[:40] for column in columns.values()] for row in good[:_PREVIEW]]
    click.echo(rendered(cells, list(columns)))
    click.echo(f"{len(table.rows)} rows")
    for row in table.rows.values():
        if isinstance(row, ReadError):
            click.echo(f"not read: {row.where}: {row.what}. {row.remedy}")
    if plain:
        click.echo("No column is mapped to text; use --map COLUMN=text.")
