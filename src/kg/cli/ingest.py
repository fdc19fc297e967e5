"""kg ingest: read texts or quads into the store."""

import datetime as dt
from pathlib import Path

import click

from kg.cli.output import Log, log_options, project_of, store_options
from kg.cli.reading import reading_options, texts_of
from kg.ingest import ingest_quads, ingest_texts, prepare
from kg.store import open_store


@click.command("ingest", short_help="Read texts or quads into the store.")
@click.argument("files", nargs=-1, required=True)
@click.option("--again", is_flag=True, help="Extract also what has not changed.")
@reading_options
@store_options
@log_options
def command(
    files: tuple[str, ...], again: bool, layout: str | None, key: str | None, date: dt.datetime | None, jobs: int,
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
    """
    log, found = Log(quiet, verbose, as_json), project_of(project)
    quad_files, names = _sorted_out(files)
    with open_store(store or found.store_folder) as opened:
        prepare(opened, found)
        loaded = ingest_quads(opened, found, quad_files)
        failed = 0
        counts = {"new": 0, "changed": 0, "unchanged": 0}
        if names:
            texts = texts_of(names, found, layout, key, date, log)
            failed = len(texts.failures)
            total = len(texts.documents)
            for count, done in enumerate(ingest_texts(opened, found, texts, jobs, again=again), 1):
                counts[done.kind] += 1
                log.detail(f"{done.kind}: {done.key}", key=done.key, kind=done.kind)
                log.progress(count, total, done.key)
        opened.derive()
    if quad_files:
        log.say(f"{loaded} documents loaded from quads")
    if names:
        log.say(f"{counts['new']} documents new, {counts['changed']} changed, {counts['unchanged']} unchanged")
    if failed:
        log.fail(f"{failed} inputs could not be read")
        raise click.exceptions.Exit(1)


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
