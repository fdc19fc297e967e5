"""The same text gives the same bytes, whatever the seed of hashes, the locale and the number of processes."""

import os
import subprocess
import sys
from pathlib import Path

from tests.cli.conftest import REVIEW


def printed(folder: Path, seed: str, locale: str, *words: str) -> bytes:
    command = [sys.executable, "-c", "from kg.cli import main; main()", "extract", "corpus", *words]
    environment = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True).stdout


def test_quads_and_json_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    for number in range(6):
        (tmp_path / "corpus" / f"{number}.txt").write_text(
            REVIEW.replace("bridge", f"bridge {number}"), encoding="utf8"
        )
    for form in ("nquads", "jsonl"):
        first = printed(tmp_path, "1", "C.UTF-8", "--format", form)
        assert first == printed(tmp_path, "2", "tr_TR.UTF-8", "--format", form, "--jobs", "2") != b""
