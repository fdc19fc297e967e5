import re
from pathlib import Path

import pytest
from rdflib import RDF, SKOS, Graph, URIRef

from kg.model.relation_types import RelationType, relation_types
from kg.paths import data_folder

POV = "https://w3id.org/pov#"
PAGE = Path(__file__).resolve().parents[2] / "docs" / "ontology" / "codebook.md"
TYPES = list(relation_types().values())


@pytest.mark.parametrize("kind", TYPES, ids=lambda k: k.name)
def test_each_type_has_a_rule_that_names_a_neighbour_or_says_what_is_nearest(kind: RelationType) -> None:
    words = re.findall(r"[\w-]+", kind.rule)
    named = [w for w in words if w in relation_types() and w != kind.name]
    assert kind.rule.startswith("Use it ")
    assert named or "no type" in kind.rule


@pytest.mark.parametrize("kind", TYPES, ids=lambda k: k.name)
def test_a_counterexample_is_of_another_type_that_there_is(kind: RelationType) -> None:
    assert kind.instead in relation_types()
    assert kind.instead != kind.name
    assert kind.counterexample.endswith(".")
    assert kind.counterexample not in {other.example for other in TYPES if other.name != kind.instead}


def test_rules_and_counterexamples_are_said_once() -> None:
    assert len({k.rule for k in TYPES}) == len({k.counterexample for k in TYPES}) == len(TYPES)


def test_the_vocabulary_carries_rule_and_counterexample() -> None:
    graph = Graph().parse(data_folder("ontology") / "vocab" / "relation-types.ttl")
    said = {
        str(graph.value(c, SKOS.notation)): (
            str(graph.value(c, SKOS.scopeNote)),
            str(graph.value(c, URIRef(POV + "counterExample"))),
        )
        for c in graph.subjects(RDF.type, URIRef(POV + "RelationType"))
    }
    assert said == {k.name: (k.rule, f"{k.counterexample} ({k.instead})") for k in TYPES}


def test_the_codebook_has_a_section_for_each_type() -> None:
    headings = [line.lstrip("# ") for line in PAGE.read_text(encoding="utf8").splitlines() if line.startswith("##")]
    assert sorted(headings) == sorted(relation_types())


def test_opposites_are_of_opposite_valence_and_name_each_other_once() -> None:
    known, paired = relation_types(), {k.name: k.opposite for k in TYPES if k.opposite}
    assert paired["opposes"] == "supports"
    assert not set(paired) & set(paired.values())
    for name, opposite in paired.items():
        valences = known[name].valence, known[opposite].valence
        assert valences in {("negative", "positive"), ("neutral", "neutral")}
        assert known[name].symmetric == known[opposite].symmetric
