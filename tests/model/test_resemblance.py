from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from kg.model.resemblance import near_equal, resemblance, sketch

WORDS = [f"word{n}" for n in range(80)]
PIECE = " ".join(WORDS)
EDITED = " ".join(["another" if n in (5, 40) else word for n, word in enumerate(WORDS)])
OTHER = " ".join(f"term{n}" for n in range(80))
TEXTS = {"d1/1": PIECE, "d2/1": EDITED, "d3/1": OTHER, "d4/1": PIECE + " so it was", "d4/2": PIECE}


def related(names: list[str]) -> dict[str, str]:
    return near_equal((name, name.partition("/")[0], sketch(TEXTS[name]) or "") for name in names)


def test_few_other_words_leave_a_text_near_equal() -> None:
    assert related(list(TEXTS)) == {"d2/1": "d1/1", "d4/1": "d1/1", "d4/2": "d1/1"}


def test_pieces_of_one_document_are_not_compared() -> None:
    assert related(["d4/1", "d4/2"]) == {}


def test_short_texts_have_no_sketch() -> None:
    assert sketch("Too short to tell.") is None


@given(st.permutations(list(TEXTS)))
def test_the_order_changes_nothing(names: list[str]) -> None:
    assert related(names) == related(list(TEXTS))


HASHES = st.lists(st.integers(0, 40), max_size=16, unique=True)


def hashes(values: list[int]) -> str:
    return " ".join(f"{value:08x}" for value in sorted(values))


def row(values: list[int]) -> NDArray[np.int64]:
    return np.array([sorted(values) + [1 << 32] * (16 - len(values))])


def by_sets(one: list[int], other: list[int]) -> float:
    """The definition: of the 16 smallest hashes of both together, the share that both have."""
    together = sorted({*one, *other})[:16]
    return sum(value in one and value in other for value in together) / len(together)


@given(HASHES.filter(bool), HASHES)
def test_resemblance_is_the_share_of_the_smallest_hashes_of_both(one: list[int], other: list[int]) -> None:
    assert resemblance(row(one), row(other))[0] == by_sets(one, other)
    assert resemblance(row(other), row(one))[0] == by_sets(one, other)
    assert resemblance(row(one), row(one))[0] == 1.0


@given(st.lists(st.tuples(st.integers(0, 3), HASHES), max_size=12))
def test_pieces_hang_together_with_the_first_and_the_one_before_that_has_a_hash(
    given_pieces: list[tuple[int, list[int]]],
) -> None:
    pieces = {f"d{document}/{n:02}": values for n, (document, values) in enumerate(given_pieces)}
    first_of = {name: name for name in pieces}
    for value in range(41):
        shelf = sorted(name for name, values in pieces.items() if value in values)
        for one, other in [*((shelf[0], other) for other in shelf[1:]), *pairwise(shelf)]:
            if one[:2] != other[:2] and by_sets(pieces[one], pieces[other]) >= 0.5:
                ends = sorted((first_of[one], first_of[other]))
                first_of = {name: ends[0] if first == ends[1] else first for name, first in first_of.items()}
    expected = {name: first for name, first in sorted(first_of.items()) if name != first}
    assert near_equal((name, name[:2], hashes(values)) for name, values in pieces.items()) == expected
