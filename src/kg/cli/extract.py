"""kg extract: print what texts say, without a store."""

import datetime as dt
import json
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.output import Log, log_options, project_of, project_option, write_file
from kg.cli.reading import chosen, extractor_options, reading_options, texts_of
from kg.flat import flat
from kg.iris import safe
from kg.model.quads import Quad, lines
from kg.pipeline import Extracted, document_quads, extract
from kg.project import Project
from kg.rdf import to_trig

_ENDINGS = {"json": ".json", "jsonl": ".jsonl", "nquads": ".nq", "trig": ".trig"}


@click.command("extract", short_help="Print what texts say, without a store.")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--format", "form", type=click.Choice(list(_ENDINGS)), default="json", show_default=True, help="Form of the output."
)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for one file a document.")
@extractor_options
@reading_options
@project_option
@log_options
def command(
    files: tuple[str, ...], form: str, out: Path | None, extractor: str | None, fast: bool,
    layout: str | None, key: str | None, date: dt.datetime | None, jobs: int,
    project: Path | None, quiet: bool, verbose: bool, as_json: bool,
) -> None:  # fmt: skip
    """Print who says that who does what to whom in texts. Files, folders, patterns, or - for standard input.

    \b
    Example:
      kg extract review.txt
      kg extract corpus --out extracted --fast
      cat review.html | kg extract - --format trig
    """
    log, found = Log(quiet, verbose, as_json), chosen(project_of(project), extractor, fast)
    texts = texts_of(files, found, layout, key, date, log)
    total, several = len(texts.documents), len(texts.documents) > 1
    if several and form == "json" and out is None:
        form = "jsonl"
    for count, extracted in enumerate(extract(texts, found, jobs), 1):
        printed = _printed(extracted, form, found)
        if out is None:
            click.echo(printed, nl=False)
        else:
            write_file(out / f"{safe(extracted.document.key)}{_ENDINGS[form]}", printed)
        log.progress(count, total, extracted.document.key)
    if texts.failures:
        raise click.exceptions.Exit(1)


def _printed(extracted: Extracted, form: str, project: Project) -> str:
    if form in ("json", "jsonl"):
        value = flat(extracted.document, extracted.extraction, extracted.resolution)
        return json.dumps(value, ensure_ascii=False, indent=1 if form == "json" else None) + "\n"
    quads: Iterable[Quad] = document_quads(extracted, project)
    return "".join(lines(quads)) if form == "nquads" else to_trig(quads)
