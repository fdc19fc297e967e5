"""The comparison of the W3C tests tells apart what differs; a comparison that takes everything would prove nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iris import XSD, Iri
from kg.model.quads import Literal, Quad
from kg.store import Rows
from tests.conformance.compared import alike
from tests.strategies import iris, literals

A, B = Iri("_:a"), Iri("_:b")
terms = st.one_of(iris, literals, st.sampled_from([A, B, Iri("_:c")]))
answers = st.lists(st.dictionaries(st.sampled_from("xy"), terms), max_size=4)


def rows(*found: dict[str, Iri | Literal]) -> Rows:
    return Rows(("x", "y"), found)


def number(value: str, kind: str = "decimal") -> Literal:
    return Literal(value, Iri(XSD + kind))


@given(answers, st.randoms())
def test_names_of_blank_nodes_and_the_order_of_rows_do_not_count(found: list[dict[str, Iri]], chance) -> None:
    names = {A: Iri("_:one"), B: Iri("_:two"), Iri("_:c"): Iri("_:three")}
    other = [{name: names.get(term, term) for name, term in row.items()} for row in found]
    chance.shuffle(other)
    assert alike(rows(*found), rows(*other))


@given(answers.filter(bool))
def test_a_row_more_is_another_answer(found: list[dict[str, Iri]]) -> None:
    assert not alike(rows(*found), rows(*found, found[0]))


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (rows({"x": A, "y": A}), rows({"x": A, "y": B})),
        (rows({"x": A}, {"x": A}), rows({"x": A}, {"x": B})),
        (rows({"x": A}), rows({"x": Iri("urn:a")})),
        (rows({"x": number("1")}), rows({"x": number("1", "integer")})),
        (rows({"x": number("1")}), rows({"x": number("1.1")})),
        (rows({"x": Literal("a")}), rows({"x": Literal("a", language="en")})),
        (rows({"x": A}), rows({"y": A})),
        (Rows(("x",), ()), Rows(("y",), ())),
        (True, False),
        (frozenset({Quad(A, Iri("urn:p"), B, Iri(""))}), frozenset({Quad(A, Iri("urn:p"), A, Iri(""))})),
        (frozenset({Quad(A, Iri("urn:p"), B, Iri(""))}), frozenset({Quad(A, Iri("urn:p"), B, Iri("urn:g"))})),
        (frozenset(), rows()),
    ],
)
def test_what_differs_is_told_apart(found, expected) -> None:
    assert alike(found, found)
    assert not alike(found, expected)


@pytest.mark.parametrize(("one", "other"), [("1.0", "1"), ("0.50", "0.5")])
def test_a_number_is_compared_by_its_value(one: str, other: str) -> None:
    assert alike(rows({"x": number(one)}), rows({"x": number(other)}))


def test_rows_in_order_are_compared_in_order() -> None:
    one, two = rows({"x": A}, {"x": Iri("urn:a")}), rows({"x": Iri("urn:a")}, {"x": A})
    assert alike(one, two)
    assert not alike(one, two, ordered=True)
