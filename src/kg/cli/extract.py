"""kg extract: print what texts say, without a store."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from kg.cli.output import Log, Unfinished, log_options, project_of, project_option
from kg.cli.reading import chosen, extractor_options, reading_options, texts_of, workers_of, workers_options
from kg.flat import flat
from kg.iris import safe
from kg.model.quads import Quad, lines
from kg.pipeline import Extracted, Texts, decisions_digest, document_quads, extract, state_of, state_with
from kg.project import Project
from kg.rdf import to_trig
from kg.workers import Workers

_ENDINGS = {"json": ".json", "jsonl": ".jsonl", "nquads": ".nq", "trig": ".trig"}


@click.command("extract", short_help="Print what texts say, without a store.")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(list(_ENDINGS)), default="json", show_default=True, help="Form of the output."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for one file a document.")
@extractor_options
@reading_options
@workers_options
@project_option
@log_options
def command(
    files: tuple[str, ...], form: str, out: Path | None, extractor: str | None, fast: bool,
    layout: str | None, key: str | None, date: dt.datetime | None, jobs: int | None, scheduler: str | None,
    project: Path | None, quiet: bool, verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Print who says that who does what to whom in texts. Files, folders, patterns, or - for standard input.

    With --out an interrupted run goes on where it stopped.

    \b
    Example:
      kg extract review.txt
      kg extract corpus --out extracted --fast
      kg extract corpus --out extracted --scheduler tcp://10.0.0.5:8786
      cat review.html | kg extract - --format trig
    """
    log, found = Log(quiet, verbose, as_json), chosen(project_of(project), extractor, fast)
    workers = workers_of(jobs, scheduler, found)
    texts = texts_of(files, found, layout, key, date, log)
    if out is not None:
        _write(out, texts, found, form, workers, log)
    else:
        form = "jsonl" if form == "json" and len(texts.documents) > 1 else form
        for extracted in _followed(texts, found, workers, log):
            click.echo(_printed(extracted, form, found), nl=False)
    if texts.failures:
        raise click.exceptions.Exit(1)


def _write(out: Path, texts: Texts, project: Project, form: str, workers: Workers, log: Log) -> None:
    """A file for each document; those that an interrupted run has written stay."""
    before, common, decided = Unfinished(out), state_of(project), decisions_digest(project)
    states = {d.key: state_with(d, common, decided) for d in texts.documents}
    names = {d.key: f"{safe(d.key)}{_ENDINGS[form]}" for d in texts.documents}
    rest = tuple(d for d in texts.documents if not before.has(names[d.key], states[d.key]))
    if written := len(texts.documents) - len(rest):
        log.say(f"{written} documents were written before the interruption")
    for extracted in _followed(replace(texts, documents=rest), project, workers, log):
        key = extracted.document.key
        before.write(names[key], states[key], _printed(extracted, form, project))
    before.end()


def _followed(texts: Texts, project: Project, workers: Workers, log: Log) -> Iterator[Extracted]:
    """What is found in each document, with the progress of it."""
    for count, extracted in enumerate(extract(texts, project, workers, log.say), 1):
        yield extracted
        log.detail(f"extracted: {extracted.document.key}", key=extracted.document.key)
        log.progress(count, len(texts.documents), extracted.document.key)


def _printed(extracted: Extracted, form: str, project: Project) -> str:
    if form in ("json", "jsonl"):
        value = flat(extracted.document, extracted.extraction, extracted.resolution)
        return json.dumps(value, ensure_ascii=False, indent=1 if form == "json" else None) + "\n"
    quads: Iterable[Quad] = document_quads(extracted, project)
    return "".join(lines(quads)) if form == "nquads" else to_trig(quads)
