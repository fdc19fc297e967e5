"""Writes docs/ontology/reference.md: every term of the ontology and every relation type.

usage: python docs/reference.py [--check]      --check changes nothing and exits 1 where the page is another one now
       python docs/reference.py --html OUT     the ontology as pyLODE draws it, in one HTML file

The page of pyLODE is not kept in the repository: its bytes change from run to run, and it carries pyLODE's own style.
"""

import sys
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.model.relation_types import RelationType, relation_types

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "ontology" / "reference.md"
POV = "https://w3id.org/pov#"
KINDS = (
    ("Classes", OWL.Class),
    ("Object properties", OWL.ObjectProperty),
    ("Datatype properties", OWL.DatatypeProperty),
    ("Annotation properties", OWL.AnnotationProperty),
    ("Individuals", OWL.NamedIndividual),
)
RELATIONS = (
    (RDFS.subClassOf, "subclass of"),
    (RDFS.subPropertyOf, "below"),
    (RDFS.domain, "domain"),
    (RDFS.range, "range"),
)


def made() -> str:
    """The page."""
    graph = Graph().parse(ROOT / "ontology" / "kg.ttl")
    version = graph.value(URIRef("https://w3id.org/pov"), OWL.versionInfo)
    lines = [
        f"# The ontology, version {version}",
        "",
        f"Namespace `{POV}`, prefix `pov:`. Made from `ontology/kg.ttl` by `make docs`.",
    ]
    for title, kind in KINDS:
        lines += ["", f"## {title}"]
        for term in sorted(s for s in graph.subjects(RDF.type, kind) if str(s).startswith(POV)):
            lines += ["", *_term(graph, term)]
    lines += [
        "",
        "## Relation types",
        "",
        "| type | below | valence | from the object | definition | example |",
        "|---|---|---|---|---|---|",
    ]
    lines += [_row(kind) for kind in relation_types().values()]
    return "\n".join(lines) + "\n"


def _row(kind: RelationType) -> str:
    parent = f"`{kind.parent}`" if kind.parent else ""
    cells = (f"`{kind.name}`", parent, kind.valence, kind.inverse, kind.definition, kind.example)
    return f"| {' | '.join(cells)} |"


def _term(graph: Graph, term: URIRef) -> list[str]:
    name = str(term).removeprefix(POV)
    lines = [f"### pov:{name}", "", f"*{graph.value(term, RDFS.label)}.* {graph.value(term, SKOS.definition)}"]
    if note := graph.value(term, SKOS.scopeNote):
        lines.append(str(note))
    lines.append(f"Example: {graph.value(term, SKOS.example)}")
    for predicate, words in RELATIONS:
        values = sorted(str(o) for o in graph.objects(term, predicate) if isinstance(o, URIRef))
        if values:
            short = ", ".join(f"`{value.replace(POV, 'pov:').rpartition('/')[2]}`" for value in values)
            lines.append(f"{words}: {short}.")
    return lines


def _html(out: Path) -> int:
    import pylode

    out.parent.mkdir(parents=True, exist_ok=True)
    pylode.OntPub(ontology=str(ROOT / "ontology" / "kg.ttl")).make_html(destination=out)
    return 0


def main() -> int:
    """The exit code: 1 where --check found an old page."""
    if "--html" in sys.argv:
        return _html(Path(sys.argv[sys.argv.index("--html") + 1]))
    text = made()
    if PAGE.exists() and PAGE.read_text(encoding="utf8") == text:
        return 0
    if "--check" in sys.argv:
        print("out of date: docs/ontology/reference.md")
        return 1
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
