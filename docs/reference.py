"""Writes docs/ontology/reference.md, every term of the ontology and every relation type, and docs/ontology/codebook.md.

usage: python docs/reference.py [--check]      --check changes nothing and exits 1 where a page is another one now
       python docs/reference.py --html OUT     the ontology as pyLODE draws it, in one HTML file

The page of pyLODE is not kept in the repository: its bytes change from run to run, and it carries pyLODE's own style.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.model.relation_types import RelationType, relation_types

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "ontology"
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


_NAMES = re.compile(rf"(?<![\w-])({'|'.join(sorted(relation_types(), key=len, reverse=True))})(?![\w-])")
_CODEBOOK = """# Codebook of relation types

For people who code claims by hand: of each relation type what it is, when to use it rather than its neighbours, a
sentence of it, and a sentence that is not of it with the type that it is. Made from
`ontology/vocab/relation-types.tsv` by `make docs`; [Coding by hand](../coding.md) says how to work with it.

Take the lowest type that the words carry; where two fit, the one whose rule names the case. Where no type below fits,
take the one above. A type is chosen for what is said, not for what is meant to be true: whether it is denied, feared or
demanded is polarity and modality. "Subject" is who does it, "object" whom it is done to, "theme" a thing, "content" a
matter in words."""


def reference() -> str:
    """The page of terms."""
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


def codebook() -> str:
    """The page for people who code: a section a relation type, in the order of the hierarchy."""
    lines = [_CODEBOOK, ""]
    lines += [f"{'  ' * depth}- [{kind.name}](#{kind.name})" for depth, kind in _hierarchy(None)]
    for depth, kind in _hierarchy(None):
        lines += ["", f"{'#' * (depth + 2)} {kind.name}", "", *_coding(kind)]
    return "\n".join(lines) + "\n"


def _hierarchy(parent: str | None, depth: int = 0) -> Iterator[tuple[int, RelationType]]:
    """Each type after the one above it, with its depth."""
    for kind in relation_types().values():
        if kind.parent == parent:
            yield depth, kind
            yield from _hierarchy(kind.name, depth + 1)


def _coding(kind: RelationType) -> list[str]:
    place = f"Below [{kind.parent}](#{kind.parent}). " if kind.parent else ""
    reading = "Subject and object can change places." if kind.symmetric else f"From the object: *{kind.inverse}*."
    opposite = f" Opposite of [{kind.opposite}](#{kind.opposite})." if kind.opposite else ""
    rule = _NAMES.sub(r"*\1*", kind.rule)
    return [
        f"{kind.definition} {place}{kind.valence.capitalize()}. {reading}{opposite}",
        "",
        f"- Rule: {rule}",
        f"- Example: {kind.example}",
        f"- Counter-example: {kind.counterexample} That is [{kind.instead}](#{kind.instead}).",
    ]


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
    old = []
    for name, text in (("reference.md", reference()), ("codebook.md", codebook())):
        page = PAGES / name
        if not page.exists() or page.read_text(encoding="utf8") != text:
            old.append(name)
            if "--check" not in sys.argv:
                PAGES.mkdir(exist_ok=True)
                page.write_text(text, encoding="utf8")
    if old and "--check" in sys.argv:
        print("".join(f"out of date: docs/ontology/{name}\n" for name in old), end="")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
