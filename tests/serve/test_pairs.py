"""Values of things as numbers: what each operation gives is what dictionaries of sets give."""

from hypothesis import given
from hypothesis import strategies as st

from kg.serve.api.pairs import Pairs

THINGS, MIDDLES, VALUES = (tuple(f"{sign}{n}" for n in range(5)) for sign in "abc")
Said = list[tuple[str, str]]
NUMBERS = {thing: n for n, thing in enumerate(THINGS)}


def said(things: tuple[str, ...], values: tuple[str, ...]) -> st.SearchStrategy[Said]:
    return st.lists(st.tuples(st.sampled_from((*things, "nobody")), st.sampled_from(values)))


def pairs(found: Said, things: tuple[str, ...] = THINGS) -> Pairs:
    numbers = {thing: n for n, thing in enumerate(things)}
    return Pairs.of(numbers, [thing for thing, _ in found], [value for _, value in found])


def as_sets(found: Pairs) -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for thing, code in zip(found.things.tolist(), found.codes.tolist(), strict=True):
        made.setdefault(THINGS[thing], set()).add(found.values[code])
    assert sum(map(len, made.values())) == len(found.things)
    return made


def sets(found: Said) -> dict[str, set[str]]:
    return {thing: {v for t, v in found if t == thing} for thing in THINGS if any(t == thing for t, _ in found)}


@given(said(THINGS, VALUES))
def test_pairs_are_what_is_said(found: Said) -> None:
    assert as_sets(pairs(found)) == sets(found)


@given(said(THINGS, VALUES))
def test_the_first_value_is_the_least(found: Said) -> None:
    assert as_sets(pairs(found).first()) == {thing: {min(values)} for thing, values in sets(found).items()}


@given(said(THINGS, MIDDLES), said(MIDDLES, VALUES))
def test_values_of_values_are_found(found: Said, further: Said) -> None:
    one = pairs(found)
    expected = {thing: {v for m in middles for t, v in further if t == m} for thing, middles in sets(found).items()}
    assert as_sets(one.then(pairs(further, one.values))) == {thing: some for thing, some in expected.items() if some}


@given(said(THINGS, VALUES), said(THINGS, VALUES))
def test_what_either_says_and_what_else_is_said(found: Said, other: Said) -> None:
    one, two = sets(found), sets(other)
    assert as_sets(pairs(found) | pairs(other)) == {
        t: one.get(t, set()) | two.get(t, set()) for t in one.keys() | two.keys()
    }
    assert as_sets(pairs(found).or_else(pairs(other))) == two | one


@given(said(THINGS, VALUES))
def test_values_with_one_name_fall_together(found: Said) -> None:
    assert as_sets(pairs(found).renamed(lambda value: value[:1])) == {thing: {"c"} for thing in sets(found)}


@given(said(THINGS, VALUES))
def test_each_thing_is_given_what_its_value_is(found: Said) -> None:
    given_to = pairs(found).first().of_each(len(THINGS), {"c0": 7, "c1": 8}, -1).tolist()
    least = {thing: min(values) for thing, values in sets(found).items()}
    assert given_to == [{"c0": 7, "c1": 8}.get(least.get(thing, ""), -1) for thing in THINGS]
