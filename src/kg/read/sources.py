"""What is to be read: files, folders, patterns and standard input."""

import glob
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.read.formats import FORMATS, sniff


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read and the folder from which its key counts."""

    path: Path
    root: Path


def inputs(names: Iterable[str]) -> list[Input]:
    """The files that names stand for, sorted, each once; `-` is standard input. ReadError where there is nothing."""
    found: dict[Path, Input] = {}
    for name in names:
        for one in _expand(name):
            found.setdefault(one.path, one)
    return [found[path] for path in sorted(found)]


def _expand(name: str) -> Iterator[Input]:
    if name == "-":
        yield _standard_input()
        return
    path = Path(name)
    if path.is_dir():
        files = [p for p in sorted(path.rglob("*")) if p.is_file() and _is_text(p, path)]
        if not files:
            raise ReadError("the folder holds no texts", name, f"Known endings: {' '.join(FORMATS)}")
        yield from (Input(p, path) for p in files)
    elif path.exists():
        yield Input(path, path.parent)
    else:
        matches = [Path(p) for p in sorted(glob.glob(name, recursive=True)) if Path(p).is_file()]
        if not matches:
            raise ReadError("there is no such file or folder", name, "Check the path.")
        yield from (Input(p, p.parent) for p in matches)


def _is_text(path: Path, root: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
    return not hidden and path.suffix.lower() in FORMATS and path.name.upper() not in ("README.MD", "LICENSE.TXT")


def _standard_input() -> Input:
    """Standard input as a file with the ending of its format, so that everything else reads files only."""
    raw = sys.stdin.buffer.read()
    reader = sniff(raw)
    suffix = next(ending for ending, known in FORMATS.items() if known is reader)
    folder = Path(tempfile.mkdtemp(prefix="kg-"))
    path = folder / f"stdin{suffix}"
    path.write_bytes(raw)
    return Input(path, folder)
