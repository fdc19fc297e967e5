"""kg format: rewrite hand-edited RDF canonically."""

from pathlib import Path

import click

from kg.cli.output import project_of, project_option, write_file
from kg.errors import UsageError
from kg.model.vocabulary import turtle
from kg.rdf import canonical_turtle

VOCABULARY = "relation-types.ttl"


@click.command("format", short_help="Rewrite hand-edited RDF canonically.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a file is not canonical.")
@project_option
def command(files: tuple[Path, ...], check: bool, project: Path | None) -> None:
    """Rewrite Turtle files: blocks sorted, a line for each value. Default: graph/actors.ttl of the project.

    ontology/vocab/relation-types.ttl is made anew from relation-types.tsv.

    \b
    Example:
      kg format
      kg format graph/actors.ttl --check
    """
    changed = []
    for path in files or _hand_edited(project_of(project).root):
        if not path.is_file():
            raise UsageError("there is no such file", str(path), "Name a Turtle file.")
        text = path.read_text(encoding="utf8")
        canonical = turtle() if path.name == VOCABULARY else canonical_turtle(text, str(path))
        if canonical != text:
            changed.append(path)
            if not check:
                write_file(path, canonical)
    for path in changed:
        click.echo(f"{'not canonical' if check else 'rewritten'}: {path}")
    if check and changed:
        raise click.exceptions.Exit(1)


def _hand_edited(root: Path) -> list[Path]:
    """The files of a project that people edit, or that follow from such a file."""
    vocabulary = root / "ontology" / "vocab" / VOCABULARY
    return [root / "graph" / "actors.ttl", *([vocabulary] if vocabulary.exists() else [])]
