"""Draws the pictures of docs/pictures from the bundled sample.

usage: python docs/pictures.py [--check]      --check changes nothing and exits 1 where a picture has other words now

Places are not compared: the last digits of a layout depend on the processor.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
_PAPERS = "judgements --duplicates document"
COMMANDS = {
    "agreement": f"network {_PAPERS} --mode one --aggregation subtract --normalise average --least 2",
    "judgements": f"network {_PAPERS} --sources outlets --rows country --exclude country= --least 3 --picture heat",
    "relations": "network relations --duplicates document --directed --aggregation subtract --least 3",
    "targets": f"measure frequencies {_PAPERS} --of target",
    "backbone": f"measure backbone {_PAPERS} --every-size --since 2020 --until 2021",
    "camps": f"measure polarisation {_PAPERS} --window 48m --kernel gaussian --draws 10 --since 2015",
}


def main() -> int:
    """The exit code: 1 where --check found another picture."""
    other = []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "store"
        _kg("ingest", str(ROOT / "graph" / "documents"), "--store", str(store), "--quiet")
        for name, command in COMMANDS.items():
            made = Path(folder) / f"{name}.svg"
            _kg(*command.split(), "--store", str(store), "--quiet", "--plot", str(made))
            kept = FOLDER / made.name
            if "--check" not in sys.argv:
                kept.write_bytes(made.read_bytes())
            elif not kept.exists() or _words(kept) != _words(made):
                other.append(made.name)
    for name in other:
        print(f"out of date: docs/pictures/{name}")
    return 1 if other else 0


def _words(path: Path) -> list[str]:
    """The texts of a picture, sorted."""
    return sorted(re.findall(r"<text[^>]*>([^<]*)<", path.read_text(encoding="utf8")))


def _kg(*words: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name("kg")), *words], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
