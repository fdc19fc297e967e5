import re
import subprocess
import sys
from pathlib import Path

from rdflib import OWL, RDF, Graph

import kg.errors
from kg.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[2]


def test_outputs_in_the_pages_are_those_of_the_program() -> None:
    done = subprocess.run(
        [sys.executable, "docs/update.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_every_error_has_its_heading() -> None:
    text = (ROOT / "docs" / "errors.md").read_text()
    kinds = [k.__name__ for k in kg.errors.KgError.__subclasses__()]
    assert re.findall(r"^## (\w+)", text, flags=re.MULTILINE) == kinds


def test_every_command_is_in_the_reference() -> None:
    text = (ROOT / "docs" / "cli.md").read_text()
    assert re.findall(r"^## kg (\w+)", text, flags=re.MULTILINE) == list(COMMANDS)


def test_links_lead_somewhere() -> None:
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")):
        targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text())
        assert [t for t in targets if not (page.parent / t).exists()] == []


def test_pylode_draws_every_class(tmp_path: Path) -> None:
    page = tmp_path / "ontology.html"
    subprocess.run(
        [sys.executable, "docs/reference.py", "--html", str(page)], cwd=ROOT, check=True, capture_output=True
    )
    terms = Graph().parse(ROOT / "ontology" / "kg.ttl")
    drawn = page.read_text(encoding="utf8")
    classes = [str(c) for c in terms.subjects(RDF.type, OWL.Class) if str(c).startswith("https://w3id.org/pov#")]
    assert len(classes) > 30
    assert [c for c in classes if c not in drawn] == []
