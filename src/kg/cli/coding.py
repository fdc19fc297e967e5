"""What the commands of hand coding share: options of sheets, and faults that are named at the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from kg.cli.output import Log
from kg.coding.cells import SEPARATORS
from kg.errors import ReadError

F = TypeVar("F", bound=Callable[..., Any])


def sheet_options(command: F) -> F:
    """The options --separator and --no-bom."""
    for option in (
        click.option("--bom/--no-bom", default=True, help="Begin with the mark by which programs know UTF-8."),
        click.option("--separator", type=click.Choice([*SEPARATORS]), default="comma", show_default=True),
    ):
        command = option(command)
    return command


@dataclass(slots=True)
class Faults:
    """Rows that cannot be understood: each is named, the others go on, the exit code is 1."""

    found: list[ReadError] = field(default_factory=list)

    def __call__(self, error: ReadError) -> None:
        self.found.append(error)
        Log().fail(str(error))

    def end(self) -> None:
        if self.found:
            raise click.exceptions.Exit(1)
