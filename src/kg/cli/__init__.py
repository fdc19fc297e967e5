"""The command line. Only click is imported here; a command's module is loaded when the command is called."""

import errno
import os
import sys
import traceback
from importlib import import_module
from typing import NoReturn

import click

from kg.errors import KgError, UsageError

_UNWRITTEN = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

# name: (module below kg.cli, one line for `kg --help`), in the order of the way of the data
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "Make a project folder."),
    "extract": ("extract", "Print what texts say, without a store."),
    "explain": ("explain", "Show why each claim of a text was found."),
    "build": ("build", "Make graph/documents from corpus."),
    "ingest": ("ingest", "Read texts or quads into the store."),
    "remove": ("remove", "Take documents out of the store."),
    "query": ("query", "Ask a named query, a file or a text of SPARQL."),
    "search": ("search", "Search names and texts for words."),
    "show": ("show", "Show everything about an actor, outlet or claim."),
    "stats": ("stats", "Count what is in the store."),
    "issues": ("issues", "List what could not be understood."),
    "statements": ("statements", "Print who holds what, a row each."),
    "network": ("network", "Print a network of actors, or of viewpoints."),
    "measure": ("measure", "Measure a network of viewpoints."),
    "view": ("view", "Write the network as a page for the browser."),
    "serve": ("serve", "Serve the store over HTTP."),
    "export": ("export", "Write the graph in a format that others read."),
    "import": ("import_", "Take RDF into the store."),
    "store": ("store", "Copy, back up or restore a store."),
    "diff": ("diff", "Say which claims two snapshots gained or lost."),
    "check": ("check", "Check ontology and data."),
    "format": ("format", "Rewrite hand-edited RDF canonically."),
    "review": ("review", "Decide by hand on claims and actors."),
    "sample": ("sample", "Draw what to check by hand, and estimate from it."),
    "code": ("code", "Claims to a spreadsheet and back as decisions."),
    "reliability": ("reliability", "Print how well coders agree."),
    "actors": ("actors", "List actors, and link them to an external list."),
    "evaluate": ("evaluate", "Score extraction against gold annotations."),
    "completion": ("completion", "Print completion for a shell."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"kg.cli.{COMMANDS[cmd_name][0]}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


def _version(ctx: click.Context, param: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        from kg.cli.version import versions

        click.echo(versions())
        ctx.exit()


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show versions and exit."
)
@click.option("--debug", is_flag=True, help="Show a traceback where kg itself fails.")
@click.pass_context
def cli(ctx: click.Context, debug: bool) -> None:
    """Who says, through whom, that who does what to whom.

    \b
    Example:
      kg ingest corpus
      kg query who-says-who-saved-whom
      kg view --out network.html
    """
    ctx.ensure_object(dict)["debug"] = debug


def main() -> None:
    """Run the command line: a KgError becomes its message and exit code, Ctrl-C exit code 130."""
    given: dict[str, bool] = {}
    try:
        sys.exit(cli(standalone_mode=False, obj=given))
    except KgError as error:
        _fail(error)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; the store is whole. Run the same command to go on.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if given.get("debug"):
            traceback.print_exc()
        _fail(_unforeseen(error))


def _unforeseen(error: Exception) -> KgError:
    """What to say of an error that kg does not know."""
    if isinstance(error, OSError) and error.filename is None and error.errno in _UNWRITTEN:
        # what is still in the buffer would fail once more when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UsageError(f"the output cannot be written: {error.strerror}", "standard output", "Make room for it.")
    words = " ".join(("kg --debug", *sys.argv[1:2]))
    what = f"kg failed unexpectedly: {type(error).__name__}: {error}".rstrip(": ")
    return KgError(what, "", f"This is a fault of kg. Run it again with --debug to see where: {words} …")


def _fail(error: KgError) -> NoReturn:
    click.echo(click.style("Error: ", fg="red", bold=True) + str(error), err=True)
    sys.exit(error.exit_code)
