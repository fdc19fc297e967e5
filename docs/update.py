"""Runs the console blocks of README.md and docs/ in a fresh project with the bundled corpus, and writes their output.

usage: python docs/update.py [--check]      --check changes nothing and exits 1 where an output is another one now
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"(```console\n)(.*?)(```)", re.DOTALL)


def main() -> int:
    """The exit code: 1 where --check found an old output."""
    old = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "debates"
        place.mkdir()
        shutil.copytree(ROOT / "corpus", place / "corpus")
        shutil.copy(ROOT / "kg.toml", place)
        for page in PAGES:
            text = page.read_text(encoding="utf8")
            made = _BLOCK.sub(lambda m: m.group(1) + _run_block(m.group(2), place) + m.group(3), text)
            if made != text:
                old.append(page)
                if "--check" not in sys.argv:
                    page.write_text(made, encoding="utf8")
    for page in old:
        print(f"{'out of date' if '--check' in sys.argv else 'rewritten'}: {page.relative_to(ROOT)}")
    return 1 if old and "--check" in sys.argv else 0


def _run_block(block: str, place: Path) -> str:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{_output(command[2:], place)}" for command in commands)


def _output(command: str, place: Path) -> str:
    """Standard output of a command, without blanks at line ends."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=place, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path}
    )
    if "Traceback" in done.stderr:
        raise SystemExit(f"{command}\n{done.stderr}")
    lines = [line.rstrip() for line in done.stdout.splitlines()]
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    sys.exit(main())
