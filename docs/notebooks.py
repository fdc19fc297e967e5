"""Executes the notebooks of docs/notebooks, and writes what they print.

usage: python docs/notebooks.py [--check] [NAME ...]

A notebook whose metadata has `"kg": {"needs": "shared"}` reads data beside the checkout (KG_SHARED): it is executed
where they lie, and kept without what it prints. With --check nothing is written: the exit code is 1 where a notebook
fails, or prints another text now; pictures are not compared.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "notebooks"
SHARED = Path(os.environ.get("KG_SHARED", ROOT.parent / "shared"))


def main() -> int:
    """The exit code: 1 where a notebook failed, or --check found another text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="of a notebook, without its ending; default: all")
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    paths = [FOLDER / f"{name}.ipynb" for name in given.names] or sorted(FOLDER.glob("*.ipynb"))
    return max(_done(path, check=given.check) for path in paths)


def _done(path: Path, *, check: bool) -> int:
    book = nbformat.read(path, as_version=4)
    apart = book.metadata.get("kg", {}).get("needs") == "shared"
    if apart and not SHARED.is_dir():
        print(f"left out: {path.name} reads {SHARED}, which is not there")
        return 0
    before = [_texts(cell) for cell in book.cells]
    try:
        _execute(book)
    except CellExecutionError as error:
        print(f"failed: {path.name}\n{error}")
        return 1
    if apart:
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
    if check:
        if apart or before == [_texts(cell) for cell in book.cells]:
            return 0
        print(f"out of date: {path.relative_to(ROOT)}")
        return 1
    for cell in book.cells:
        cell.metadata.pop("execution", None)
    nbformat.write(book, path)
    return 0


def _execute(book: Any) -> None:
    """Run all cells, in an empty folder."""
    python = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": python, "KG_ROOT": str(ROOT), "KG_SHARED": str(SHARED)}
    with tempfile.TemporaryDirectory() as folder:
        resources = {"metadata": {"path": folder}}
        # what a cell prints comes in parts where the machine is busy
        NotebookClient(book, timeout=600, resources=resources, coalesce_streams=True).execute(env=env)


def _texts(cell: Any) -> list[str]:
    """What a cell printed, without warnings."""
    outputs = (one for one in cell.get("outputs", []) if not _is_picture(one) and one.get("name") != "stderr")
    return [one.get("text") or one.get("data", {}).get("text/plain", "") for one in outputs]


def _is_picture(output: Any) -> bool:
    return any(kind.startswith("image/") for kind in output.get("data", {}))


if __name__ == "__main__":
    sys.exit(main())
