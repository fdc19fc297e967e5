"""kg query: ask a named query, a file or a text of SPARQL."""

from pathlib import Path

import click

from kg.answers import WRITERS
from kg.catalogue import Catalogue, Query, ad_hoc, parse, snapshot, within
from kg.catalogue.catalogue import bound
from kg.cli.output import open_project_store, project_of, store_options, table
from kg.errors import QueryError, UsageError
from kg.model.quads import Quad, line, plain
from kg.rdf import to_turtle
from kg.store import Rows, Store


@click.command("query", short_help="Ask a named query, a file or a text of SPARQL.")
@click.argument("name", required=False)
@click.option("--expression", "-e", help="The query itself.")
@click.option("--param", "-p", multiple=True, metavar="NAME=VALUE", help="Bind a parameter; an actor by IRI or name.")
@click.option("--list", "listing", is_flag=True, help="List the named queries with their parameters.")
@click.option(
    "--format", "form", type=click.Choice(["table", *WRITERS, "ttl", "nt"]), default="table", show_default=True
)
@click.option(
    "--timeout", type=click.FloatRange(min=0), default=60, show_default=True, metavar="SECONDS",
    help="Give up after this time; 0 for never.",
)  # fmt: skip
@store_options
def command(
    name: str | None, expression: str | None, param: tuple[str, ...], listing: bool, form: str, timeout: float,
    project: Path | None, store: Path | None,
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
    given = _parameters(param)
    with open_project_store(project, store) as opened:
        text = bound(opened, query, given)
        answer = within(timeout or None, lambda: _asked(opened, query, text), query.name)
        _print(opened, query, answer, form)


def _query(catalogue: Catalogue, name: str | None, expression: str | None) -> Query:
    if (name is None) == (expression is None):
        raise UsageError("name a query, or give one with -e", "", "`kg query --list` shows the names.")
    if expression is not None:
        return ad_hoc(expression)
    assert name is not None
    path = Path(name)
    if path.suffix == ".rq" and path.exists():
        text = path.read_text(encoding="utf8")
        return parse(text, path.stem, "", name) if text.startswith("#+") else ad_hoc(text, name)
    return catalogue.get(name)


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


def _print(store: Store, query: Query, answer: bool | list[Quad] | Rows, form: str) -> None:
    if isinstance(answer, bool):
        click.echo("true" if answer else "false")
    elif isinstance(answer, list):
        text = "".join(map(line, answer)) if form == "nt" else to_turtle(answer)
        click.echo(text, nl=False)
    elif form in ("ttl", "nt"):
        raise QueryError(f"a SELECT cannot be written as {form}", query.name, "Use CONSTRUCT, or another --format.")
    elif form == "table":
        click.echo(_table(answer))
        click.echo(f"\n{len(answer.rows)} rows; {snapshot(store)}", err=True)
    else:
        click.echo(WRITERS[form](answer), nl=False)


def _table(rows: Rows) -> str:
    return table([[plain(row.get(v)) for v in rows.variables] for row in rows.rows], rows.variables)


def _print_list(catalogue: Catalogue) -> None:
    rows = []
    for query in catalogue.queries():
        parameters = ", ".join(f"{p.name} ({p.type}{f' = {p.default}' if p.default else ''})" for p in query.parameters)
        rows.append((query.folder, query.name, query.summary, parameters))
    click.echo(table(rows, ("folder", "name", "question", "parameters")))
