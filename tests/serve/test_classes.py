"""The classes of the ontology over HTTP: against the file of the ontology, and against a count by rdflib."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from kg.iris import POV
from kg.registry.turtle import ACTOR_TYPES
from kg.serve.api.kept import Kept
from kg.serve.terms import above, classes
from kg.store import Store
from tests.serve.conftest import ROOT


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(ROOT / "ontology" / "kg.ttl")


def given(client: httpx.Client, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def local(term: object) -> str:
    return str(term).rpartition("#")[2]


def test_all_classes_of_the_file_are_told_in_its_words(client: httpx.Client, ontology: Graph) -> None:
    found = {one["name"]: one for one in given(client, "/api/classes")["items"]}
    named = {term for term in ontology.subjects(RDF.type, OWL.Class) if str(term).startswith(POV)}
    assert set(found) == {local(term) for term in named}
    for term in named:
        one = found[local(term)]
        assert one["iri"] == str(term)
        assert one["definition"] == str(ontology.value(term, SKOS.definition))
        parents = [other for other in ontology.objects(term, RDFS.subClassOf) if isinstance(other, URIRef)]
        assert sorted(one["parents"]) == sorted(local(other) for other in parents)


def test_instances_are_those_of_a_class_and_of_those_below_it(client: httpx.Client, store: Store) -> None:
    rows = store.select("SELECT ?thing ?kind WHERE { ?thing a ?kind }").rows
    things: dict[str, set[str]] = {name: set() for name in classes()}
    for row in rows:
        if local(row["kind"]) in things and str(row["kind"]).startswith(POV):
            for name in above(local(row["kind"])):
                things[name].add(str(row["thing"]))
    found = {one["name"]: one["instances"] for one in given(client, "/api/classes")["items"]}
    assert found == {name: len(some) for name, some in things.items()}
    assert found["Actor"] > found["Person"] > 500


def test_types_of_actors_are_told(client: httpx.Client) -> None:
    found = {one["name"] for one in given(client, "/api/classes")["items"] if one["ofActors"]}
    assert found == ACTOR_TYPES


def test_properties_are_its_own_and_those_of_the_classes_above(client: httpx.Client) -> None:
    found = {(one["of"], one["name"]): one for one in given(client, "/api/classes/Contribution")["properties"]}
    assert found["Contribution", "contributor"]["ranges"] == ["Source"]
    assert found["Passage", "headline"]["kind"] == "datatype"
    assert ("TextObject", "partOf") in found
    assert ("Claim", "polarity") not in found


def test_a_property_of_a_union_is_one_of_each_class_in_it(client: httpx.Client) -> None:
    for name in ("RelationType", "Claim"):
        assert "valence" in [one["name"] for one in given(client, f"/api/classes/{name}")["properties"]]


def test_a_closed_class_names_its_members(client: httpx.Client) -> None:
    found = given(client, "/api/classes/Polarity")
    assert [one["name"] for one in found["members"]] == ["affirmed", "negated"]
    assert found["examples"] == []


def test_things_of_a_class_lead_to_where_they_are_shown(client: httpx.Client) -> None:
    kinds = {
        "Person": "actor",
        "Newspaper": "outlet",
        "PressReview": "document",
        "Claim": "claim",
        "RelationType": "type",
    }
    for name, kind in kinds.items():
        examples = given(client, f"/api/classes/{name}")["examples"]
        assert {one["kind"] for one in examples} == {kind}
        assert len(examples) == 5
    for path in ("actors", "claims", "documents"):
        name = {"actors": "Person", "claims": "Claim", "documents": "Document"}[path]
        for one in given(client, f"/api/classes/{name}")["examples"]:
            assert given(client, f"/api/{path}/{one['id'].replace('/', '%2F')}")["iri"] == one["iri"]


def test_actors_with_most_claims_come_first(client: httpx.Client) -> None:
    found = [one["id"] for one in given(client, "/api/classes/Person")["examples"]]
    claims = [given(client, f"/api/actors/{one}")["claims"] for one in found]
    assert claims == sorted(claims, reverse=True)
    assert given(client, "/api/actors?type=Person&order=claims&limit=1")["items"][0]["id"] == found[0]


def test_a_class_that_is_not_there_is_said(client: httpx.Client) -> None:
    answer = client.get("/api/classes/Nothing")
    assert (answer.status_code, answer.json()["error"]) == (404, "there is no class Nothing")


def test_months_are_those_of_the_documents(client: httpx.Client) -> None:
    documents = given(client, "/api/documents?limit=500")["items"]
    dates = [one["date"][:7] for one in documents if len(one["date"] or "") >= 7]
    found = {one["month"]: one["documents"] for one in given(client, "/api/overview")["months"]}
    assert found == {month: dates.count(month) for month in set(dates)}
    assert list(found) == sorted(found)


class _State:
    def __init__(self, state: str) -> None:
        self.seen = self
        self.state, self.since = state, datetime.fromtimestamp(int(state), UTC)


def test_what_is_kept_is_made_once_for_a_state_and_goes_when_one_is_newer() -> None:
    kept, made = Kept(2), list[str]()

    def ask(state: str, key: str) -> str:
        def make() -> str:
            made.append(key)
            return f"{key} of {state}"

        return kept.of(_State(state), key, make)  # type: ignore[arg-type]

    assert [ask("1", "a"), ask("1", "a"), ask("2", "a")] == ["a of 1", "a of 1", "a of 2"]
    assert made == ["a", "a"]
    ask("2", "b")
    assert ask("2", "a") == "a of 2"
    assert made == ["a", "a", "b"]
    assert ask("1", "a") == "a of 1", "who began before a change gets what was before it"
    assert ask("2", "a") == "a of 2"
    assert made == ["a", "a", "b", "a"], "and what is newer stays"
