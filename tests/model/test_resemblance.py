from hypothesis import given
from hypothesis import strategies as st

from kg.model.resemblance import near_equal, resemblance, sketch

WORDS = [f"word{n}" for n in range(80)]
PIECE = " ".join(WORDS)
EDITED = " ".join(["another" if n in (5, 40) else word for n, word in enumerate(WORDS)])
OTHER = " ".join(f"term{n}" for n in range(80))
TEXTS = {"d1/1": PIECE, "d2/1": EDITED, "d3/1": OTHER, "d4/1": PIECE + " so it was", "d4/2": PIECE}


def related(names: list[str]) -> dict[str, str]:
    sketches = {name: sketch(TEXTS[name]) or "" for name in names}
    return near_equal(sketches, {name: name.partition("/")[0] for name in names})


def test_few_other_words_leave_a_text_near_equal() -> None:
    assert related(list(TEXTS)) == {"d2/1": "d1/1", "d4/1": "d1/1", "d4/2": "d1/1"}


def test_pieces_of_one_document_are_not_compared() -> None:
    assert related(["d4/1", "d4/2"]) == {}


def test_short_texts_have_no_sketch() -> None:
    assert sketch("Too short to tell.") is None


@given(st.permutations(list(TEXTS)))
def test_the_order_changes_nothing(names: list[str]) -> None:
    assert related(names) == related(list(TEXTS))


@given(st.text(min_size=40), st.text(min_size=40))
def test_resemblance_is_symmetric_and_whole_for_the_same_text(one: str, other: str) -> None:
    first, second = sketch(one + PIECE), sketch(other + OTHER)
    assert first is not None
    assert second is not None
    assert resemblance(first, second) == resemblance(second, first)
    assert resemblance(first, first) == 1.0
