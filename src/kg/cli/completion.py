"""kg completion: print completion for a shell."""

import click
from click.shell_completion import get_completion_class


@click.command("completion", short_help="Print completion for a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> None:
    """Print the script that completes kg's commands and options.

    \b
    Example:
      kg completion bash > ~/.local/share/bash-completion/completions/kg
    """
    from kg.cli import cli

    made = get_completion_class(shell)
    assert made is not None
    click.echo(made(cli, {}, "kg", "_KG_COMPLETE").source())
