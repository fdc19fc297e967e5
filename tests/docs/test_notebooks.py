"""The notebooks run, and print what they show."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def executed(name: str) -> str:
    done = subprocess.run(
        [sys.executable, "docs/notebooks.py", "--check", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout + (done.stderr if done.returncode else "")


def test_the_reviews_print_what_the_page_shows() -> None:
    assert executed("reviews") == ""


@pytest.mark.shared
def test_the_results_of_dna_are_reproduced(shared: Path) -> None:
    assert executed("dna") == ""


def test_the_pictures_are_drawn_by_their_commands() -> None:
    done = subprocess.run(
        [sys.executable, "docs/pictures.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    assert done.returncode == 0
