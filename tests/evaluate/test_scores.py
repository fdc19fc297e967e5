"""No change may lower the scores of extraction by more than noise."""

import csv
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NOISE = 0.01  # what a change that means nothing has been seen to move a score by

_spec = importlib.util.spec_from_file_location("measure", ROOT / "benchmarks" / "extraction" / "measure.py")
assert _spec is not None
assert _spec.loader is not None
measure = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(measure)


def last(name: str) -> dict[str, float]:
    with measure.TABLE.open(encoding="utf8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["set"] == name]
    return {score: float(rows[-1][score]) for score in measure.SCORES}


def fallen(name: str, now: list[float]) -> dict[str, tuple[float, float]]:
    """The scores that are lower than the last row of a set by more than noise: before and now."""
    pairs = ((score, before, after) for (score, before), after in zip(last(name).items(), now, strict=True))
    return {score: (before, after) for score, before, after in pairs if after < before - NOISE}


def test_scores_on_the_annotated_corpus_do_not_fall() -> None:
    assert fallen("annotated, tune", measure.scores(ROOT / "corpus" / "annotated", "tune")) == {}


@pytest.mark.shared
def test_scores_on_the_press_reviews_do_not_fall(shared: Path) -> None:
    assert fallen("press reviews, dev", measure.scores(shared / "data" / "press-reviews" / "dev")) == {}
