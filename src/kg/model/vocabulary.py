"""The relation types as RDF: ontology/vocab/relation-types.ttl, made from the table beside it."""

import json

from kg.model.relation_types import RelationType, lineage, relation_types

_HEAD = """\
# Made from relation-types.tsv by `kg format`. Change that file, not this one.
@prefix pov:  <https://w3id.org/pov#> .
@prefix type: <https://w3id.org/pov/type/> .
@prefix rel:  <https://w3id.org/pov/rel#> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<https://w3id.org/pov/type> a owl:Ontology ;
    owl:imports <https://w3id.org/pov> ;
    dcterms:title "POV relation types"@en ;
    owl:versionIRI <https://w3id.org/pov/type/0.1.0> ;
    owl:versionInfo "0.1.0" .

skos:Concept       a owl:Class .
skos:ConceptScheme a owl:Class .
pov:RelationType   rdfs:subClassOf skos:Concept .
skos:broader       a owl:ObjectProperty .
skos:broaderTransitive a owl:ObjectProperty .
skos:inScheme      a owl:ObjectProperty .
skos:topConceptOf  a owl:ObjectProperty .
skos:prefLabel     a owl:AnnotationProperty .
skos:definition    a owl:AnnotationProperty .
skos:example       a owl:AnnotationProperty .
skos:scopeNote     a owl:AnnotationProperty .
skos:notation      a owl:AnnotationProperty .
dcterms:title      a owl:AnnotationProperty .

<https://w3id.org/pov/types> a owl:NamedIndividual , skos:ConceptScheme ;
    skos:prefLabel "Relation types"@en .
"""


def turtle() -> str:
    """The scheme of relation types in Turtle: a concept and an edge property for each."""
    return _HEAD + "".join(f"\n{_concept(t)}{_edge(t)}" for t in relation_types().values())


def _concept(kind: RelationType) -> str:
    above = lineage(kind.name)[1:]  # said, so that no query needs a path: Virtuoso loses rows of those, by its plan
    place = f"skos:broader type:{kind.parent}" if kind.parent else "skos:topConceptOf <https://w3id.org/pov/types>"
    lines = [
        f"type:{kind.name} a owl:NamedIndividual , skos:Concept , pov:RelationType",
        f"skos:notation {_text(kind.name)}",
        f"skos:prefLabel {_text(kind.label)}@en",
        f"pov:inverseLabel {_text(kind.inverse)}@en",
        f"skos:definition {_text(kind.definition)}@en",
        f"skos:example {_text(kind.example)}@en",
        f"skos:scopeNote {_text(kind.rule)}@en",
        f"pov:counterExample {_text(f'{kind.counterexample} ({kind.instead})')}@en",
        "skos:inScheme <https://w3id.org/pov/types>",
        place,
        *([f"skos:broaderTransitive {' , '.join(f'type:{name}' for name in above)}"] if above else []),
        f"pov:valence pov:{kind.valence}",
        f"pov:symmetric {str(kind.symmetric).lower()}",
        *([f"pov:oppositeOf type:{kind.opposite}"] if kind.opposite else []),
        f"pov:edgeProperty rel:{kind.name}",
        *([f"pov:ploverCode {_text(kind.plover)}"] if kind.plover else []),
    ]
    return " ;\n    ".join(lines) + " .\n"


def _edge(kind: RelationType) -> str:
    parent = f"rel:{kind.parent}" if kind.parent else "pov:relatedTo"
    symmetric = " , owl:SymmetricProperty" if kind.symmetric else ""
    head = f"rel:{kind.name} a owl:ObjectProperty{symmetric} ;\n    rdfs:subPropertyOf {parent} ;\n"
    return f"{head}    rdfs:label {_text(kind.label)}@en .\n"


def _text(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
