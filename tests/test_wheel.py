"""What the wheel carries is found from any folder."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_the_data_of_the_package_are_in_the_wheel(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)]
    subprocess.run([*pip, *build], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "installed"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(wheel)], check=True, capture_output=True)
    code = """
import re
import kg, kg.paths
from kg.catalogue import Catalogue
from kg.checks.asked import check_queries
from kg.model.relation_types import relation_types
from kg.registry import Registry
from kg.serve.explorer import FOLDER
page = (FOLDER / "index.html").read_text(encoding="utf8")
parts = [FOLDER / address for address in re.findall('(?:src|href)="/(assets/[^"]+)"', page)]
folder = kg.paths.data_folder
print(kg.__file__.startswith(TARGET), len(Catalogue.load().queries()) > 30, len(check_queries()) > 5,
      len(relation_types()), len(Registry.load(folder("graph") / "actors.ttl").actors()) > 2000,
      len(parts) > 2, all(part.is_file() for part in parts))
""".replace("TARGET", repr(str(target)))
    environment = {**os.environ, "PYTHONPATH": str(target)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "True", "63", "True", "True", "True"]


def test_there_is_no_wheel_without_the_explorer(tmp_path: Path) -> None:
    hook = runpy.run_path(str(ROOT / "web" / "hatch_build.py"))["Explorer"]
    made = hook(str(tmp_path), {}, None, None, str(tmp_path), "wheel")
    with pytest.raises(RuntimeError, match="the explorer is not built"):
        made.initialize("standard", {})
    made.initialize("editable", {})
