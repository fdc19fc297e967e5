"""Who is meant: names, pronouns, offices on a day, capitals, peoples; each in a contribution of its own."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli

CASES = Path(__file__).resolve().parents[1] / "cases" / "referents.tsv"
PAGE = "{front}A debate\n\n{outlet} /\n\nA headline\n\nThe paper says:\n\n“{text}”\n"


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """For each case who is meant by which words."""
    folder = tmp_path_factory.mktemp("referents")
    for number, row in enumerate(rows()):
        front = f"---\ndate: {row['date']}\n---\n" if row["date"] else ""
        (folder / f"{number:02}.txt").write_text(PAGE.format(front=front, **row), encoding="utf8")
    done = CliRunner().invoke(cli, ["extract", str(folder), "--format", "jsonl"], standalone_mode=False)
    documents = [json.loads(line) for line in done.stdout.split("\n") if line]
    meant = {}
    for row, document in zip(rows(), documents, strict=True):
        text = PAGE.format(front="", **row)
        meant[row["name"]] = {text[m["start"] : m["end"]]: m["actor"] for m in document["mentions"]}
    return meant


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_who_is_meant(found: dict[str, dict[str, str]], row: dict[str, str]) -> None:
    assert found[row["name"]].get(row["words"]) == row["actor"]
