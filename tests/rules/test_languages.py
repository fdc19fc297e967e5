"""A package brings the rules of a second language; each document is read by those of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.rules import rules_of

REVIEWS = {
    "english": (
        "The Irish Times (IE) /\n\nAt last\n\nThe Irish Times is glad:\n\n"
        "“It has been known for a long time that Poland supports Germany, and nobody says a word.”\n"
    ),
    "french": (
        "Le Monde (FR) /\n\nUne querelle\n\nLe Monde est inquiet :\n\n"
        "“On le savait depuis longtemps : la Pologne accuse l’Allemagne en 2015, et personne ne dit rien.”\n"
    ),
    "german": (
        "Die Zeit (DE) /\n\nEin Streit\n\nDie Zeit ist besorgt:\n\n"
        "“Man wusste es schon lange: Polen wirft Deutschland vor, nichts zu sagen, und niemand tut etwas.”\n"
    ),
}
LANGUAGES = {"english": "en", "french": "fr", "german": "de"}


@pytest.fixture
def run(tmp_path: Path):
    """`kg` in a project, with a package on the path that names French rules in its entry points."""
    package = tmp_path / "site"
    described = package / "kg_french-1.0.dist-info"
    described.mkdir(parents=True)
    (described / "METADATA").write_text("Metadata-Version: 2.1\nName: kg-french\nVersion: 1.0\n")
    (described / "entry_points.txt").write_text("[kg.rules]\nfr = kg_french:French\n")
    source = Path(__file__).with_name("french.py").read_text(encoding="utf8")
    (package / "kg_french.py").write_text(source, encoding="utf8")
    project = tmp_path / "project"
    project.mkdir()
    (project / "kg.toml").touch()
    for name, text in REVIEWS.items():
        (project / f"{name}.txt").write_text(text, encoding="utf8")

    def call(*words: str) -> str:
        command = [sys.executable, "-c", "from kg.cli import main; main()", *words]
        given = {**os.environ, "PYTHONPATH": os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])}
        done = subprocess.run(command, check=False, cwd=project, env=given, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call


@pytest.mark.parametrize(
    ("name", "relations"),
    [
        ("english", [(["The Irish Times"], "Poland", "supports", "Germany", None)]),
        ("french", [(["Le Monde"], "Poland", "accuses", "Germany", "2015")]),
        ("german", []),
    ],
)
def test_a_document_is_read_by_the_rules_of_its_language(run, name: str, relations: list[tuple]) -> None:
    found = json.loads(run("extract", f"{name}.txt", "--fast"))
    assert found["language"] == LANGUAGES[name]
    keys = ("source", "subject", "relation", "object", "timeNormal")
    assert [tuple(r[k] for k in keys) for r in found["relations"]] == relations


def test_a_run_names_the_language_model_that_read(run) -> None:
    run("ingest", ".", "--fast", "--store", "store")
    told = run("query", "-e", "SELECT ?software { ?run pov:software ?software }", "--store", "store")
    assert "french 1.0" in told
    assert "en_core_web_sm" in told


def test_claims_of_a_second_language_are_explained(run) -> None:
    assert "verb accuse" in run("explain", "french.txt")


def test_a_region_does_not_matter() -> None:
    assert rules_of("en-GB") is rules_of("EN")
    assert rules_of("xx") is None
