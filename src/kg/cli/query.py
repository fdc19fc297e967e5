"""kg query: ask a named query, a file or a text of SPARQL."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kg.answers import ASK_WRITERS, WRITERS
from kg.catalogue import Catalogue, Query, ad_hoc, parse, snapshot, within
from kg.catalogue.catalogue import bound
from kg.cli.output import Log, open_project_store, project_of, quiet_option, read_file, store_options, table
from kg.errors import KgError, UsageError
from kg.model.place import Named
from kg.model.quads import Quad, line, plain
from kg.rdf import to_jsonld, to_turtle
from kg.store import Rows, Store


def _names(ctx: click.Context, param: click.Parameter, begun: str) -> list[str]:
    """The names of the catalogue's queries that begin so, for completion."""
    try:
        catalogue = Catalogue.load(project_of(ctx.params.get("project")).root / "queries")
    except KgError:
        return []
    return [query.name for query in catalogue.queries() if query.name.startswith(begun)]


@click.command("query", short_help="Ask a named query, a file or a text of SPARQL.")
@click.argument("name", required=False, shell_complete=_names)
@click.option("--expression", "-e", help="The query itself.")
@click.option("--param", "-p", multiple=True, metavar="NAME=VALUE", help="Bind a parameter; an actor by IRI or name.")
@click.option("--list", "listing", is_flag=True, help="List the named queries with their parameters.")
@click.option(
    "--format", "form", type=click.Choice(["table", *WRITERS, "ttl", "nt"]),
    help="Of rows: table (default) to markdown; of triples: ttl (default), nt, json (JSON-LD); of yes or no: json.",
)  # fmt: skip
@click.option(
    "--timeout", type=click.FloatRange(min=0), default=60, show_default=True, metavar="SECONDS",
    help="Give up after this time; 0 for never.",
)  # fmt: skip
@quiet_option
@store_options
def command(
    name: str | None, expression: str | None, param: tuple[str, ...], listing: bool, form: str | None, timeout: float,
    quiet: bool, project: Path | None, store: Named | None,
) -> None:  # fmt: skip
    """Ask the store. NAME is a query of the catalogue or a file; prefixes need not be written.

    \b
    Example:
      kg query --list
      kg query who-says-who-saved-whom
      kg query claims-about --param actor="Angela Merkel" --format csv
      kg query -e 'SELECT ?outlet { ?outlet a pov:Newspaper } LIMIT 5'
    """
    catalogue = Catalogue.load(project_of(project).root / "queries")
    if listing:
        _print_list(catalogue)
        return
    query = _query(catalogue, name, expression)
    written = _writer(query, form)
    given = _parameters(param)
    with open_project_store(project, store) as opened:
        text = bound(opened, query, given)
        answer = within(timeout or None, lambda: _asked(opened, query, text), query.name)
        click.echo(written(answer), nl=False)
        if isinstance(answer, Rows) and form in (None, "table"):
            Log(quiet).say(f"\n{len(answer.rows)} rows; {snapshot(opened)}")


def _query(catalogue: Catalogue, name: str | None, expression: str | None) -> Query:
    if (name is None) == (expression is None):
        raise UsageError("name a query, or give one with -e", "", "`kg query --list` shows the names.")
    if expression is not None:
        return ad_hoc(expression)
    assert name is not None
    if not name.endswith(".rq"):
        return catalogue.get(name)
    text = read_file(Path(name))
    return parse(text, Path(name).stem, "", name) if text.startswith("#+") else ad_hoc(text, name)


def _parameters(pairs: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        name, sign, value = pair.partition("=")
        if not sign:
            raise UsageError("a parameter is NAME=VALUE", pair, 'For example: --param actor="Angela Merkel".')
        found[name] = value
    return found


def _asked(store: Store, query: Query, text: str) -> bool | list[Quad] | Rows:
    if query.form == "ASK":
        return store.ask(text)
    if query.form in ("CONSTRUCT", "DESCRIBE"):
        return sorted(set(store.construct(text)), key=line)
    return store.select(text)


def _writer(query: Query, form: str | None) -> Callable[[Any], str]:
    """What writes the answer of a query. UsageError where the format cannot carry it."""
    writers: dict[str, Callable[[Any], str]]
    if query.form == "ASK":
        writers = {"table": lambda answer: "true\n" if answer else "false\n", "json": ASK_WRITERS["json"]}
    elif query.form == "SELECT":
        writers = {"table": _table, **WRITERS}
    else:
        writers = {"ttl": to_turtle, "nt": lambda answer: "".join(map(line, answer)), "json": to_jsonld}
    chosen = form or next(iter(writers))
    if chosen not in writers:
        what = f"the answer to {query.form} cannot be written as {chosen}"
        raise UsageError(what, f"--format {chosen}", f"Choose {' or '.join(writers)}.")
    return writers[chosen]


def _table(rows: Rows) -> str:
    return table([[plain(row.get(v)) for v in rows.variables] for row in rows.rows], rows.variables) + "\n"


def _print_list(catalogue: Catalogue) -> None:
    rows = []
    for query in catalogue.queries():
        parameters = ", ".join(f"{p.name} ({p.type}{f' = {p.default}' if p.default else ''})" for p in query.parameters)
        rows.append((query.folder, query.name, query.summary, parameters))
    click.echo(table(rows, ("folder", "name", "question", "parameters")))
