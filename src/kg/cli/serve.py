"""kg serve: the store over HTTP."""

import logging
import shlex
import sys
from pathlib import Path

import click

from kg.cli.output import Log, project_of, store_options
from kg.errors import UsageError
from kg.model.place import Named, Place
from kg.project import NAME
from kg.serve.addresses import Hosts
from kg.serve.listening import listen
from kg.serve.people import ROLES, People, added
from kg.serve.pool import Limits
from kg.serve.service import Service, Settings


@click.command("serve", short_help="Serve the store over HTTP.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8765, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 for any.")
@click.option("--people", type=click.Path(path_type=Path), help="Who may write: a file made with --add.")
@click.option("--add", "name", metavar="NAME", help="Add a person to --people, print the token, and end.")
@click.option("--role", type=click.Choice(ROLES), default="write", show_default=True, help="What the person may do.")
@click.option("--timeout", default=30.0, show_default=True, type=click.FloatRange(0.1), help="Seconds for a query.")
@click.option("--memory", default=1024, show_default=True, type=click.IntRange(64), help="MB for a query.")
@click.option("--processes", default=10, show_default=True, type=click.IntRange(1), help="Queries answered at a time.")
@click.option("--cors", multiple=True, metavar="ORIGIN", help="Whose pages may call from a browser; * for all.")
@click.option(
    "--load-from", "hosts", multiple=True, metavar="HOST", help="HOST or HOST:PORT from which LOAD in an update may"
    " fetch; without it LOAD is refused.",
)  # fmt: skip
@click.option(
    "--with-texts", is_flag=True, help="Give full texts in the API and the explorer, if you may pass them on."
)
@click.option(
    "--coder", "coders", multiple=True, metavar="NAME", help="Who judges the same claims as the others named so, and"
    " sees what these decided on a claim when all of them have.",
)  # fmt: skip
@click.option(
    "--ingest", metavar="WORDS", help="Reviewers may have decisions applied, by kg ingest with these words.",
)  # fmt: skip
@store_options
def command(
    host: str, port: int, people: Path | None, name: str | None, role: str, timeout: float, memory: int,
    processes: int, cors: tuple[str, ...], hosts: tuple[str, ...], with_texts: bool, coders: tuple[str, ...],
    ingest: str | None, project: Path | None, store: Named | None,
) -> None:  # fmt: skip
    """Serve the store over HTTP: SPARQL, graphs, named queries, and an API in JSON. Without --people it only reads.

    \b
    Example:
      kg serve
      kg serve --add ada --people people.csv
      kg serve --people people.csv --port 8080
      kg serve --people people.csv --load-from data.example.org
      kg serve --with-texts
      kg serve --people people.csv --coder anna --coder ben
      kg serve --people people.csv --ingest "corpus --fast"
      curl 'http://127.0.0.1:8765/sparql?query=ASK%7B%7D'
    """
    if name is not None:
        if people is None:
            raise click.UsageError("--add needs --people FILE, into which the person goes.")
        click.echo(added(people, name, role))
        return
    if hosts and people is None:
        raise click.UsageError("--load-from needs --people FILE: who may not write loads nothing.")
    if coders and people is None:
        raise click.UsageError("--coder needs --people FILE: without it nobody decides.")
    if ingest is not None and people is None:
        raise click.UsageError("--ingest needs --people FILE: without it nobody decides.")
    words = () if ingest is None else _ingest_words(ingest)
    found = project_of(project)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    limits = Limits(timeout, memory << 20, processes)
    known = People.load(people) if people else People()
    place = found.place(store)
    if isinstance(place, Place):
        raise UsageError("a store on a server is served there", str(place), "Name the folder of a store with --store.")
    if unknown := [one for one in coders if one not in known.names]:
        raise UsageError(f"there is no {unknown[0]} among the people", str(people), "Add each coder with --add.")
    decisions = found.decisions if (found.root / NAME).is_file() else None
    if words:
        if decisions is None:
            remedy = "Start it in a project, or with --project DIR."
            raise UsageError("there are no decisions to apply", "--ingest", remedy)
        words = (*words, "--store", str(place), "--project", str(found.root))
    settings = Settings(
        place, found.base, known, limits, cors, hosts=Hosts.parse(hosts), queries=(found.root / "queries",),
        with_texts=with_texts, decisions=decisions, coders=tuple(dict.fromkeys(coders)), ingest=words,
    )  # fmt: skip
    listen(Service(settings), host, port, Log().say)


def _ingest_words(given: str) -> tuple[str, ...]:
    """The words of --ingest as a shell would part them. UsageError where `kg ingest` would not take them."""
    from kg.cli.ingest import command as ingesting  # with all that reads texts, for which other servers need not wait

    try:
        words = shlex.split(given)
        asked = ingesting.make_context("ingest", list(words)).params
    except (ValueError, click.UsageError) as error:
        told = error.message if isinstance(error, click.UsageError) else str(error)
        raise UsageError(f"kg ingest does not take these words: {told}", "--ingest", "Try them with it.") from error
    files = asked["files"]
    if (not files and asked["table"] is None) or "-" in files or asked["preview"]:
        raise UsageError("these words name no texts", "--ingest", "Name files or folders, or a table with --table.")
    if asked["store"] or asked["project"]:
        raise UsageError("store and project are those of the server", "--ingest", "Leave --store and --project out.")
    return tuple(words)
