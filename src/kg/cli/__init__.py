"""The command line. Only click is imported here; a command's module is loaded when the command is called."""

import sys
from importlib import import_module

import click

from kg.errors import KgError

COMMANDS: dict[str, str] = {}  # name: module below kg.cli, in the order of `kg --help`


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"kg.cli.{COMMANDS[cmd_name]}").command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_LazyGroup)
def cli() -> None:
    """Who says, through whom, that who does what to whom."""


def main() -> None:
    """Run the command line and turn a KgError into its message and exit code."""
    try:
        cli(standalone_mode=False)
    except KgError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(error.exit_code)
