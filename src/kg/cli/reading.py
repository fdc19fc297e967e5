"""Options of the commands that read texts, and what they do with them."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.cli.output import Log
from kg.errors import UsageError
from kg.pipeline import Failure, Texts, read_texts
from kg.project import EXTRACTORS, Project
from kg.read import Found, Input, look_up
from kg.read.layouts import LAYOUTS
from kg.read.reader import Reading
from kg.workers import Workers

F = TypeVar("F", bound=Callable[..., Any])


def reading_options(command: F) -> F:
    """The options --layout, --id and --date."""
    for option in (
        click.option("--layout", help="Read every text by this layout instead of the one that fits."),
        click.option("--id", "key", help="Key of the document, where there is one only."),
        click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of texts that have none (YYYY-MM-DD)."),
    ):
        command = option(command)
    return command


def workers_options(command: F) -> F:
    """The options --jobs and --scheduler; `workers_of` reads them."""
    for option in (
        click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler whose workers read: tcp://HOST:8786."),
        click.option(
            "--jobs", "--processes", "-j", "jobs", type=click.IntRange(1), help="Processes; default: all processors."
        ),
    ):
        command = option(command)
    return command


def workers_of(jobs: int | None, scheduler: str | None, project: Project) -> Workers:
    """Who reads the texts. UsageError where the options exclude each other."""
    if scheduler is None:
        return Workers(jobs or os.cpu_count() or 1)
    if jobs is not None:
        raise UsageError("--scheduler and --jobs exclude each other", "--scheduler", "Leave one out.")
    if project.extractor in ("llm", "both"):
        what = f"the larger model is asked by this machine alone (extractor {project.extractor})"
        raise UsageError(what, "--scheduler", "Leave it out, or choose --extractor full or rules.")
    return Workers(scheduler=scheduler)


def extractor_options(command: F) -> F:
    """The options --extractor and --fast; `chosen` reads them."""
    for option in (
        click.option("--fast", is_flag=True, help="By rules alone, three times as fast: --extractor rules."),
        click.option(
            "--extractor",
            type=click.Choice(EXTRACTORS),
            help="What reads the texts: rules with what was learnt (full), rules alone, the larger model that kg.toml "
            "names (llm), or full and llm merged (both). Default: the project's, else full.",
        ),
    ):
        command = option(command)
    return command


def chosen(project: Project, extractor: str | None, fast: bool) -> Project:
    """The project with the extractor that --extractor or --fast names."""
    if fast and extractor not in (None, "rules"):
        raise UsageError(f"--fast and --extractor {extractor} exclude each other", "--fast", "Leave one out.")
    name = "rules" if fast else extractor
    return replace(project, extractor=name) if name else project


def reading_of(layout: str | None, key: str | None, date: dt.datetime | None) -> Reading:
    """What the options say about texts. UsageError where there is no such layout."""
    known = [one.name for one in LAYOUTS]
    if layout is not None and layout not in known:
        raise UsageError(f"there is no layout {layout}", "--layout", f"Choose one of {', '.join(known)}.")
    return Reading(layout, key, date.date() if date else None)


def mapping_of(columns: Iterable[str], fields: Sequence[str]) -> dict[str, str]:
    """COLUMN=FIELD pairs of --map as the column of each field."""
    found: dict[str, str] = {}
    for pair in columns:
        column, _, field = pair.rpartition("=")
        if field not in fields or not column:
            raise UsageError(f"{pair} is no COLUMN=FIELD", "--map", f"Fields are {', '.join(fields)}.")
        if field in found:
            raise UsageError(f"two columns are mapped to {field}", "--map", "Map one.")
        found[field] = column
    return found


def texts_of(
    names: tuple[str, ...], project: Project, layout: str | None, key: str | None, date: dt.datetime | None, log: Log
) -> Texts:
    """The documents that names stand for; what cannot be read is named when the command is done."""
    given, found = reading_of(layout, key, date), look_up(names)
    name_skipped(found.skipped, log)
    return texts_found(found, names, project, given, log)


def texts_found(found: Found, names: Iterable[str], project: Project, given: Reading, log: Log) -> Texts:
    """The documents of what was found. The error itself where one name was given and stands for nothing."""
    names = tuple(names)
    if found.missing and len(names) == 1:
        raise found.missing[0][1]
    if given.key is not None and len(found.inputs) > 1:
        raise UsageError("--id names one document, but there are several files", ", ".join(names), "Give one file.")
    texts = read_texts(_counted(found.inputs, log), project, given)
    missing = tuple(Failure(Path(name), error) for name, error in found.missing)
    texts = replace(texts, failures=(*missing, *texts.failures))
    name_later(texts.failures, log)
    return texts


def _counted(inputs: Sequence[Input], log: Log) -> Iterator[Input]:
    """Inputs, with the progress of reading them."""
    for count, one in enumerate(inputs, 1):
        yield one
        log.reading(count, len(inputs))


def name_skipped(skipped: Counter[str], log: Log) -> None:
    """One line for the files of folders that are no texts."""
    if skipped:
        each = ", ".join(f"{count} {ending or 'without ending'}" for ending, count in sorted(skipped.items()))
        log.say(f"skipped for their ending: {each}")


def name_later(failures: Iterable[Failure], log: Log) -> None:
    """Name what could not be read when the command is done, where it is seen, or interrupted."""
    failures = tuple(failures)

    def name() -> None:
        for failure in failures:
            path, error = str(failure.path), failure.error
            where = error.where if error.where.startswith(path) else path
            log.fail(f"not read: {where}: {error.what}. {error.remedy}".rstrip(". ") + ".", path=path)

    if failures:
        click.get_current_context().call_on_close(name)
