"""kg check: check ontology and data."""

import json
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.output import project_of, store_options, table
from kg.errors import UsageError
from kg.model.place import Named
from kg.model.quads import Quad
from kg.model.records import Finding
from kg.rdf import parse
from kg.store import Store, is_made, open_store

_PARTS = ("ontology", "shapes", "queries")
_EXAMPLES = 5


@click.command("check", short_help="Check ontology and data.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--only", type=click.Choice(_PARTS), multiple=True, help="Only these checks; default: all.")
@click.option("--format", "form", type=click.Choice(["table", "json", "shacl"]), default="table", show_default=True)
@store_options
def command(
    files: tuple[Path, ...], only: tuple[str, ...], form: str, project: Path | None, store: Named | None
) -> None:
    """Check that the ontology is OWL 2 DL and consistent, and that the data are complete and hang together.

    Without FILES the store is checked, or where there is none graph/documents. Exit code 1 where an error is found.

    \b
    Example:
      kg check
      kg check --only shapes graph/documents/debate.nq
      kg check --format shacl > report.ttl
    """
    from kg.checks import asked, profiled, reasoned, shaped

    parts = only or _PARTS
    if form == "shacl" and "shapes" not in parts:
        raise UsageError("only the shapes make a SHACL report", "--format shacl", "Add --only shapes, or choose json.")
    findings: list[Finding] = []
    shaped_findings: list[Finding] = []
    report = None
    if "ontology" in parts:
        findings += [*profiled(), *reasoned()]
    if set(parts) & {"shapes", "queries"}:
        with _data(files, project, store) as data:
            if "shapes" in parts:
                shaped_findings, report = shaped(_checked(data))
            if "queries" in parts:
                findings += asked(data)
    if form == "shacl" and report is not None:
        click.echo(report.serialize(format="turtle"), nl=False)
        if findings:  # what the report has no place for
            _print(findings, err=True)
    findings += shaped_findings
    if form == "json":
        fields = ("level", "check", "entity", "property", "value", "message")
        click.echo(json.dumps([{f: getattr(x, f) for f in fields} for x in findings], ensure_ascii=False, indent=1))
    elif form == "table":
        _print(findings)
    if any(finding.level == "error" for finding in findings):
        raise click.exceptions.Exit(1)


def _data(files: tuple[Path, ...], project: Path | None, store: Named | None) -> Store:
    """The store to check: the given files, the project's store, or what graph/documents makes."""
    from kg.ingest import prepare

    found = project_of(project)
    place = found.place(store)
    if not files and (store is not None or is_made(place)):
        return open_store(place, read_only=True)
    made = open_store(None)
    prepare(made, found)
    paths = files or tuple(sorted((found.root / "graph" / "documents").glob("*.nq")))
    made.replace([], (quad for path in paths for quad in parse(path, found.iris.graph("checked"))))
    made.derive()
    return made


def _checked(store: Store) -> Iterable[Quad]:
    """The quads that shapes look at: everything but the ontology, which the shapes know."""
    return (quad for quad in store.quads() if not quad.graph.endswith("graph/ontology"))


def _print(findings: list[Finding], *, err: bool = False) -> None:
    """A row for each of the first examples of a check, and how many more there are."""
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.level, finding.check, finding.message].append(finding)
    rows: list[tuple[str, ...]] = []
    for (level, check, message), found in sorted(groups.items()):
        for number, one in enumerate(found[:_EXAMPLES]):
            rows.append((level, check, one.entity, one.property, one.value, message if number == 0 else ""))
        if len(found) > _EXAMPLES:
            rows.append((level, check, f"and {len(found) - _EXAMPLES} more", "", "", ""))
    if rows:
        click.echo(table(rows, ("level", "check", "entity", "property", "value", "what to do")), err=err)
    errors = sum(finding.level == "error" for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings", err=err)
