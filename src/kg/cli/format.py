"""kg format: rewrite hand-edited RDF canonically."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kg.cli.output import project_of, project_option, read_file, write_file
from kg.model.vocabulary import turtle
from kg.rdf import canonical_turtle, other_forms

VOCABULARY = "relation-types.ttl"


@click.command("format", short_help="Rewrite hand-edited RDF canonically.")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 where a file is not canonical.")
@project_option
def command(files: tuple[Path, ...], check: bool, project: Path | None) -> None:
    """Rewrite Turtle files: blocks sorted, a line for each value. Default: graph/actors.ttl of the project.

    Where a project has an ontology/ of its own, what follows from its files is made anew: vocab/relation-types.ttl from
    relation-types.tsv, RDF/XML and JSON-LD from kg.ttl and relation-types.ttl.

    \b
    Example:
      kg format
      kg format graph/actors.ttl --check
    """
    root = project_of(project).root
    changed = []
    for path, canonical in _canonical(files) if files else _of_project(root):
        if not path.is_file() or path.read_bytes() != canonical.encode():
            changed.append(path)
            if not check:
                write_file(path, canonical)
    for path in changed:
        click.echo(f"{'not canonical' if check else 'rewritten'}: {path}")
    if check and changed:
        raise click.exceptions.Exit(1)


def _canonical(files: Iterable[Path]) -> Iterator[tuple[Path, str]]:
    for path in files:
        text = read_file(path)
        yield path, turtle() if path.name == VOCABULARY else canonical_turtle(text, str(path))


def _of_project(root: Path) -> Iterator[tuple[Path, str]]:
    """The files of a project that people edit, or that follow from such a file."""
    ontology, vocabulary = root / "ontology" / "kg.ttl", root / "ontology" / "vocab" / VOCABULARY
    yield from _canonical([root / "graph" / "actors.ttl", *([vocabulary] if vocabulary.exists() else [])])
    for path in (ontology, vocabulary):
        if path.exists():
            yield from other_forms(path).items()
