import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from kg.search import LONGEST, NAME
from kg.store import open_store
from kg.store.served import TOKEN
from tests.search.made import IRIS, OUTLET, call, put
from tests.serve.conftest import KG, ROOT, Server, serving

A1, A2, B1 = IRIS.passage("a", 1), IRIS.passage("a", 2), IRIS.passage("b", 1)
PUTIN = IRIS.actor("vladimir-putin")
POV = "PREFIX pov: <https://w3id.org/pov#> "
NEW = f'INSERT DATA {{ GRAPH <{IRIS.graph("registry")}> {{ <{IRIS.actor("zed")}> skos:prefLabel "Zedeka"@en }} }}'


def fill(folder: Path) -> None:
    with open_store(folder) as store:
        put(store, "a", 'Putin saved "Łukaszenka" in Minsk', "a bridge at Kyiv")
        put(store, "b", "Putin waits for a bridge", date="2022-03-09", country="DE")
        call(store, PUTIN, "Vladimir Putin", "Wladimir Putin")
        call(store, OUTLET, "Le Monde", kind="Newspaper")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that reads a store which has no index yet."""
    folder = tmp_path_factory.mktemp("searched") / "store"
    fill(folder)
    with serving(folder) as server:
        yield server


@pytest.fixture
def writing(tmp_path: Path) -> Iterator[Server]:
    """A server that takes changes."""
    fill(tmp_path / "store")
    with serving(tmp_path / "store", writing=True) as server:
        yield server


def search(server: Server, q: str, **parameters: str | int | list[str]) -> Any:
    with server.client() as client:
        return client.get("/api/search", params={"q": q, **parameters}).raise_for_status().json()


def found(server: Server, q: str, **parameters: str | int | list[str]) -> list[str]:
    return [hit["iri"] for hit in search(server, q, **parameters)["items"]]


def refused(server: Server, **parameters: str) -> httpx.Response:
    with server.client() as client:
        return client.get("/api/search", params=parameters)


def test_hits_have_names_words_and_places(read: Server) -> None:
    page = search(read, "lukaszenka", limit=1)
    [hit] = page["items"]
    assert hit.pop("score") > 0
    assert hit == {
        "kind": "passage",
        "id": "doc/a/passage/1",
        "iri": A1,
        "name": None,
        "words": 'Putin saved "Łukaszenka" in Minsk',
        "marks": [[13, 23]],
        "document": {"id": "a", "iri": IRIS.document("a"), "title": None, "date": None},
        "outlet": {"id": "le-monde", "iri": OUTLET, "name": "Le Monde"},
        "speaker": None,
        "date": "2020-05-01",
    }
    assert (page["total"], page["limit"], page["offset"], page["next"]) == (1, 1, 0, None)


def test_an_actor_is_found_by_any_name(read: Server) -> None:
    [hit] = search(read, "wladimir", kind="actor")["items"]
    assert (hit["id"], hit["name"], hit["words"], hit["marks"], hit["document"]) == (
        "vladimir-putin", "Vladimir Putin", "Vladimir Putin · Wladimir Putin", [[17, 25]], None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("parameters", "things"),
    [
        ({}, {PUTIN, A1, B1}),
        ({"kind": ["actor", "passage"]}, {PUTIN, A1, B1}),
        ({"kind": "passage"}, {A1, B1}),
        ({"country": "de"}, {B1}),
        ({"outlet": "Le Monde"}, {A1, B1}),
        ({"outlet": "le-monde", "since": "2021"}, {B1}),
        ({"until": "2020-05"}, {A1}),
    ],
)
def test_what_is_searched(read: Server, parameters: dict[str, str], things: set[str]) -> None:
    assert set(found(read, "putin", **parameters)) == things


def test_a_list_goes_on_where_it_says(read: Server) -> None:
    whole = search(read, "putin OR bridge")
    assert whole["total"] == len(whole["items"]) == 4
    parts, address = [], "/api/search?q=putin+OR+bridge&limit=3"
    with read.client() as client:
        while address:
            part = client.get(address).json()
            parts.append([hit["iri"] for hit in part["items"]])
            address = part["next"]
    assert [len(part) for part in parts] == [3, 1]
    assert [iri for part in parts for iri in part] == [hit["iri"] for hit in whole["items"]]


@pytest.mark.parametrize(
    ("parameters", "status", "error"),
    [
        ({}, 422, "q: Field required"),
        ({"q": "putin", "words": "minsk"}, 422, "words: Extra inputs are not permitted"),
        ({"q": '"putin'}, 400, "a quotation mark is missing"),
        ({"q": "-minsk"}, 400, "it is only said what must not occur"),
        ({"q": "putin", "outlet": "Nobody"}, 400, 'nobody is called "Nobody" (outlet)'),
        ({"q": "putin", "document": "c"}, 404, "there is no document c"),
        ({"q": "putin", "since": "soon"}, 400, ""),
    ],
)
def test_what_cannot_be_searched_is_told(read: Server, parameters: dict[str, str], status: int, error: str) -> None:
    answer = refused(read, **parameters)
    assert (answer.status_code, answer.json()["error"].startswith(error)) == (status, True)


def test_no_full_text_leaves_the_store(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, "a", f"{'long ' * 200}end")
    with serving(tmp_path / "store") as server:
        [hit] = search(server, "end")["items"]
    assert len(hit["words"]) <= LONGEST
    assert [hit["words"][a:b] for a, b in hit["marks"]] == ["end"]


@pytest.mark.parametrize(
    ("pattern", "things"),
    [
        ('?p pov:matches "bridge" ; a pov:Contribution', [A2, B1]),
        ('{ ?p pov:matches "saved" } UNION { ?p pov:matches "waits" }', [A1, B1]),
        ('?p pov:matches "nothing of it"', []),
        ('?p pov:matches "bridge" ; a ?kind FILTER (?kind != <relative>)', [A2, B1]),
    ],
)
def test_words_stand_in_a_query(read: Server, pattern: str, things: list[str]) -> None:
    answer = read.ask(f"{POV} SELECT ?p {{ {pattern} }} ORDER BY ?p", format="csv")
    assert answer.text.split()[1:] == things


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("SELECT ?p { ?p pov:matches ?words }", "pov:matches does not stand in a statement of a pattern"),
        ('SELECT ?p { ?p pov:matches "-saved" }', "it is only said what must not occur"),
        ('SELECT ?p { ?p pov:matches "saved" } ORDER', "the query ends too early"),
    ],
)
def test_words_that_cannot_stand_in_a_query_are_told(read: Server, query: str, error: str) -> None:
    answer = read.ask(POV + query)
    assert (answer.status_code, answer.json()["error"].startswith(error)) == (400, True)


def test_a_query_with_words_that_works_too_long_is_stopped(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    numbers = " ".join(map(str, range(100)))
    many = " ".join(f"VALUES ?{name} {{ {numbers} }}" for name in "abcdef")
    endless = f"ASK {{ {many} FILTER (?a + ?b + ?c + ?d + ?e + ?f < 0) ?p pov:matches 'putin' }}"
    with serving(tmp_path / "store", "--timeout", "2") as server:
        while server.ask(f"{POV} ASK {{ ?p pov:matches 'putin' }}").status_code == 503:
            pass  # the index is being made
        begun = time.monotonic()
        answer = server.ask(POV + endless)
        assert (answer.status_code, answer.json()["error"]) == (503, "the answer took longer than 2 s and was given up")
        assert time.monotonic() - begun < 10


def test_a_named_query_takes_words(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    (tmp_path / "kg.toml").write_text('store = "store"\n', encoding="utf8")
    (tmp_path / "queries" / "own").mkdir(parents=True)
    text = "#+ summary: What has these words?\n#+ defaults:\n#+   - words: saved\nSELECT ?p\nWHERE {\n"
    text += "  ?p pov:matches ?_words_string ; a pov:Contribution .\n}\nORDER BY ?p\n"
    (tmp_path / "queries" / "own" / "words.rq").write_text(text, encoding="utf8")
    with serving(tmp_path / "store", "--project", str(tmp_path)) as server, server.client() as client:
        saved = client.get("/api/queries/words?format=csv").text.split()
        bridge = client.get("/api/queries/words?words=bridge&format=csv").text.split()
    assert (saved[1:], bridge[1:]) == ([A1], [A2, B1])


def test_a_search_sees_every_acknowledged_change(writing: Server) -> None:
    prefixes = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    assert found(writing, "zedeka") == []
    with writing.client("write") as client:
        client.post("/sparql", data={"update": prefixes + NEW}).raise_for_status()
        assert found(writing, "zedeka") == [IRIS.actor("zed")]
        assert writing.ask(f'{POV} ASK {{ ?p pov:matches "zedeka" }}').json()["boolean"]
        undone = prefixes + NEW.replace("INSERT", "DELETE")
        client.post("/sparql", data={"update": undone}).raise_for_status()
    assert found(writing, "zedeka") == []
    left = [path.name for path in (writing.folder / "readers").iterdir()]
    assert len(left) == 1, "the copy from which the index is made is gone"


def test_a_change_of_another_process_is_found_within_a_second(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    with serving(tmp_path / "store") as server:
        assert found(server, "zedeka") == []
        with open_store(tmp_path / "store") as store:
            call(store, IRIS.actor("zed"), "Zedeka")
        time.sleep(1)
        assert found(server, "zedeka") == [IRIS.actor("zed")]


def test_no_word_of_a_removed_document_stays_in_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, project = tmp_path / "store", tmp_path
    (project / "kg.toml").write_text('store = "store"\n', encoding="utf8")
    for name in ("one", "two"):
        text = f"Title\n\nMinsk and Kyiv.\n\nLe Monde (FR) / 1 May 2020\n{name.title()}uvw said Putin saved Minsk.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf8")
    words = [*KG, "ingest", str(tmp_path / "one.txt"), str(tmp_path / "two.txt"), "--project", str(project), "-q"]
    subprocess.run(words, check=True, cwd=ROOT)
    with serving(store, "--project", str(project), writing=True) as server:
        assert [len(found(server, word)) > 0 for word in ("oneuvw", "twouvw")] == [True, True]
        assert b"oneuvw" in (store / NAME).read_bytes().lower()
        monkeypatch.setenv(TOKEN, server.tokens["write"])
        subprocess.run([*KG, "remove", "one", "--project", str(project)], check=True, cwd=ROOT)
        assert b"oneuvw" not in (store / NAME).read_bytes().lower()
        assert [len(found(server, word)) > 0 for word in ("oneuvw", "twouvw")] == [False, True]
        assert b"oneuvw" not in (store / NAME).read_bytes().lower()


def test_an_index_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    (tmp_path / "store" / NAME).mkdir()
    with serving(tmp_path / "store") as server:
        answer = refused(server, q="putin")
        query = server.ask(f'{POV} ASK {{ ?p pov:matches "putin" }}')
        plain = server.ask("ASK { ?s ?p ?o }")
    said = {
        "error": "the search index cannot be written: unable to open database file",
        "remedy": f"Let the folder be written, or make {NAME} with `kg search` where it can be, and copy it here.",
    }
    for response in (answer, query):
        assert response.status_code == 503
        assert {name: response.json()[name] for name in said} == said
    assert plain.json()["boolean"]


def test_an_index_on_a_disk_that_is_only_read_answers(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    command = [*KG, "search", "putin", "--store", str(tmp_path / "store"), "-q"]
    subprocess.run(command, check=True, capture_output=True)
    made = (tmp_path / "store" / NAME).read_bytes()
    (tmp_path / "store" / NAME).chmod(0o444)
    with serving(tmp_path / "store") as server:
        assert set(found(server, "putin")) == {PUTIN, A1, B1}
    assert (tmp_path / "store" / NAME).read_bytes() == made


def test_an_index_whose_making_was_killed_is_made_again(tmp_path: Path) -> None:
    fill(tmp_path / "store")
    (tmp_path / "store" / NAME).write_bytes(b"SQLite format 3\0 and then nothing of it")
    with serving(tmp_path / "store") as server:
        assert set(found(server, "putin")) == {PUTIN, A1, B1}
    shutil.rmtree(tmp_path / "store")
