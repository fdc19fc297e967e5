"""Draws the pictures of docs/pictures from the bundled sample.

usage: python docs/pictures.py [--check]      --check changes nothing and exits 1 where a picture is another one now
"""

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
    "targets": f"measure frequencies {_PAPERS} --of target",
    "backbone": f"measure backbone {_PAPERS} --every-size --since 2016 --until 2017",
    "camps": f"measure polarisation {_PAPERS} --window 36m --kernel gaussian --draws 20",
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
            if not kept.exists() or kept.read_bytes() != made.read_bytes():
                other.append(made.name)
                if "--check" not in sys.argv:
                    kept.write_bytes(made.read_bytes())
    for name in other:
        print(f"{'out of date' if '--check' in sys.argv else 'drawn'}: docs/pictures/{name}")
    return 1 if other and "--check" in sys.argv else 0


def _kg(*words: str) -> None:
    subprocess.run([str(Path(sys.executable).with_name("kg")), *words], cwd=ROOT, check=True)


if __name__ == "__main__":
    sys.exit(main())
