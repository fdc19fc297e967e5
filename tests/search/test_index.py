import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import QueryError, StoreError
from kg.iris import Iri
from kg.model.quads import Quad, text
from kg.search import LONGEST, NAME, Filter, Index, follow
from kg.search.folding import words_of
from kg.store import Store, open_store
from tests.search.made import IRIS, OUTLET, call, document_quads, put

A, B = IRIS.passage("a", 1), IRIS.passage("b", 1)
PUTIN = IRIS.actor("vladimir-putin")


def found(store: Store, words: str, wanted: Filter | None = None) -> list[Iri]:
    with Index(store) as index:
        return [Iri(hit.entry.iri) for hit in index.search(words, wanted or Filter(), None)]


def filled() -> Store:
    store = open_store(None)
    put(store, "a", "Putin saved Łukaszenka in Minsk.", "Nobody crosses the bridge at Kyiv")
    put(store, "b", "Minsk waits; Putin does not", date="2022-03-09", country="DE")
    call(store, PUTIN, "Vladimir Putin", "Wladimir Putin")
    call(store, OUTLET, "Le Monde", "lemonde.fr", kind="Newspaper")
    return store


@pytest.mark.parametrize(
    ("words", "things"),
    [
        ("minsk putin", {A, B}),
        ("MINSK lukaszenka", {A}),
        ('"putin saved"', {A}),
        ('"saved putin"', set()),
        ("luk*", {A}),
        ('"saved luk"*', {A}),
        ("lukashenka~", {A}),
        ("lukas~", set()),
        ("bridge OR waits", {IRIS.passage("a", 2), B}),
        ("minsk -waits", {A}),
        ('minsk NOT "putin saved"', {B}),
        ("vladimir", {PUTIN}),
        ("vladimir wladimir", {PUTIN}),
        ('"putin wladimir"', set()),
        ("lemonde", {OUTLET}),
    ],
)
def test_what_words_find(words: str, things: set[Iri]) -> None:
    with filled() as store:
        assert set(found(store, words)) == things


@pytest.mark.parametrize(
    ("wanted", "things"),
    [
        (Filter(("actor",)), {PUTIN}),
        (Filter(("passage", "actor")), {A, B, PUTIN}),
        (Filter(country="DE"), {B}),
        (Filter(outlet=OUTLET), {A, B}),
        (Filter(outlet=PUTIN), {PUTIN}),
        (Filter(since="2022"), {B}),
        (Filter(until="2020-05"), {A}),
        (Filter(until="2020-05", since="2020-05-02"), set()),
        (Filter(document=IRIS.document("a")), {A}),
    ],
)
def test_what_is_searched(wanted: Filter, things: set[Iri]) -> None:
    with filled() as store:
        assert set(found(store, "putin", wanted)) == things


def test_a_contribution_without_a_country_is_from_that_of_its_outlet() -> None:
    with filled() as store:
        registry, country = IRIS.graph("registry"), Iri("https://w3id.org/pov#countryCode")
        passage = Quad(A, country, text("FR"), IRIS.document_graph("a"))
        store.change([passage], [Quad(OUTLET, country, text("CH"), registry)])
        assert found(store, "putin", Filter(country="CH")) == [A]


def test_the_best_come_first_and_equal_ones_by_iri() -> None:
    with open_store(None) as store:
        for key in ("c", "a", "d", "b"):
            put(store, key, "one word of five here")
        put(store, "e", "word word word of five")
        with Index(store) as index:
            ordered = [hit.entry.iri for hit in index.search("word", limit=3)]
        assert ordered == [IRIS.passage(key, 1) for key in ("e", "a", "b")]


def test_a_long_text_is_cut_around_the_words() -> None:
    said = "before " * 100 + "Łukaszenka " + "after " * 100
    with open_store(None) as store:
        put(store, "a", said)
        with Index(store) as index:
            (hit,) = index.search("lukaszenka")
        for width in (LONGEST, 40, 1000):
            shown, ((start, end),) = hit.shown(width)
            assert shown[start:end] == "Łukaszenka"
            assert len(shown) <= min(width, LONGEST)
            assert (shown[0], shown[-1]) == ("…", "…")


texts = st.text(st.characters(blacklist_categories=("Cs",)), max_size=30)


@given(st.lists(texts, min_size=1, max_size=4))
@settings(max_examples=50)
def test_every_word_of_a_text_finds_and_marks_it(said: list[str]) -> None:
    with open_store(None) as store:
        put(store, "a", *said)
        with Index(store) as index:
            for n, one in enumerate(said, 1):
                for word in words_of(one):
                    hits = {hit.entry.iri: hit for hit in index.search(word, limit=None)}
                    shown, marks = hits[IRIS.passage("a", n)].shown()
                    assert word in {one for start, end in marks for one in words_of(shown[start:end])}


KEYS = st.sampled_from(["a", "b", "c"])
SAID = st.lists(st.sampled_from(["minsk waits", "putin waits", "Minsk", "a bridge", ""]), max_size=3)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), KEYS, SAID),
        st.tuples(st.just("drop"), KEYS, st.just([])),
        st.tuples(st.just("call"), KEYS, SAID),
        st.tuples(st.just("search"), KEYS, st.just([])),
    ),
    max_size=8,
)


