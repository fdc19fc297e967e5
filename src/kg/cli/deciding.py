"""What the commands of kg review have in common: who decides, how decisions are written and shown."""

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import click

from kg.cli.output import project_of
from kg.decisions import Decision, write_decision
from kg.decisions.allowed import refuse_wrong

F = TypeVar("F", bound=Callable[..., object])


def coder_options(made: click.Command) -> click.Command:
    made.params += [
        click.Option(
            ["--coder"], default=lambda: os.environ.get("USER", "coder"), help="Who decides; default: the user."
        ),
        click.Option(
            ["--date"], default=lambda: dt.date.today().isoformat(), help="Day of the decision; default: today."
        ),
        click.Option(["--reason"], default="", help="Why."),
    ]
    return made


def format_option(command: F) -> F:
    choice = click.Choice(["table", "csv", "json"])
    return click.option("--format", "form", type=choice, default="table", show_default=True)(command)


def decide(project: Path | None, *decisions: Decision) -> None:
    """Write decisions, all or none."""
    for decision in decisions:
        refuse_wrong(decision)
    for decision in decisions:
        path = write_decision(project_of(project).decisions, decision)
        click.echo(f"{decision.action} {decision.target} is written to {path}; the next `kg ingest` replays it.")
