"""What is to be read: files, folders, patterns and standard input."""

import glob
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import ReadError
from kg.read.formats import FORMATS

STANDARD_INPUT = Path("standard input")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read and the folder from which its key counts; `raw` where it is no file but standard input."""

    path: Path
    root: Path
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What names stand for: inputs, the names that stand for nothing, and how many files of an ending were skipped."""

    inputs: list[Input]
    missing: list[tuple[str, ReadError]] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def inputs(names: Iterable[str]) -> list[Input]:
    """The files that names stand for, sorted, each once; `-` is standard input. ReadError where there is nothing."""
    found = look_up(names)
    for _, error in found.missing:
        raise error
    return found.inputs


def look_up(names: Iterable[str], also: tuple[str, ...] = ()) -> Found:
    """The files that names stand for, sorted, each once; of folders the texts and the files that end in `also`."""
    found: dict[Path, Input] = {}
    result = Found([])
    for name in names:
        try:
            for one in _expand(name, also, result.skipped):
                found.setdefault(one.path if one.raw is not None else one.path.resolve(), one)
        except ReadError as error:
            result.missing.append((name, error))
        except OSError as error:
            why = ReadError(f"it cannot be opened: {error.strerror}", name, "Check path and rights.")
            result.missing.append((name, why))
    result.inputs.extend(sorted(found.values(), key=lambda one: one.path))
    return result


def _expand(name: str, also: tuple[str, ...], skipped: Counter[str]) -> Iterator[Input]:
    if name == "-":
        yield Input(STANDARD_INPUT, STANDARD_INPUT.parent, sys.stdin.buffer.read())
        return
    path = Path(name)
    if path.is_dir():
        files = list(_inside(path, also, skipped))
        if not files:
            raise ReadError("the folder holds no texts", name, f"Known endings: {' '.join(FORMATS)}")
        yield from (Input(p, path) for p in files)
    elif path.exists():
        yield Input(path, path.parent)
    else:
        matches = [Path(p) for p in sorted(glob.glob(name, recursive=True))]
        files = [p for p in matches if p.is_file()]
        files += [p for folder in matches if folder.is_dir() for p in _inside(folder, also, skipped)]
        if not files:
            raise ReadError("there is no such file or folder", name, "Check the path.")
        yield from (Input(p, _fixed(path)) for p in files)


def _fixed(pattern: Path) -> Path:
    """The longest folder of a pattern without a wildcard."""
    return next(folder for folder in pattern.parents if not re.search(r"[*?[]", str(folder)))


def _inside(folder: Path, also: tuple[str, ...], skipped: Counter[str]) -> Iterator[Path]:
    """The texts below a folder, and the files directly in it that end in `also`."""
    for path in sorted(folder.rglob("*")):
        if any(part.startswith(".") for part in path.relative_to(folder).parts) or not path.is_file():
            continue
        ending = path.suffix.lower()
        if ending in FORMATS:
            if path.name.upper() not in ("README.MD", "LICENSE.TXT"):
                yield path
        elif ending in also and path.parent == folder:
            yield path
        elif ending != ".ann" and path.name != "splits.tsv":  # annotations are for `kg evaluate`
            skipped[ending] += 1
