"""What the wheel carries is found from any folder."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_data_of_the_package_are_in_the_wheel(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "-w", str(tmp_path), str(ROOT)]
    subprocess.run([*pip, *build], check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    target = tmp_path / "installed"
    subprocess.run([*pip, "install", "--no-deps", "--target", str(target), str(wheel)], check=True, capture_output=True)
    code = """
import kg, kg.paths
from kg.catalogue import Catalogue
from kg.checks.asked import check_queries
from kg.model.relation_types import relation_types
from kg.registry import Registry
folder = kg.paths.data_folder
print(kg.__file__.startswith(TARGET), len(Catalogue.load().queries()) > 30, len(check_queries()) > 5,
      len(relation_types()), len(Registry.load(folder("graph") / "actors.ttl").actors()) > 2000)
""".replace("TARGET", repr(str(target)))
    environment = {**os.environ, "PYTHONPATH": str(target)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["True", "True", "True", "63", "True"]
