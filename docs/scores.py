"""Writes the table of scores in docs/extraction.md: of each set the last row of benchmarks/extraction/scores.tsv.

usage: python docs/scores.py [--check]      --check changes nothing and exits 1 where the table is another one now
"""

import csv
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "extraction.md"
SCORES = ROOT / "benchmarks" / "extraction" / "scores.tsv"
_PLACE = re.compile(r"(<!-- scores: .*? -->\n).*?(<!-- end of scores -->)", re.DOTALL)


def made() -> str:
    """The table in Markdown."""
    with SCORES.open(encoding="utf8", newline="") as lines:
        last = {row["set"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    columns = [name for name in next(iter(last.values())) if name != "parent"]
    rows = [columns, ["---"] * len(columns), *([row[name] or "" for name in columns] for row in last.values())]
    return "".join(f"| {' | '.join(name.replace('_', ' ') for name in row)} |\n" for row in rows)


def main() -> int:
    """The exit code: 1 where --check found an old table."""
    text = PAGE.read_text(encoding="utf8")
    table = made()
    new = _PLACE.sub(lambda place: f"{place[1]}{table}{place[2]}", text)
    if new == text:
        return 0
    if "--check" in sys.argv:
        print("out of date: docs/extraction.md")
        return 1
    PAGE.write_text(new, encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
