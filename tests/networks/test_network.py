"""Which claims a network takes, and how it counts them."""

import pytest

from kg.iris import Iri
from kg.networks import FORMATS, Network, Selection, network
from kg.rdf import parse
from kg.store import Store, open_store

HEAD = """
PREFIX pov: <https://w3id.org/pov#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX type: <https://w3id.org/pov/type/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
type:saves skos:notation "saves" ; pov:valence pov:positive .
type:attacks skos:notation "attacks" ; pov:valence pov:negative .
<urn:a> a pov:Person ; skos:prefLabel "A \u0001 <b>" ; pov:countryCode "PL" .
<urn:b> a pov:State ; skos:prefLabel "B" .
<urn:c> a pov:State ; skos:prefLabel "C" .
<urn:d> a pov:State ; skos:prefLabel "D" .
<urn:mail> skos:prefLabel "The Mail" . <urn:post> skos:prefLabel "The Post" .
<urn:doc> pov:title "Doc" .
<urn:p1> pov:partOf <urn:doc> ; pov:contributor <urn:mail> ; pov:startDate "2020-05-01"^^xsd:date .
<urn:p2> pov:partOf <urn:doc> ; pov:contributor <urn:post> .
"""
CLAIM = """
<urn:claim{n}> a pov:Claim ; pov:expresses <urn:r{n}> ; pov:polarity pov:{polarity} ; pov:modality pov:{modality} ;
  pov:reviewStatus pov:{status} ; pov:claimedBy <urn:mail> ; pov:statedIn <urn:p{passage}> ; pov:evidence <urn:e{n}> .
<urn:e{n}> pov:exact "words {n}" .
<urn:r{n}> pov:relationType type:{type} ; pov:subject <urn:{subject}> ; pov:object <urn:{object}> .
"""
PLAIN = {"polarity": "affirmed", "modality": "asserted", "status": "unreviewed", "passage": 1, "type": "saves"}
CLAIMS: list[dict[str, object]] = [
    {"subject": "a", "object": "b"},
    {"subject": "a", "object": "b", "passage": 2},
    {"subject": "a", "object": "b"},  # the same passage again: counts once
    {"subject": "b", "object": "c", "type": "attacks"},
    {"subject": "b", "object": "c", "polarity": "negated"},
    {"subject": "b", "object": "d", "modality": "possible"},
    {"subject": "c", "object": "d", "status": "rejected"},
    {"subject": "c", "object": "d", "type": "attacks", "passage": 2},
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    path = tmp_path_factory.mktemp("network") / "claims.ttl"
    rows = [CLAIM.format(**PLAIN | claim | {"n": n}) for n, claim in enumerate(CLAIMS)]
    path.write_text(HEAD + "".join(rows), encoding="utf8")
    made = open_store(None)
    made.replace([], parse(path, Iri("urn:kg:graph/doc/x")))
    return made


def edges(found: Network) -> list[tuple[str, str, str, int]]:
    return [(e.source[-1], e.type, e.target[-1], e.weight) for e in found.edges]


def test_what_is_affirmed_and_asserted_counts_once_a_passage(store: Store) -> None:
    found = network(store, Selection())
    assert edges(found) == [("a", "saves", "b", 2), ("b", "attacks", "c", 1), ("c", "attacks", "d", 1)]
    assert [(n.iri, n.kind, n.country) for n in found.nodes][:2] == [("urn:a", "Person", "PL"), ("urn:b", "State", "")]


def test_every_polarity_and_modality_but_nothing_rejected(store: Store) -> None:
    found = edges(network(store, Selection(every=True)))
    assert ("b", "saves", "c", 1) in found
    assert ("b", "saves", "d", 1) in found
    assert ("c", "saves", "d", 1) not in found


def test_depth_reaches_the_neighbours_of_neighbours(store: Store) -> None:
    assert edges(network(store, Selection(around=Iri("urn:a")))) == [("a", "saves", "b", 2)]
    assert len(network(store, Selection(around=Iri("urn:a"), depth=2)).edges) == 2


def test_filters(store: Store) -> None:
    assert edges(network(store, Selection(outlet="The Post"))) == [("a", "saves", "b", 1), ("c", "attacks", "d", 1)]
    assert {e.valence for e in network(store, Selection(valence="negative")).edges} == {"negative"}
    assert edges(network(store, Selection(type="saves"))) == [("a", "saves", "b", 2)]


def test_undated_claims_are_counted_among_those_that_fit_otherwise(store: Store) -> None:
    found = network(store, Selection(type="saves", since="2020"))
    assert (edges(found), found.undated) == ([("a", "saves", "b", 1)], 1)
    assert network(store, Selection(until="2019")).edges == ()
    assert network(store, Selection(type="saves")).undated == 0


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_xml_holds_no_control_characters(store: Store, form: str) -> None:
    import xml.etree.ElementTree as ET

    text = FORMATS[form](network(store, Selection()), "about \x02")
    root = ET.fromstring(text)
    held = {value for element in root.iter() for value in (element.text, *element.attrib.values())}
    assert {"A \ufffd <b>", "about \ufffd"} <= held
