"""Persons are known by their first name, also where the parser's model takes them for something else."""

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.language import given_names
from kg.language.given_names import gender_of, is_given_name
from kg.language.parser import analyse
from kg.model.records import Document, Part, PartKind, Passage, Span


def named(text: str) -> list[str]:
    """The words of a sentence that are taken for those of persons."""
    place = Span(0, len(text))
    passage = Passage(1, place, (Part(PartKind.QUOTE, place),), outlet="Gazette")
    (analysis,) = analyse([Document("case", text, "none", "en", (passage,))])
    return [t.text for s in analysis.sentences for t in s.tokens if t.entity == "PERSON"]


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Marko Lindqvist has gone too far.", ["Marko", "Lindqvist"]),
        ("Yesterday Ursula von der Brink met Macron.", ["Ursula", "von", "der", "Brink"]),
        ("The Robert Bosch Foundation pays.", []),
        ("The Marko Lindqvist Institute pays.", []),
        ("Marko has gone too far.", []),
    ],
)
def test_a_first_name_and_what_follows_it_are_a_person(text: str, persons: list[str]) -> None:
    assert [word for word in named(text) if word in text.split()] == persons


def test_the_list_has_each_name_once_and_a_gender_or_none() -> None:
    path = Path(given_names.__file__).parent / "lexicon" / "given_names.tsv"
    with path.open(encoding="utf8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    names = [row["name"] for row in rows]
    assert names == sorted(set(names))
    assert {row["gender"] for row in rows} == {"", "f", "m"}


def test_accents_do_not_matter() -> None:
    assert is_given_name("Jürgen")
    assert is_given_name("Jurgen")
    assert not is_given_name("Gazprom")
    assert gender_of("Andrea Rossi") is None
    assert gender_of("Hélène") is None


def test_she_is_the_woman_of_two_unknown_persons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Le Monde (FR) /\n\nA quarrel\n\n“Marko Lindqvist met Kaja Brinkhuis in Oslo. She criticised Germany.”\n"
    (tmp_path / "kg.toml").touch()
    (tmp_path / "review.txt").write_text(text, encoding="utf8")
    monkeypatch.chdir(tmp_path)
    found = json.loads(CliRunner().invoke(cli, ["extract", "review.txt", "--fast"]).stdout)
    assert ("Kaja Brinkhuis", "criticises", "Germany") in {
        (r["subject"], r["relation"], r["object"]) for r in found["relations"]
    }
