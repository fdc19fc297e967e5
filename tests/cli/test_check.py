from pathlib import Path

from kg.errors import UsageError

FAULT = "<urn:c> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/pov#Stance> <urn:g> .\n"


def test_a_shacl_report_needs_shapes(project: Path, run) -> None:
    done = run("check", "--only", "ontology", "--format", "shacl")
    assert isinstance(done.exception, UsageError)
    assert (done.exception.what, done.exception.where) == ("only the shapes make a SHACL report", "--format shacl")


def test_a_report_without_findings_conforms(project: Path, run) -> None:
    (project / "empty.nq").write_text("")
    done = run("check", "--only", "shapes", "--format", "shacl", "empty.nq")
    assert "sh:conforms true" in done.stdout


def test_what_a_shacl_report_has_no_place_for_is_told_beside_it(project: Path, run) -> None:
    (project / "fault.nq").write_text(FAULT.replace("Stance", "Claim"))
    done = run("check", "--only", "shapes", "--only", "queries", "--format", "shacl", "fault.nq")
    assert "sh:conforms false" in done.stdout
    assert "claim-without-evidence" in done.stderr
