"""Options of the commands that read texts, and what they do with them."""

import datetime as dt
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.cli.output import Log
from kg.errors import UsageError
from kg.pipeline import Texts, read_texts
from kg.project import Project
from kg.read import inputs
from kg.read.reader import Reading

F = TypeVar("F", bound=Callable[..., Any])


def reading_options(command: F) -> F:
    """The options --layout, --id, --date and --jobs."""
    for option in (
        click.option("--layout", help="Read every text by this layout instead of the one that fits."),
        click.option("--id", "key", help="Key of the document, where there is one only."),
        click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Date of texts that have none (YYYY-MM-DD)."),
        click.option(
            "--jobs", "-j", type=click.IntRange(1), default=_processors(), help="Processes; default: all processors."
        ),
    ):
        command = option(command)
    return command


def _processors() -> int:
    return os.cpu_count() or 1


def texts_of(
    names: tuple[str, ...], project: Project, layout: str | None, key: str | None, date: dt.datetime | None, log: Log
) -> Texts:
    """The documents that names stand for; what cannot be read is named."""
    found = inputs(names)
    if key is not None and len(found) > 1:
        raise UsageError("--id names one document, but there are several files", ", ".join(names), "Give one file.")
    texts = read_texts(found, project, Reading(layout, key, date.date() if date else None))
    for failure in texts.failures:
        log.fail(f"not read: {failure.path}: {failure.error.what}", path=str(failure.path))
    return texts
