"""kg init: make a project folder."""

from pathlib import Path

import click

from kg.errors import ProjectError, UsageError
from kg.iris import DEFAULT_BASE
from kg.project import NAME, fault
from kg.registry.turtle import HEAD

_TOML = """# The settings of this project.
base = "{base}"
store = ".kg/store"
language = "en"
licence = "{licence}"
"""


@click.command("init", short_help="Make a project folder.")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--base", default=DEFAULT_BASE, show_default=True, help="What the IRIs of the project begin with.")
@click.option(
    "--licence",
    default="https://creativecommons.org/licenses/by/4.0/",
    show_default=True,
    help="IRI of the licence of its data.",
)
def command(folder: Path, base: str, licence: str) -> None:
    """Make a project: kg.toml, graph/ and corpus/.

    \b
    Example:
      kg init debates
      cp review.txt debates/corpus
      cd debates && kg ingest corpus
    """
    for setting, value in (("base", base), ("licence", licence)):
        if found := fault(setting, value):
            raise UsageError(found[0], f"--{setting}", found[1])
    try:
        _make(folder, base, licence)
    except OSError as error:
        what = f"the project cannot be made: {error.strerror}"
        raise ProjectError(what, error.filename or str(folder), "Name a folder that can be written to.") from error
    click.echo(f"{folder} is a project now: put texts into {folder / 'corpus'} and run `kg ingest corpus` there.")


def _make(folder: Path, base: str, licence: str) -> None:
    if (folder / NAME).exists():
        raise ProjectError("there is a project already", str(folder), "Choose another folder.")
    for name in ("corpus", "graph/decisions", "graph/documents"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(_TOML.format(base=base, licence=licence), encoding="utf8")
    if not (folder / "graph" / "actors.ttl").exists():
        (folder / "graph" / "actors.ttl").write_text(HEAD.format(base=base), encoding="utf8")
