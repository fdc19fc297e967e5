"""What commands share: options of project and store, tables, progress, logs."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.errors import UsageError
from kg.model.place import Named, is_address
from kg.project import Project, find_or_default
from kg.store import Store, open_store

F = TypeVar("F", bound=Callable[..., Any])
_WIDEST = 60  # characters of a cell in a table on a terminal


class _Named(click.Path):
    """A store: a folder as Path, or the address of a server as it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return str(value) if is_address(value) else super().convert(value, param, ctx)


NAMED = _Named(path_type=Path)


def store_options(command: F) -> F:
    """The options --project and --store."""
    store = click.option(
        "--store",
        type=NAMED,
        metavar="PATH",
        help="Folder of the store, or address of a server; default: the project's.",
    )
    return project_option(store(command))


def project_option(command: F) -> F:
    """The option --project."""
    option = click.option(
        "--project", type=click.Path(path_type=Path), help="Project folder; default: found upwards from here."
    )
    return option(command)


def log_options(command: F) -> F:
    """The options --quiet, --verbose and --json."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Log lines as JSON."),
        click.option("--verbose", "-v", is_flag=True, help="Name every document."),
    ):
        command = option(command)
    return quiet_option(command)


def quiet_option(command: F) -> F:
    """The option --quiet."""
    return click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")(command)


@contextmanager
def open_project_store(project: Path | None, store: Named | None, *, read_only: bool = True) -> Iterator[Store]:
    """The store that --project and --store name."""
    found = find_or_default(project)
    with open_store(found.place(store), read_only=read_only) as opened:
        yield opened


def project_of(project: Path | None) -> Project:
    """The project that --project names, or the one found."""
    return find_or_default(project)


def table(rows: Iterable[Sequence[object]], headers: Sequence[str], *, cut: bool | None = None) -> str:
    """Rows as aligned text; cells are cut on a terminal only."""
    cut = sys.stdout.isatty() if cut is None else cut
    cells = [[_cell(value, cut) for value in row] for row in rows]
    widths = [max([len(h), *(_width(row[n]) for row in cells)]) for n, h in enumerate(headers)]
    ruled = [list(headers), ["-" * width for width in widths], *cells]
    padded = ([c + " " * (w - _width(c)) for c, w in zip(row, widths, strict=True)] for row in ruled)
    return "\n".join("  ".join(row).rstrip() for row in padded)


def show(rows: Sequence[Sequence[str]], headers: Sequence[str], form: str) -> None:
    """Print rows as a table, CSV or JSON."""
    if form == "json":
        click.echo(json.dumps([dict(zip(headers, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    elif form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([headers, *rows])
        click.echo(out.getvalue(), nl=False)
    else:
        click.echo(table(rows, headers))


def _width(cell: str) -> int:
    """How many signs of a cell are seen."""
    return len(click.unstyle(cell)) if "\x1b" in cell else len(cell)


def _cell(value: object, cut: bool) -> str:
    text = "" if value is None else " ".join(str(value).split())
    return text[: _WIDEST - 1] + "…" if cut and len(text) > _WIDEST else text


@dataclass(slots=True)
class Log:
    """Messages and progress on standard error."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False

    def say(self, message: str, **fields: object) -> None:
        """A line for everybody but the quiet."""
        if not self.quiet:
            self._write(message, "info", fields)

    def detail(self, message: str, **fields: object) -> None:
        """A line for the verbose."""
        if self.verbose:
            self._write(message, "debug", fields)

    def fail(self, message: str, **fields: object) -> None:
        """A line that is always written."""
        self._write(message, "error", fields)

    def progress(self, done: int, total: int, name: str) -> None:
        """How far a long job is, on a terminal only."""
        self._overwrite(f"{done}/{total} {name[:60]}" + ("\n" if done == total else ""))

    def reading(self, done: int, total: int) -> None:
        """How many files are read, on a terminal only; nothing when all are."""
        self._overwrite(f"reading {done}/{total}" if done < total else "")

    def _overwrite(self, line: str) -> None:
        """Write over the line on which the cursor is."""
        if not self.quiet and not self.as_json and sys.stderr.isatty():
            click.echo(f"\r\x1b[K{line}", err=True, nl=False)

    def _write(self, message: str, level: str, fields: dict[str, object]) -> None:
        if self.as_json:
            click.echo(json.dumps({"level": level, "message": message, **fields}, ensure_ascii=False), err=True)
        else:
            click.echo(message, err=True)


def read_file(path: Path) -> str:
    """The text of a file. UsageError where it cannot be read."""
    try:
        return path.read_text(encoding="utf8")
    except UnicodeDecodeError as error:
        raise UsageError("the file is not UTF-8", f"{path}, byte {error.start}", "Save it as UTF-8.") from error
    except FileNotFoundError as error:
        raise UsageError("there is no such file", str(path), "Check the path.") from error
    except OSError as error:
        what = f"the file cannot be read: {error.strerror}"
        raise UsageError(what, str(path), "Name another file.") from error


def write_file(path: Path, text: str) -> None:
    """Write a file whole or not at all. UsageError where it cannot be written."""
    temporary = path.with_name(path.name + ".tmp")
    with _writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            temporary.write_bytes(text.encode())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        what = f"the file cannot be written: {error.strerror}"
        raise UsageError(what, str(path), "Name another file, or make room for it.") from error


class Unfinished:
    """The files that a run has written into a folder, until all are written: where it was interrupted, it goes on."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / ".unfinished"
        self._written = frozenset(read_file(self._path).splitlines() if self._path.exists() else ())

    def has(self, name: str, state: str) -> bool:
        """Whether a file was written, from the same state of things."""
        return f"{state} {name}" in self._written and (self._folder / name).exists()

    def write(self, name: str, state: str, text: str) -> None:
        """Write a file, and that it was."""
        write_file(self._folder / name, text)
        with _writing(self._path), self._path.open("a", encoding="utf8") as record:
            record.write(f"{state} {name}\n")

    def end(self) -> None:
        """Say that all files are written."""
        self._path.unlink(missing_ok=True)
