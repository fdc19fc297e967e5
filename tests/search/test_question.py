from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryError
from kg.iris import Iris
from kg.search import Index
from kg.search.question import MOST, question
from kg.store import open_store
from tests.search.made import call, put


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("Putin Minsk", '(("putin") AND ("minsk"))'),
        ("Putin AND Minsk", '(("putin") AND ("minsk"))'),
        ("Putin OR Łukaszenka Minsk", '(("putin" OR "lukaszenka") AND ("minsk"))'),
        ('"Saved by  Putin!"', '(("saved by putin"))'),
        ("sancti*", '(("sancti" *))'),
        ('"head of sta"*', '(("head of sta" *))'),
        ("Jean-Claude", '(("jean claude"))'),
        ("Minsk -bridge NOT “war”", '(("minsk")) NOT ("bridge" OR "war")'),
        ("-bridge Minsk", '(("minsk")) NOT ("bridge")'),
        ("Minsk & bridge ?!", '(("minsk") AND ("bridge"))'),
        ("minsk or near not", '(("minsk") AND ("or") AND ("near") AND ("not"))'),
        ("words: {x} ^a b + c", '(("words") AND ("x") AND ("a") AND ("b") AND ("c"))'),
    ],
)
def test_what_is_asked_for(text: str, match: str) -> None:
    assert question(text).match() == match


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "there is no word to search for"),
        (" ?! — ", "there is no word to search for"),
        ("-bridge", "it is only said what must not occur"),
        ('"saved by', "a quotation mark is missing"),
        ("Minsk OR", "no word follows OR"),
        ("OR Minsk", "OR stands behind no word that may occur"),
        ("Minsk -bridge OR war", "OR stands behind no word that may occur"),
        ("Minsk OR OR war", "OR cannot follow OR"),
        ("Minsk OR -war", "NOT cannot follow OR"),
        ("Minsk *", "* stands behind no word"),
        ("Jean-Claude~", "~ goes with one whole word"),
        ('"saved by"~', "~ goes with one whole word"),
        ("Minsk~*", "~ goes with one whole word"),
        ("minsk " * (MOST + 1), f"there are more than {MOST} words"),
    ],
)
def test_a_wrong_question_is_told(text: str, what: str) -> None:
    with pytest.raises(QueryError) as caught:
        question(text)
    assert caught.value.what == what
    assert caught.value.remedy


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with open_store(None) as store:
        put(store, "a", "Putin saved Lukashenka", "a bridge OR a NEAR miss")
        call(store, Iris().actor("p"), "Vladimir Putin")
        with Index(store) as opened:
            yield opened


_SIGNS = "\" * ~ - OR AND NOT NEAR( ) ( ^ { } : + words: rank ' ; -- /* \\ % _ putin bridge ’ İ".split()
hostile = st.lists(
    st.one_of(st.sampled_from([*_SIGNS, "DROP TABLE entry", "\x00", "\ud800", "\u2029"]), st.text(max_size=6)),
    max_size=12,
)


@given(hostile, st.sampled_from(["", " "]))
def test_nothing_that_is_typed_reaches_the_engine_as_more_than_words(index: Index, parts: list[str], gap: str) -> None:
    with suppress(QueryError):
        index.search(gap.join(parts))
    assert [hit.entry.iri for hit in index.search("putin saved")] == [Iris().passage("a", 1)]
