"""kg issues: list what could not be understood."""

from pathlib import Path

import click

from kg.answers import WRITERS
from kg.cli.output import open_project_store, store_options, table
from kg.model.place import Named
from kg.model.quads import plain
from kg.model.records import IssueKind

_QUERY = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?kind ?stage ?document ?begin ?message WHERE {
  ?issue a pov:Issue ; pov:issueKind ?kind ; pov:stage ?stage ; pov:message ?message .
  OPTIONAL { ?issue pov:inDocument ?in . OPTIONAL { ?in pov:title ?title } }
  BIND (COALESCE(?title, STR(?in), "") AS ?document)
  OPTIONAL { ?issue pov:issueSpan/pov:beginOffset ?begin }
  FILTER (KIND)
}
ORDER BY ?kind ?document ?begin ?message
"""


@click.command("issues", short_help="List what could not be understood.")
@click.option("--kind", type=click.Choice([kind.value for kind in IssueKind]), help="Only issues of one kind.")
@click.option("--format", "form", type=click.Choice(["table", *WRITERS]), default="table", show_default=True)
@store_options
def command(kind: str | None, form: str, project: Path | None, store: Named | None) -> None:
    """List what could not be understood: the kind, the stage, the document, the offset, the message.

    A decision of `kg review` that fits nothing in the store any more is one; it names no document.

    \b
    Example:
      kg issues --kind unknown-actor
      kg issues --format csv > issues.csv
    """
    condition = f'?kind = "{kind}"' if kind else "true"
    with open_project_store(project, store) as opened:
        rows = opened.select(_QUERY.replace("KIND", condition))
    if form == "table":
        names = ("kind", "stage", "document", "begin", "message")
        click.echo(table([[plain(row.get(n)) for n in names] for row in rows.rows], names))
    else:
        click.echo(WRITERS[form](rows), nl=False)
