"""Scores and speed of extraction: `python benchmarks/extraction/measure.py [--data ../shared/data] [--append]`.

Prints the scores on the topics to tune on of the annotated corpus and, where the data are there, on the press reviews
to develop on; then words per second beside the bare parser of the same model on the same texts in one run (CPU
seconds, the best of three). `--append` adds the rows to scores.tsv under the name of the commit that is checked out,
the parent of the change that is measured. `tests/evaluate/test_scores.py` fails where a score falls below them.
"""

import argparse
import csv
import subprocess
import time
from dataclasses import replace
from pathlib import Path

from kg.cli.output import table
from kg.evaluate import as_rows, evaluate
from kg.evaluate.gold import load_gold, topics
from kg.language.parser import analyse
from kg.pipeline import extract, read_texts
from kg.predictions import predict
from kg.project import find_or_default
from kg.read import inputs
from kg.read.reader import Reading

ROOT = Path(__file__).resolve().parents[2]
TABLE = Path(__file__).parent / "scores.tsv"
SCORES = ("contributions", "speakers", "mentions", "edge", "valence", "type", "exact", "stances")
_RUNS = 3


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "data", help="folder of press-reviews/dev"
    )
    options.add_argument("--append", action="store_true", help="add the rows to scores.tsv")
    given = options.parse_args()
    rows = [["annotated, tune", *scores(ROOT / "corpus" / "annotated", "tune")]]
    reviews = given.data / "press-reviews" / "dev"
    if reviews.is_dir():
        rows.append(["press reviews, dev", *scores(reviews)])
    speed, ratio = measured_speed("full")
    fast, fast_ratio = measured_speed("rules")
    header = ["set", *SCORES]
    print(table([[name, *(f"{value:.3f}" for value in values)] for name, *values in rows], header))
    print(f"\n{speed:.0f} words per second; {ratio:.2f} times the CPU seconds of the bare parser")
    print(f"with --fast {fast:.0f} words per second; {fast_ratio:.2f} times the bare parser")
    if given.append:
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
        ).stdout.strip()
        new = not TABLE.exists()
        with TABLE.open("a", encoding="utf8", newline="") as out:
            writer = csv.writer(out, delimiter="\t", lineterminator="\n")
            if new:
                writer.writerow(["parent", *header, "words_per_second", "times_parser"])
            for name, *values in rows:
                writer.writerow([commit, name, *(f"{v:.3f}" for v in values), f"{speed:.0f}", f"{ratio:.2f}"])


def scores(folder: Path, split: str | None = None) -> list[float]:
    """F1 by the names in `SCORES` of what is extracted from the texts of a gold folder."""
    ids = topics(folder, split) if split is not None else None
    gold = load_gold(folder, ids)
    found = as_rows([evaluate(g, p) for g, p in zip(gold.rows, predict(gold, find_or_default(ROOT)), strict=True)])
    return [float(found[name]["f1"] or 0) for name in SCORES]


def measured_speed(extractor: str) -> tuple[float, float]:
    """Words per second of the whole extraction of the sample, and its CPU seconds over those of the parser alone."""
    project = replace(find_or_default(ROOT), extractor=extractor)
    texts = read_texts(inputs([str(ROOT / "corpus")]), project, Reading())
    words = sum(len(document.text.split()) for document in texts.documents)
    whole = min(_seconds(lambda: list(extract(texts, project))) for _ in range(_RUNS + 1))
    bare = min(_seconds(lambda: list(analyse(texts.documents))) for _ in range(_RUNS))
    return words / whole, whole / bare


def _seconds(run) -> float:  # type: ignore[no-untyped-def]
    begun = time.process_time()
    run()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
