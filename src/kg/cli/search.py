"""kg search: search names, passages, quotations and claims for words."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from kg.answers import csv_text
from kg.cli.output import Log, open_project_store, project_of, quiet_option, store_options, table
from kg.finding import Found, filtered, find
from kg.model.quads import Term, text
from kg.search import KINDS, LONGEST, Index
from kg.store import Rows

_COLUMNS = ("kind", "words", "outlet", "speaker", "date", "document", "iri")
_NARROW = 80  # signs of the words in a table


@click.command("search", short_help="Search names and texts for words.")
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only things of a kind; repeatable.")
@click.option("--outlet", metavar="NAME", help="Only in contributions of one outlet, by name or IRI.")
@click.option("--country", metavar="CODE", help="Only contributions from a country, or its actors, such as FR.")
@click.option("--since", metavar="DATE", help="Only what was printed from this day, month or year on.")
@click.option("--until", metavar="DATE", help="Only what was printed up to this day, month or year.")
@click.option("--document", metavar="KEY", help="Only in one document.")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many hits.")
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@quiet_option
@store_options
def command(
    words: tuple[str, ...], kinds: tuple[str, ...], outlet: str | None, country: str | None, since: str | None,
    until: str | None, document: str | None, limit: int, form: str, quiet: bool,
    project: Path | None, store: Path | None,
) -> None:  # fmt: skip
    """Search names of actors and outlets, passages, quotations and the words of claims; the best hits come first.

    All words must occur, in whatever case and with or without diacritics. "…" stands around a phrase, * behind the
    beginning of a word, ~ behind a word that may be misspelt, OR between words of which one is enough, NOT or - before
    what must not occur. Put such signs into quotation marks of the shell.

    \b
    Example:
      kg search Lukaschenka~ Putin
      kg search '"annexation of Crimea" OR referendum -Kosovo' --kind passage
      kg search 'sanction*' --outlet "Le Monde" --since 2014-03 --format csv
    """
    found_project, log = project_of(project), Log(quiet)
    with open_project_store(project, store) as opened, Index(opened) as index:
        iri = None if document is None else found_project.iris.document(document)
        wanted = filtered(opened, kinds, outlet, country, since, until, iri)
        width = _NARROW if form == "table" else LONGEST
        found = find(opened, index, " ".join(words), wanted, limit + 1, width)
    shown = found[:limit]
    if form == "json":
        click.echo(json.dumps([asdict(one) for one in shown], ensure_ascii=False, indent=1))
    elif form == "csv":
        rows: tuple[dict[str, Term], ...] = tuple({n: text(getattr(one, n)) for n in _COLUMNS} for one in shown)
        click.echo(csv_text(Rows(_COLUMNS, rows)), nl=False)
    else:
        click.echo(_table(shown))
        more = f"the best {limit} hits; --limit shows more" if len(found) > limit else f"{len(shown)} hits"
        log.say(f"\n{more}")


def _table(found: list[Found]) -> str:
    columns = ("kind", "words", "outlet", "date", "iri")
    rows = [(one.kind, _marked(one), one.outlet, one.date, one.iri) for one in found]
    return table(rows, columns, cut=False)


def _marked(found: Found) -> str:
    """The words, bold where they are those that were asked for; on a terminal only."""
    if not sys.stdout.isatty():
        return found.words
    said, end = "", 0
    for start, stop in found.marks:
        said += found.words[end:start] + click.style(found.words[start:stop], bold=True)
        end = stop
    return said + found.words[end:]
