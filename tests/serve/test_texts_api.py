"""Full texts over HTTP: given by the API where the server was started so, and by nothing else."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.iris import Iris, pov, safe
from kg.store import Store, open_store
from tests.serve.conftest import Server, serving

MINSK = "2022/belarus-putin-visits-minsk"
IRIS = Iris()
FLAGS = ("--with-texts",)


@pytest.fixture(scope="module")
def client(texts: Server) -> Iterator[httpx.Client]:
    with texts.client() as opened:
        yield opened


@pytest.fixture(scope="module")
def documents(client: httpx.Client) -> dict[str, Any]:
    """The texts of all documents of the corpus, by their keys."""
    keys = [document["id"] for document in client.get("/api/documents?limit=500").json()["items"]]
    assert len(keys) == 29
    return {key: given(client, f"/api/documents/{safe(key)}/text") for key in keys}


def given(client: httpx.Client, path: str, **parameters: Any) -> Any:
    answer = client.get(path, params=parameters or None)
    assert answer.status_code == 200, answer.text
    return answer.json()


def write(store: Store, key: str, text: str) -> None:
    """A document with a text in one passage."""
    document, passage = IRIS.document(key), IRIS.passage(key, 0)
    store.update(
        f'PREFIX pov: <{pov("")}> INSERT DATA {{ <{document}> pov:layout "none" ; pov:title "A title" .'
        f" <{passage}> pov:partOf <{document}> ; pov:number 0 ; pov:span <urn:span> ."
        f" <urn:span> pov:beginOffset 0 ; pov:endOffset {len(text)} ."
        f' GRAPH <{IRIS.text_graph(key)}> {{ <{document}> pov:text "{text}" }} }}'
    )


def test_without_the_flag_a_text_is_refused_with_what_to_do(sample: Server) -> None:
    with sample.client() as client:
        answer = client.get(f"/api/documents/{safe(MINSK)}/text")
        said = [
            given(client, "/api/overview")["withTexts"], given(client, f"/api/documents/{safe(MINSK)}")["withText"],
            given(client, "/api/claims/433fa9b3e662d3f6")["context"],
        ]  # fmt: skip
    assert answer.status_code == 403
    assert answer.json()["error"] == "this server gives no full texts"
    assert answer.json()["remedy"] == "Start it with --with-texts."
    assert said == [False, False, None]


def test_a_text_comes_in_its_passages(client: httpx.Client, documents: dict[str, Any]) -> None:
    assert given(client, "/api/overview")["withTexts"] is True
    text = documents[MINSK]
    assert text["title"] == "What does Putin want from Lukashenka?"
    assert [passage["number"] for passage in text["passages"]] == [0, 1, 2, 3, 4, 5]
    passage = text["passages"][2]
    words = [
        passage["text"][part["begin"] - passage["begin"] : part["end"] - passage["begin"]] for part in parts(passage)
    ]
    assert [part["kind"] for part in parts(passage)] == ["header", "headline", "quote"]
    assert words[:2] == ["La Stampa (IT) /", "Moscow demands soldiers"]
    assert (words[2][:16], words[2][-5:]) == ("The war was not ", "week.")
    assert parts(text["passages"][0])[0] == {"kind": "title", "begin": 0, "end": 37}


def parts(passage: dict[str, Any]) -> list[dict[str, Any]]:
    return list(passage["parts"])


def test_places_give_the_words_of_every_claim(client: httpx.Client, documents: dict[str, Any]) -> None:
    seen = 0
    for key, text in documents.items():
        passages = {passage["iri"]: passage for passage in text["passages"]}
        page = given(client, "/api/claims", document=key, limit=500)
        assert page["next"] is None
        for claim in page["items"]:
            passage, place = passages[claim["passage"]], claim["evidence"]
            words = passage["text"][place["begin"] - passage["begin"] : place["end"] - passage["begin"]]
            assert words == (place["words"] or words)
            assert len(words) == place["end"] - place["begin"] > 0
            assert claim["passageNumber"] == passage["number"]
            seen += 1
    assert seen == given(client, "/api/claims", limit=1)["total"] > 400


def test_the_claims_of_a_document_come_by_their_places(client: httpx.Client) -> None:
    found = given(client, "/api/claims", document=MINSK)["items"]
    places = [(claim["evidence"]["begin"], -claim["evidence"]["end"], claim["iri"]) for claim in found]
    assert len(places) > 20
    assert all(one < other for one, other in pairwise(places))
    halves = [given(client, "/api/claims", document=MINSK, limit=10, offset=offset)["items"] for offset in (0, 10)]
    assert [*halves[0], *halves[1]] == found[:20]


def test_a_claim_says_how_it_stands_to_its_object(client: httpx.Client) -> None:
    rises = given(client, "/api/claims", document=MINSK, type="rises-up-against")["items"]
    assert [(one["label"], one["valence"]) for one in rises] == [("rises up against", "negative")]
    denied = given(client, "/api/claims", polarity="negated", limit=500)["items"]
    assert {one["valence"] for one in denied} == {"neutral"}


def test_a_claim_stands_in_its_context(client: httpx.Client) -> None:
    claim = given(client, "/api/claims/433fa9b3e662d3f6")
    context, begin = claim["context"], claim["evidence"]["begin"]
    before, own, after = context["text"].partition("“It was Putin who saved Lukashenka in 2020, ")
    assert before == "Gazeta Wyborcza is not surprised by the Belarusian ruler's tricks:\n\n"
    assert own
    assert after == (
        "when the Belarusians rose up against their ruler. Now the Kremlin is calling in the debt, "
        "and the debtor keeps postponing payment."
    )
    assert context["text"][begin - context["begin"] :].startswith("Putin who saved Lukashenka")
    assert claim["run"]["software"].startswith("kg ")
    assert len(claim["version"]) == 64


def test_queries_go_on_without_texts(texts: Server, documents: dict[str, Any]) -> None:
    text, graph = pov("text"), IRIS.text_graph(MINSK)
    for query in (
        f"SELECT ?text WHERE {{ ?document <{text}> ?text }}",
        f"SELECT ?text WHERE {{ GRAPH ?graph {{ ?document <{text}> ?text }} }}",
        f"SELECT ?s WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}",
        f"SELECT ?text FROM <{graph}> WHERE {{ ?document <{text}> ?text }}",
        f"SELECT ?text FROM NAMED <{graph}> WHERE {{ GRAPH ?g {{ ?document <{text}> ?text }} }}",
    ):
        assert texts.ask(query).json()["results"]["bindings"] == []
    words = documents[MINSK]["passages"][0]["text"][100:400]
    assert len(words) == 300
    with texts.client() as client:
        for path, asked in (
            ("/graph-store", {"graph": graph}),
            ("/about", {"iri": str(IRIS.document(MINSK))}),
            ("/dump", {}),
        ):
            answer = client.get(path, params=asked)
            assert words not in answer.text
            assert f'<{text}> "' not in answer.text
        assert client.get("/graph-store", params={"graph": graph}).status_code == 404


def test_a_store_without_a_text_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        store.update(f'INSERT DATA {{ <{IRIS.document("a")}> <{pov("layout")}> "none" }}')
    with serving(tmp_path / "store", *FLAGS) as server, server.client() as client:
        answer = client.get("/api/documents/a/text")
        other = client.get("/api/documents/b/text")
    assert (answer.status_code, answer.json()["error"]) == (404, "the store has no text of a")
    assert (other.status_code, other.json()["error"]) == (404, "there is no document b")


def test_a_key_may_end_like_the_address_of_a_text(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        write(store, "a", "One.")
        write(store, "a/text", "Two.")
    with serving(tmp_path / "store", *FLAGS) as server, server.client() as client:
        assert given(client, "/api/documents/a%2Ftext")["id"] == "a/text"
        for path, words in (("a", "One."), ("a%2Ftext", "Two.")):
            assert given(client, f"/api/documents/{path}/text")["passages"][0]["text"] == words


def test_a_text_that_was_changed_is_given_as_it_is_now(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        write(store, "a", "Before")
    graph, document = IRIS.text_graph("a"), IRIS.document("a")
    with serving(tmp_path / "store", *FLAGS, writing=True) as server, server.client("write") as client:
        told = [given(client, "/api/documents/a/text")["passages"][0]["text"]]
        body = {"graphs": [graph], "added": f'<{document}> <{pov("text")}> "Afterwards" <{graph}> .\n'}
        assert client.post("/store/replace", json=body).status_code == 200
        told.append(given(client, "/api/documents/a/text")["passages"][0]["text"])
        assert client.post("/sparql", data={"query": f"ASK {{ ?s <{pov('text')}> ?o }}"}).json()["boolean"] is False
    assert told == ["Before", "Afterw"]


def test_a_server_that_writes_keeps_no_texts_for_readers_without_the_flag(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        write(store, "a", "Before")
    for flags, kept in (((), False), (FLAGS, True)):
        with serving(tmp_path / "store", *flags, writing=True) as server, server.client() as client:
            assert client.get("/api/documents/a/text").status_code == (200 if kept else 403)
            [snapshot] = (tmp_path / "store" / "readers").iterdir()
            assert (snapshot / "texts").exists() is kept
