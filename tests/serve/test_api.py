"""The API in JSON, named queries as routes, and what IRIs lead to, over real HTTP."""

import csv
import io
import json
import re
import shlex
from collections import Counter
from typing import Any, get_args
from urllib.parse import quote

import httpx
import pytest
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg.api import open as open_graph
from kg.catalogue import Catalogue, run
from kg.catalogue.snapshot import hash_of, snapshot
from kg.model.relation_types import relation_types
from kg.networks import Selection, network
from kg.serve.api import models
from kg.store import Store
from tests.serve.conftest import ROOT, Server

BASE = "https://w3id.org/pov/id/"
PUTIN = f"{BASE}actor/vladimir-putin"
SKOS = "http://www.w3.org/2004/02/skos/core#"
MINSK = "2022/belarus-putin-visits-minsk"
PASSAGES = [
    (1, "France Inter", "FR"), (2, "La Stampa", "IT"), (3, "wPolityce.pl", "PL"), (4, "Vladislav Inozemtsev", "RU"),
    (5, "Gazeta Wyborcza", "PL"),
]  # fmt: skip


def given(client: httpx.Client, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def every(client: httpx.Client, path: str, **parameters: Any) -> list[Any]:
    """The items of all parts of a list."""
    found, place = [], str(httpx.URL(path, params=parameters))
    while place:
        part = given(client, place)
        found += part["items"]
        place = part["next"]
    assert len(found) == part["total"]
    return found


# Lists


def test_a_list_in_parts_is_the_whole_list(client: httpx.Client) -> None:
    whole = given(client, "/api/claims", limit=500)
    assert (whole["total"], whole["next"]) == (418, None)
    assert every(client, "/api/claims", limit=100) == whole["items"]
    assert len({claim["id"] for claim in whole["items"]}) == 418


def test_claims_are_those_of_the_python_api(client: httpx.Client, sample: Server) -> None:
    with open_graph(sample.folder.parent, store=sample.folder) as graph:
        expected = {
            (c.iri, c.source, c.subject, c.relation, c.object, c.polarity, c.modality, c.time, c.words, c.confidence)
            for c in graph.claims()
        }
    found = {
        (
            c["iri"], tuple(step["name"] for step in c["source"]), c["subject"]["name"], c["relationType"],
            c["object"]["name"] if c["object"] else c["theme"] or c["content"], c["polarity"], c["modality"],
            c["time"], c["evidence"]["words"], c["confidence"],
        )
        for c in every(client, "/api/claims", limit=500)
    }  # fmt: skip
    assert found == expected


FILTERS: dict[str, tuple[dict[str, str], Any]] = {
    "actor by name": ({"actor": "Vladimir Putin"}, lambda c: PUTIN in _ends(c)),
    "actor by id": ({"actor": "vladimir-putin"}, lambda c: PUTIN in _ends(c)),
    "subject by IRI": ({"subject": PUTIN}, lambda c: c["subject"]["iri"] == PUTIN),
    "object": ({"object": PUTIN}, lambda c: PUTIN in _ends(c)[1:]),
    "source": ({"source": "die-welt"}, lambda c: "die-welt" in [step["id"] for step in c["source"]]),
    "outlet": ({"outlet": "Die Welt"}, lambda c: c["outlet"] and c["outlet"]["id"] == "die-welt"),
    "type": ({"type": "accuses"}, lambda c: c["relationType"] == "accuses"),
    "polarity": ({"polarity": "negated"}, lambda c: c["polarity"] == "negated"),
    "modality": ({"modality": "demanded"}, lambda c: c["modality"] == "demanded"),
    "status": ({"status": "unreviewed"}, lambda c: c["reviewStatus"] == "unreviewed"),
    "since": ({"since": "2022-02"}, lambda c: c["date"] >= "2022-02"),
    "until": ({"until": "2016"}, lambda c: c["date"][:4] <= "2016"),
    "period": ({"since": "2016", "until": "2018"}, lambda c: "2016" <= c["date"][:4] <= "2018"),
    "document": ({"document": MINSK}, lambda c: c["document"]["id"] == MINSK),
    "several": (
        {"since": "2020", "actor": "Vladimir Putin", "polarity": "affirmed", "modality": "asserted"},
        lambda c: c["date"] > "2020" and PUTIN in _ends(c) and c["polarity"] + c["modality"] == "affirmedasserted",
    ),
}  # fmt: skip


def _ends(claim: Any) -> list[str]:
    return [claim["subject"]["iri"], claim["object"]["iri"] if claim["object"] else ""]


@pytest.mark.parametrize(("wanted", "fits"), FILTERS.values(), ids=FILTERS)
def test_a_filter_takes_what_fits(client: httpx.Client, wanted: dict[str, str], fits: Any) -> None:
    whole = every(client, "/api/claims", limit=500)
    expected = {claim["id"] for claim in whole if fits(claim)}
    found = [claim["id"] for claim in every(client, "/api/claims", limit=500, **wanted)]
    assert expected
    assert sorted(found) == sorted(expected)


def test_a_claim_by_id_is_that_of_the_list(client: httpx.Client) -> None:
    [one] = given(client, "/api/claims", limit=1, offset=7)["items"]
    whole = given(client, f"/api/claims/{one['id']}")
    assert {name: value for name, value in whole.items() if name in one} == one
    assert sorted(whole.keys() - one.keys()) == ["context", "run", "version"]
    assert given(client, f"/api/claims/{quote(one['iri'], safe='')}") == whole


def test_a_document_by_its_key(client: httpx.Client) -> None:
    found = given(client, f"/api/documents/{quote(MINSK, safe='')}")
    passages = found.pop("passages")
    assert found == {
        "id": MINSK, "iri": f"{BASE}doc/2022%2Fbelarus-putin-visits-minsk",
        "title": "What does Putin want from Lukashenka?", "date": "2022-12-20", "layout": "eurotopics-new",
        "language": "en", "source": None, "licence": "https://creativecommons.org/licenses/by/4.0/",
        "contributions": 5, "claims": len(every(client, "/api/claims", document=MINSK)), "withText": False,
    }  # fmt: skip
    assert [(p["number"], p["contributor"]["name"], p["country"]) for p in passages] == PASSAGES
    assert {claim["passage"] for claim in every(client, "/api/claims", document=MINSK)} & {p["iri"] for p in passages}


def test_lists_come_in_the_order_that_is_asked_for(client: httpx.Client) -> None:
    oldest = [document["id"] for document in every(client, "/api/documents", limit=500)]
    newest = [document["id"] for document in every(client, "/api/documents", limit=10, order="newest")]
    assert newest == oldest[::-1]
    numbers = [(-a["claims"], a["name"].casefold()) for a in every(client, "/api/actors", limit=500, order="claims")]
    assert numbers == sorted(numbers)
    assert numbers[0][0] < -10
    most = given(client, "/api/outlets", order="claims", limit=1)["items"]
    assert most[0]["claims"] == max(outlet["claims"] for outlet in every(client, "/api/outlets", limit=500))


def test_the_overview_counts_what_the_lists_hold(client: httpx.Client) -> None:
    found, documents = given(client, "/api/overview"), every(client, "/api/documents", limit=500)
    assert found["documents"] == len(documents)
    assert found["claims"] == given(client, "/api/claims", limit=1)["total"]
    assert found["contributions"] == sum(document["contributions"] for document in documents)
    years = Counter(document["date"][:4] for document in documents)
    assert found["years"] == [{"year": year, "documents": years[year]} for year in sorted(years)]
    wholes = [given(client, f"/api/documents/{quote(document['id'], safe='')}") for document in documents]
    passages = [passage for whole in wholes for passage in whole["passages"] if passage["country"]]
    assert {c["country"]: c["contributions"] for c in found["countries"]} == Counter(p["country"] for p in passages)


def test_relation_types_are_counted(client: httpx.Client) -> None:
    kinds = given(client, "/api/relation-types")["items"]
    assert [kind["name"] for kind in kinds] == list(relation_types())
    counts = Counter(claim["relationType"] for claim in every(client, "/api/claims", limit=500))
    assert {kind["name"]: kind["claims"] for kind in kinds if kind["claims"]} == counts


def test_documents_come_by_date(client: httpx.Client) -> None:
    dates = [document["date"] for document in every(client, "/api/documents", limit=7)]
    assert (len(dates), dates) == (29, sorted(dates))
    late = [document["date"] for document in every(client, "/api/documents", since="2024", title="TRUMP")]
    assert late == ["2024-11-07", "2025-03-01"]


def test_actors_by_any_name_country_and_class(client: httpx.Client) -> None:
    [found] = given(client, "/api/actors", name="Лукашенко")["items"]
    assert (found["id"], found["type"], found["standing"], found["country"]) == (
        "alexander-lukashenka", "Person", "registered", "BY",
    )  # fmt: skip
    assert [a["id"] for a in every(client, "/api/actors", country="FR", type="State")] == ["france"]
    classes = {a["type"] for a in every(client, "/api/actors", type="GeopoliticalEntity", mentioned=True)}
    assert classes <= {"State", "Region", "City"}


def test_an_actor_in_full(client: httpx.Client, store: Store) -> None:
    found = given(client, "/api/actors/vladimir-putin")
    mentions = store.select(f"SELECT ?m {{ ?m <https://w3id.org/pov#refersTo> <{PUTIN}> }}").rows
    claims = every(client, "/api/claims", actor="vladimir-putin", limit=500)
    assert (found["mentions"], found["claims"]) == (len(mentions), len(claims))
    assert found["exactMatch"] == ["http://www.wikidata.org/entity/Q7747"]
    assert found["names"][0] == {"name": "Vladimir Putin", "language": "en"}
    assert found["offices"][-1]["where"] == {"id": "russia", "iri": f"{BASE}actor/russia", "name": "Russia"}


def test_an_actor_of_one_document_by_id(client: httpx.Client) -> None:
    unnamed = given(client, "/api/actors", type="UnnamedActor", limit=1)["items"][0]
    assert unnamed["standing"] == "unnamed"
    assert given(client, f"/api/actors/{quote(unnamed['id'], safe='')}")["iri"] == unnamed["iri"]


def test_outlets_with_their_contributions(client: httpx.Client, store: Store) -> None:
    rows = run(store, Catalogue.load().get("outlets")).rows
    expected = {str(row["outlet"].value): int(row["contributions"].value) for row in rows}  # type: ignore[union-attr]
    found = {o["name"]: o["contributions"] for o in every(client, "/api/outlets", mentioned=True)}
    assert {name: found[name] for name in expected} == expected
    assert given(client, "/api/outlets/die-welt")["type"] == "Newspaper"


# Networks


def test_the_network_is_that_of_the_program(client: httpx.Client, store: Store) -> None:
    found, expected = given(client, "/api/networks", time="event"), network(store, Selection(time="event"))
    assert [n["iri"] for n in found["nodes"]] == [n.iri for n in expected.nodes]
    assert [(e["source"], e["type"], e["target"], e["weight"]) for e in found["edges"]] == [
        (e.source, e.type, e.target, e.weight) for e in expected.edges
    ]
    assert [e["claims"] for e in found["edges"]] == [
        [x.claim.rpartition("/")[2] for x in e.evidence] for e in expected.edges
    ]


def test_a_network_says_what_it_rests_on(client: httpx.Client, store: Store) -> None:
    found = given(client, "/api/networks", around="Vladimir Putin", since="2020")
    assert found["filter"] == f"affirmed, asserted, not rejected; around {PUTIN}, depth 1; since 2020"
    shot = snapshot(store)
    coverage = {"documents": shot.documents, "outlets": shot.outlets, "start": shot.start, "end": shot.end}
    assert found["coverage"] == coverage
    assert shot.documents == 29
    assert found["snapshot"]["hash"] == hash_of(store)


# Named queries


def test_every_query_of_the_catalogue_has_its_route(client: httpx.Client, store: Store) -> None:
    catalogue = Catalogue.load()
    listed = {query["name"]: query for query in given(client, "/api/queries")["items"]}
    assert set(listed) == {query.name for query in catalogue.queries()} | {"late-passages"}
    for query in catalogue.queries():
        answer = client.get(listed[query.name]["href"], params={"format": "csv"})
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert len(rows) - 1 == len(run(store, query).rows), query.name


def test_a_query_with_parameters_in_all_forms(client: httpx.Client, store: Store) -> None:
    path, actor = "/api/queries/claims-about", "Angela Merkel"
    count = len(run(store, Catalogue.load().get("claims-about"), {"actor": actor}).rows)
    answers = {
        form: client.get(path, params={"actor": actor, "format": form}) for form in ("json", "xml", "csv", "tsv")
    }
    assert {form: a.headers["content-type"] for form, a in answers.items()} == {
        "json": "application/sparql-results+json", "xml": "application/sparql-results+xml",
        "csv": "text/csv; charset=utf-8", "tsv": "text/tab-separated-values; charset=utf-8",
    }  # fmt: skip
    assert len(answers["json"].json()["results"]["bindings"]) == count > 0
    assert answers["xml"].text.count("<result>") == count
    assert client.get(path, params={"actor": actor}, headers={"accept": "text/csv"}).text == answers["csv"].text


def test_a_query_of_the_project_with_a_number(client: httpx.Client) -> None:
    some, more = (given(client, "/api/queries/late-passages", **p)["results"]["bindings"] for p in ({}, {"number": 0}))
    assert 0 < len(some) < len(more) == 418
    assert client.get("/api/queries/late-passages", params={"number": "two"}).json()["error"] == (
        '"two" is no whole number (late-passages, parameter number)'
    )


# IRIs


def test_an_iri_leads_to_what_is_said_of_it(client: httpx.Client) -> None:
    answer = client.get("/id/actor/vladimir-putin")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/about?iri={quote(PUTIN, safe='')}")
    graph = Graph().parse(data=client.get(answer.headers["location"]).text, format="turtle")
    assert (URIRef(PUTIN), RDF.type, URIRef("https://w3id.org/pov#Person")) in graph


def test_a_claim_is_described_with_what_it_needs(client: httpx.Client) -> None:
    claim = given(client, "/api/claims", limit=1)["items"][0]
    answer = client.get(f"/id/claim/{claim['id']}", follow_redirects=True, headers={"accept": "application/n-triples"})
    assert answer.headers["content-type"] == "application/n-triples"
    graph = Graph().parse(data=answer.text, format="nt")
    pov, it = "https://w3id.org/pov#", URIRef(claim["iri"])
    step, span = graph.value(it, URIRef(f"{pov}attributionStep")), graph.value(it, URIRef(f"{pov}evidence"))
    assert str(graph.value(step, URIRef(f"{pov}stepSource"))) == claim["source"][0]["iri"]
    assert str(graph.value(span, URIRef(f"{pov}exact"))) == claim["evidence"]["words"]
    assert str(graph.value(URIRef(claim["relation"]), URIRef(f"{pov}subject"))) == claim["subject"]["iri"]


def test_a_document_is_found_by_its_encoded_key(client: httpx.Client) -> None:
    answer = client.get(f"/id/doc/{quote(MINSK, safe='')}")
    assert (
        answer.headers["location"]
        == "/about?iri=https%3A%2F%2Fw3id.org%2Fpov%2Fid%2Fdoc%2F2022%252Fbelarus-putin-visits-minsk"
    )
    graph = Graph().parse(data=client.get(answer.headers["location"]).text, format="turtle")
    spans = [s for s in graph.subjects(URIRef("https://w3id.org/pov#spanOf")) if "#char=" in s]
    assert len(spans) > 100
    assert client.get(f"/id/doc/{MINSK}").status_code == 404


def test_a_class_is_described_with_its_blank_nodes(client: httpx.Client) -> None:
    graph = Graph().parse(data=client.get("/about", params={"iri": "https://w3id.org/pov#Claim"}).text, format="turtle")
    above = [
        o for o in graph.objects(URIRef("https://w3id.org/pov#Claim"), RDFS.subClassOf) if not isinstance(o, URIRef)
    ]
    assert len(above) > 1
    assert all(list(graph.predicates(node)) for node in above)


def test_a_graph_gives_its_triples(client: httpx.Client) -> None:
    answer = client.get("/id/graph/relations")
    assert (answer.status_code, answer.headers["location"]) == (
        303, f"/graph-store?graph={quote(BASE + 'graph/relations', safe='')}",
    )  # fmt: skip
    assert "pov#Relation" in client.get(answer.headers["location"]).text
    assert client.get(f"/id/graph/text/{quote(MINSK, safe='')}").status_code == 404


FORMS = {
    "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "text/turtle; charset=utf-8",
    "text/html": "text/turtle; charset=utf-8",
    "application/ld+json": "application/ld+json",
    "application/rdf+xml": "application/rdf+xml",
    "application/n-triples;q=0.5, text/turtle;q=0.4": "application/n-triples",
}


@pytest.mark.parametrize(("accept", "content_type"), FORMS.items(), ids=FORMS)
def test_a_description_has_the_form_asked_for(client: httpx.Client, accept: str, content_type: str) -> None:
    answer = client.get("/about", params={"iri": PUTIN}, headers={"accept": accept})
    assert answer.headers["content-type"] == content_type


def test_a_description_is_not_sent_twice(client: httpx.Client) -> None:
    answer = client.get("/about", params={"iri": PUTIN})
    again = client.get("/about", params={"iri": PUTIN}, headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head("/id/actor/vladimir-putin").status_code == 303


# Faults

FAULTS = {
    "/api/claims?limit=501": (422, "limit: Input should be less than or equal to 500"),
    "/api/claims?polarty=negated": (422, "polarty: Extra inputs are not permitted"),
    "/api/claims?type=acuses": (400, "there is no relation type acuses (type)"),
    "/api/claims?since=May": (400, '"May" is no date (since)'),
    "/api/claims?actor=Nobody": (400, 'nobody is called "Nobody" (actor)'),
    "/api/claims/0000000000000000": (404, "there is no claim 0000000000000000"),
    "/api/actors/nobody": (404, "there is no source nobody"),
    "/api/outlets/vladimir-putin": (404, "there is no outlet vladimir-putin"),
    "/api/documents/none": (404, "there is no document none"),
    "/api/networks?outlet=Die+Wlet": (400, "there is no outlet Die Wlet (outlet)"),
    "/api/queries/timeline?year=2020": (400, "the query timeline has no parameter year (timeline)"),
    "/api/queries/timeline?format=ods": (400, "there is no form ods here"),
    "/api/queries/none": (404, "nothing answers here"),
    "/id/actor/nobody": (404, "nothing is said of this"),
    "/about?iri=https://example.org/none": (404, "nothing is said of https://example.org/none"),
    "/about?iri=none": (400, "iri is no absolute IRI"),
    "/about": (400, "iri is no absolute IRI"),
}


@pytest.mark.parametrize(("path", "fault"), FAULTS.items(), ids=FAULTS)
def test_a_fault_is_said_in_one_form(client: httpx.Client, path: str, fault: tuple[int, str]) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["error"]) == fault
    assert set(answer.json()) == {"error", "remedy", "query"}


def test_another_method_is_refused(client: httpx.Client) -> None:
    answer = client.post("/api/claims")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
    assert answer.json()["error"] == "this method is not allowed here"


# A store that changes


def test_what_was_written_is_found_at_once(written: Server) -> None:
    with written.client("write") as client:
        assert given(client, "/api/actors")["total"] == 0
        named = (
            f'<{BASE}actor/ж> a pov:Actor ; <{SKOS}prefLabel> "Someone"@en . pov:Actor <{RDFS.subClassOf}> pov:Source'
        )
        update = f"PREFIX pov: <https://w3id.org/pov#> INSERT DATA {{ {named} }}"
        assert client.post("/sparql", data={"update": update}).status_code == 204
        [actor] = given(client, "/api/actors")["items"]
        assert (actor["id"], actor["name"], actor["type"]) == ("ж", "Someone", "Actor")
        assert given(client, "/api/actors/ж")["iri"] == f"{BASE}actor/ж"
        assert client.get("/id/actor/ж").status_code == 303


def test_a_claim_that_lacks_what_claims_have_is_left_out(written: Server) -> None:
    with written.client("write") as client:
        update = f"INSERT DATA {{ <{BASE}claim/torso> a <https://w3id.org/pov#Claim> }}"
        assert client.post("/sparql", data={"update": update}).status_code == 204
        found = given(client, "/api/claims")
        assert (found["items"], found["total"]) == ([], 1)
        assert client.get("/api/claims/torso").status_code == 404


# The page


def _examples() -> dict[str, str]:
    """The commands of the page, and what they print."""
    text = (ROOT / "docs" / "api-http.md").read_text(encoding="utf8")
    return dict(re.findall(r"^```\n\$ (curl [^\n]*)\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL))


def test_the_page_has_examples() -> None:
    assert len(_examples()) == 7


@pytest.mark.parametrize(("command", "printed"), _examples().items(), ids=_examples())
def test_an_example_of_the_page_prints_what_it_says(client: httpx.Client, command: str, printed: str) -> None:
    asking, _, pretty = command.partition(" | ")
    [*options, address] = shlex.split(asking)[1:]
    headers = dict(option.split(": ") for option in options if ": " in option)
    path = address.removeprefix("http://127.0.0.1:8765")
    found = client.get(path, headers=headers, follow_redirects="-L" in options).text
    if pretty == "python -m json.tool":
        found = json.dumps(json.loads(found), indent=4) + "\n"
    found = re.sub('"query":"[0-9a-f]{12}"', '"query":"78f19d4cc4e2"', found)
    assert found.splitlines() == printed.splitlines()


# The description


def test_the_closed_sets_are_those_of_the_ontology() -> None:
    terms = Graph().parse(ROOT / "ontology" / "kg.ttl")
    sets = {
        "Polarity": models.Polarity, "Modality": models.Modality, "ReviewStatus": models.ReviewStatus,
        "Commitment": models.Commitment,
    }  # fmt: skip
    for name, values in sets.items():
        members = terms.subjects(RDF.type, URIRef(f"https://w3id.org/pov#{name}"))
        assert set(get_args(values)) == {str(m).rpartition("#")[2] for m in members}, name


def test_the_text_of_a_query_has_the_values_given_and_can_be_asked(client: httpx.Client) -> None:
    text = given(client, "/api/queries/claims-about/text", actor="Vladimir Putin")["text"]
    query = Catalogue.load().get("claims-about")
    assert text.startswith(f"# {query.summary}\nPREFIX pov:")
    assert f"WHERE {{\n  VALUES ?_actor_iri {{ <{PUTIN}> }}\n" in text
    asked = client.post("/sparql", data={"query": text, "format": "csv"})
    assert asked.text == client.get("/api/queries/claims-about", params={"actor": PUTIN, "format": "csv"}).text
    assert len(asked.text.splitlines()) > 10


def test_the_text_of_a_query_that_is_not_there_or_takes_no_such_value_is_refused(client: httpx.Client) -> None:
    assert client.get("/api/queries/claims-abuot/text").status_code == 404
    wrong = client.get("/api/queries/claims-about/text", params={"who": "x"})
    assert (wrong.status_code, wrong.json()["remedy"]) == (400, "It has: actor.")


def test_the_vocabulary_has_each_term_of_the_ontology_with_a_prefix_that_is_told(client: httpx.Client) -> None:
    found = given(client, "/api/vocabulary")
    prefixes = {one["name"]: one["iri"] for one in found["prefixes"]}
    for term in found["terms"]:
        prefix, _, local = term["name"].partition(":")
        assert prefixes[prefix] + local == term["iri"]
    terms = Graph().parse(ROOT / "ontology" / "kg.ttl")
    classes = {str(one) for one in terms.subjects(RDF.type, OWL.Class) if isinstance(one, URIRef)}
    assert {one["iri"] for one in found["terms"] if one["kind"] == "class"} == classes
    kinds = [one["name"] for one in found["terms"] if one["kind"] == "relation type"]
    assert kinds == [f"type:{name}" for name in relation_types()]
    claim = next(one for one in found["terms"] if one["name"] == "pov:Claim")
    assert claim["definition"] == str(terms.value(URIRef(claim["iri"]), URIRef(f"{SKOS}definition")))
    assert (found["base"], found["seconds"]) == (BASE, 60.0)  # as the sample is served


@pytest.mark.parametrize(
    ("query", "what", "place"),
    [
        ("SELECT ?a {\n  ?a pov:x ?b }", "the prefix pov: is not declared", (2, 6)),
        ("SELECT ?a {\n  ?a <b> '💥' . foo }\nVALUES ?a { 1 }", "the query cannot be read at foo", (2, 16)),
        ("SELECT ?a {\n  ?a <urn:x> ?b ", "the query ends too early", (2, 16)),
    ],
)
def test_a_query_that_cannot_be_read_is_told_with_its_place(
    client: httpx.Client, query: str, what: str, place: tuple[int, int]
) -> None:
    said = client.post("/sparql", data={"query": query, "rows": "5"})
    assert said.status_code == 400
    assert (said.json()["error"], (said.json()["line"], said.json()["column"])) == (what, place)


def test_the_description_is_openapi_31_and_names_every_route(client: httpx.Client) -> None:
    description = given(client, "/openapi.json")
    assert description["openapi"].startswith("3.1.")
    assert {"/sparql", "/graph-store", "/dump", "/healthz", "/metrics", "/about", "/id/{rest}"} < set(
        description["paths"]
    )
    parameters = description["paths"]["/api/queries/late-passages"]["get"]["parameters"]
    assert [(p["name"], p["schema"].get("type"), p["schema"].get("default")) for p in parameters] == [
        ("number", "integer", 2), ("format", "string", None),
    ]  # fmt: skip
    ids = [operation["operationId"] for path in description["paths"].values() for operation in path.values()]
    assert len(ids) == len(set(ids))


def test_models_and_parameters_are_described(client: httpx.Client) -> None:
    description = given(client, "/openapi.json")
    fields = description["components"]["schemas"]["Claim"]["properties"]
    assert [name for name in ("evidence", "source", "date", "reviewStatus") if name not in fields] == []
    text = json.dumps(description["paths"]["/api/claims"]["get"]["parameters"])
    assert "Subject or object." in text
