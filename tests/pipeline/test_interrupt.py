"""A long ingest that is interrupted leaves the store whole and goes on where it stopped."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.store import open_store

WORDS = "“Emmanuel Macron supports Poland. Vladimir Putin attacks number {n}.”"
TEXT = f"Debate {{n}}\n\nLe Monde (FR) /\n\nHead\n\nIt says:\n\n{WORDS}\n"
COUNT = "SELECT (COUNT(?d) AS ?n) { ?d <https://w3id.org/pov#layout> ?l }"


@pytest.mark.slow
def test_an_interrupted_ingest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "kg.toml").write_text('store = "store"\n')
    (tmp_path / "corpus").mkdir()
    for number in range(400):
        (tmp_path / "corpus" / f"{number:04}.txt").write_text(TEXT.format(n=number), encoding="utf8")
    command = [sys.executable, "-c", "from kg.cli import main; main()", "ingest", "corpus", "--jobs", "1"]
    running = subprocess.Popen([*command, "--verbose"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    assert running.stderr is not None
    for _ in range(5):
        assert running.stderr.readline().startswith("new: ")
    running.send_signal(signal.SIGINT)
    _, message = running.communicate(timeout=60)
    assert running.returncode == 130
    last = message.strip().split("\n")[-1]
    assert last == "Interrupted; the store is whole. Run the same command to go on."
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    new, unchanged = (int(part.split()[0]) for part in (done.stderr, done.stderr.split(", ")[2]))
    assert new + unchanged == 400
    assert unchanged >= 5
    with open_store(tmp_path / "store", read_only=True) as store:
        assert store.select(COUNT).rows[0]["n"].value == "400"  # type: ignore[union-attr]