def told(index: Index) -> dict[str, list[tuple[str, float]]]:
    words = ("minsk", "putin", "waits", "bridge", "a", "min*", "mins~")
    return {word: [(hit.entry.iri, hit.score) for hit in index.search(word, limit=None)] for word in words}


@given(STEPS)
def test_the_index_is_that_of_the_store_whatever_was_done(steps: list[tuple[str, str, list[str]]]) -> None:
    with open_store(None) as store, Index(store) as index:
        for what, key, said in steps:
            if what == "put":
                put(store, key, *said)
            elif what == "drop":
                store.replace([IRIS.document_graph(key), IRIS.text_graph(key)], ())
            elif what == "call":
                call(store, IRIS.actor(key), *said)
            else:
                index.search("minsk")
        with Index(store) as anew:
            assert told(index) == told(anew)


def test_what_changed_while_nobody_looked_is_found(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, "a", "Minsk")
        assert found(store, "minsk") == [A]
    with open_store(tmp_path / "store") as store:
        put(store, "a", "Kyiv")
        put(store, "b", "Minsk")
    with open_store(tmp_path / "store", read_only=True) as store:
        assert found(store, "minsk") == [B]
        assert found(store, "kyiv") == [A]


def test_an_index_of_an_older_store_is_not_trusted(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, "a", "Minsk")
        assert found(store, "minsk") == [A]
        shutil.copy(tmp_path / "store" / NAME, tmp_path / NAME)
        put(store, "a", "Kyiv")
        assert found(store, "kyiv") == [A]
        shutil.copy(tmp_path / NAME, tmp_path / "store" / NAME)
        assert found(store, "minsk") == []


@pytest.mark.parametrize("damaged", [b"this is no index", b""])
def test_a_damaged_index_is_made_anew(tmp_path: Path, damaged: bytes) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, "a", "Minsk")
        assert found(store, "minsk") == [A]
        (tmp_path / "store" / NAME).write_bytes(damaged)
        assert found(store, "minsk") == [A]


def test_a_damage_within_is_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, "a", *(f"Minsk {n}" for n in range(2000)))
        follow(store)
        assert found(store, "1999") == [IRIS.passage("a", 2000)]
        path = tmp_path / "store" / NAME
        whole = path.read_bytes()
        path.write_bytes(whole[: 20 * 4096] + b"\xff" * (len(whole) - 20 * 4096))
        with pytest.raises(StoreError, match="the search index failed"):
            found(store, "minsk")


def test_a_store_that_was_never_searched_gets_no_index(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        put(store, "a", "Minsk")
        follow(store, clean=True)
    assert not (tmp_path / "store" / NAME).exists()


KILLED = """
import sys, threading, os, signal
from pathlib import Path
from kg.search import Index
from kg.store import open_store
with open_store(Path(sys.argv[1]), read_only=True) as store, Index(store) as index:
    threading.Timer(float(sys.argv[2]), lambda: os.kill(os.getpid(), signal.SIGKILL)).start()
    index.follow()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_an_index_that_was_killed_on_the_way_is_made(tmp_path: Path) -> None:
    with open_store(tmp_path / "store") as store:
        for start in range(0, 1000, 500):
            quads = (q for n in range(start, start + 500) for q in document_quads(f"{n}", [f"Minsk {n} {n * n}"] * 5))
            store.add(quads)
    for seconds in ("0.1", "0.4"):
        done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "store"), seconds], check=False)
        assert done.returncode == -9
        with open_store(tmp_path / "store", read_only=True) as store, Index(store) as index:
            assert len(index.search("minsk", limit=None)) == 5000
        (tmp_path / "store" / NAME).unlink()


def left(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.glob(f"{NAME}*")))


def test_of_what_is_removed_no_word_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    with open_store(folder) as store, Index(store) as index:
        for n in range(300):
            put(store, f"{n}", f"Minsk number{n} waits", "Nothing else is said here")
        index.follow()
        put(store, "secret", "Firstwording about Quuxville " * 200, "Kyiv")
        call(store, IRIS.actor("x"), "Zebulon Xanthippe")
        index.follow()
        put(store, "secret", "Secondwording about Quuxville")
        index.follow()
        assert b"econdwording" in left(folder)
        store.replace([IRIS.document_graph("secret"), IRIS.text_graph("secret")], ())
        index.follow()  # as another process may, before the actors follow
        call(store, IRIS.actor("x"))
        follow(store, clean=True)
        bare = left(folder).lower()
        assert [
            word for word in (b"firstwording", b"econdwording", b"uuxville", b"ebulon", b"secret") if word in bare
        ] == []
        assert b"number299" in bare
        assert [hit.entry.iri for hit in index.search("number7")] == [IRIS.passage("7", 1)]


def test_too_many_things_are_told() -> None:
    with open_store(None) as store:
        put(store, "a", "Minsk", "Minsk", "Minsk")
        with Index(store) as index:
            assert index.things("minsk", 3) == sorted(IRIS.passage("a", n) for n in (1, 2, 3))
            with pytest.raises(QueryError, match="more than 2 things have these words"):
                index.things("minsk", 2)
