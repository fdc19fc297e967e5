"""Backbones of networks of a few statements whose losses can be reckoned by hand."""

import random
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as profile
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.networks.backbone import Annealing, evaluate, fixed, nested, pareto, penalty
from kg.networks.backbone.contributions import Contributions
from kg.networks.counted import Counting
from kg.networks.matrices import matrix
from kg.networks.selected import select
from kg.networks.settings import AGGREGATIONS, NORMALISATIONS, Filter, Settings
from kg.networks.statements import Column, Statements, times

Said = tuple[str, str, int]
PLAIN = Settings(mode="one", aggregation="congruence")
PATH: list[Said] = [("Ada", "x", 1), ("Bob", "x", 1), ("Bob", "y", 1), ("Cyd", "y", 1)]  # Ada - Bob - Cyd


def made(said: list[Said]) -> Statements:
    """Statements of one day, each in a document of its own."""
    variables = {
        "organization": Column.of([one[0] for one in said]),
        "concept": Column.of([one[1] for one in said]),
        "agreement": Column.of([one[2] for one in said], "integer" if {one[2] for one in said} - {0, 1} else "boolean"),
    }
    ids = tuple(f"s{n}" for n in range(len(said)))
    return Statements(ids, times(["2021-01-01"] * len(said)), Column.of(ids), variables)


def many(concepts: int) -> Statements:
    draw = random.Random(7)
    return made([(f"a{draw.randrange(6)}", f"c{draw.randrange(concepts):02}", draw.randrange(2)) for _ in range(90)])


def test_of_concepts_that_are_missed_alike_the_last_name_leaves_first() -> None:
    first, second = nested(made(PATH), PLAIN)
    assert (first.round, first.concept, first.statements) == (1, "y", 2)
    assert (second.round, second.concept, second.statements) == (2, "x", 0)
    # the Laplacian of a path has the spectrum 3, 1, 0, that of a tie 2, 0
    assert first.loss == first.redundant_loss == pytest.approx(np.hypot(0.25, 0.25))
    assert (second.loss, second.redundant_loss) == pytest.approx((np.hypot(0.75, 0.25), 0))


def test_with_compat_concepts_that_are_missed_alike_leave_together_by_the_loss_of_dna() -> None:
    found = nested(made(PATH), replace(PLAIN, compat=True))  # degrees 2, 1, 1 of a path, 1, 1, 0 of a tie
    assert [(one.round, one.concept, one.statements) for one in found] == [(1, "y", 2), (2, "x", 2)]
    assert [(one.loss, one.redundant_loss) for one in found] == [(0.5, 0.5), (0.5, 0)]


def test_what_ties_nobody_leaves_without_a_loss() -> None:
    found = nested(made([*PATH[:2], ("Ada", "alone", 1)]), PLAIN)
    assert [(one.concept, one.loss, one.redundant_loss) for one in found] == [("alone", 0, 1), ("x", 1, 0)]


def test_a_penalty_weighs_each_set_by_its_own_size() -> None:
    said = [*PATH, ("Ada", "z", 1), ("Bob", "z", 1)]
    found = evaluate(made(said), ["z"], 2.0, PLAIN)
    assert (found.concepts, found.redundant) == (("z",), ("x", "y"))
    assert found.value == pytest.approx(found.loss * np.exp(-2 * 2 / 3))
    assert found.redundant_value == pytest.approx(found.redundant_loss * np.exp(-2 * 1 / 3))


def test_the_front_has_the_best_set_of_every_size() -> None:
    statements = many(6)
    for size, found in enumerate(pareto(statements), 1):
        concepts = (*found.concepts, *found.redundant)
        losses = [evaluate(statements, some).loss for some in combinations(sorted(concepts), size)]
        assert len(found.concepts) == size
        assert found.loss == pytest.approx(min(losses))
        assert found == fixed(statements, size)


def test_the_best_under_a_penalty_is_the_best_of_the_front() -> None:
    statements = many(8)
    front = pareto(statements)
    for strength in (0.0, 1.0, 3.5, 7.5):
        values = [one.loss * np.exp(-strength * len(one.redundant) / 8) for one in front]
        assert penalty(statements, strength).value == pytest.approx(min(values))


def test_annealing_finds_the_best_pair_of_too_many_concepts_to_try_all_sets() -> None:
    statements = many(16)
    found = fixed(statements, 2, search=Annealing(steps=1500, seed=3))
    concepts = sorted((*found.concepts, *found.redundant))
    assert len(concepts) == 16
    assert found.loss == pytest.approx(min(evaluate(statements, pair).loss for pair in combinations(concepts, 2)))
    assert found.loss == evaluate(statements, found.concepts).loss


def test_annealing_under_a_penalty_keeps_within_its_bounds_and_reports_the_best_it_saw() -> None:
    statements, search = many(16), Annealing(steps=400, seed=1)
    found = penalty(statements, 3.5, search=search)
    log = found.log
    assert log is not None
    assert log.sizes.min() > 0
    assert log.sizes.max() < 16
    assert found.value <= log.losses.min()
    assert found.value == evaluate(statements, found.concepts, 3.5).value
    assert log.accepted_share[-1] == log.accepted[-100:].mean()
    assert log.accepted_share[9] == log.accepted[:10].mean()
    assert log.temperatures[199] == pytest.approx(1 - 1 / (1 + np.exp(-1)))
    assert (log.losses[log.accepted] == log.proposed_losses[log.accepted]).all()


def test_a_seed_repeats_a_search_and_another_one_does_not() -> None:
    statements = many(16)
    one, again, other = (penalty(statements, 3.5, search=Annealing(200, seed)) for seed in (1, 1, 2))
    assert one.log is not None
    assert again.log is not None
    assert other.log is not None
    assert np.array_equal(one.log.proposed_losses, again.log.proposed_losses)
    assert not np.array_equal(one.log.proposed_losses, other.log.proposed_losses)


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda: fixed(made(PATH), 2, PLAIN), "there is no backbone of 2 among 2 concepts"),
        (lambda: evaluate(made(PATH), ["q"], 0, PLAIN), "the network has no such concept"),
        (lambda: nested(made(PATH), Settings()), "concepts add up in one-mode networks alone"),
        (lambda: nested(made(PATH), PLAIN, "x"), "there is no loss x"),  # type: ignore[arg-type]
        (lambda: nested(made(PATH), replace(PLAIN, stop="1999-01-01")), "no statements are left to make a network of"),
        (lambda: Annealing(0), "a search has at least one step"),
    ],
)
def test_what_cannot_be_is_an_error(call: object, what: str) -> None:
    with pytest.raises(UsageError) as error:
        call()  # type: ignore[operator]
    assert error.value.what == what


said = st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("vwxyz"), st.sampled_from([-2, 1, 3])), min_size=1)


@given(said, st.sampled_from(AGGREGATIONS["one"]), st.sampled_from(NORMALISATIONS["one"]), st.sets(st.integers(0, 4)))
@profile(max_examples=60)
def test_the_parts_add_up_to_the_network_of_the_statements_about_some_concepts(
    said: list[Said], aggregation: str, normalisation: str, wanted: set[int]
) -> None:
    statements = made([*said, ("A", "v", 3), ("B", "v", -2)])
    settings = Settings(mode="one", aggregation=aggregation, normalisation=normalisation)  # type: ignore[arg-type]
    parts = Contributions.of(statements, settings)
    chosen = np.isin(np.arange(len(parts.concepts)), list(wanted))
    names = tuple(np.array(parts.concepts)[chosen])
    selection = select(statements, replace(settings, filters=(Filter("concept", names, keep=True),)))
    counts = Counting(selection, settings).counts(selection.kept)
    expected = np.zeros((len(parts.names), len(parts.names)))
    place = [parts.names.index(name) for name in counts.rows]
    expected[np.ix_(place, place)] = matrix(counts, settings).toarray()
    assert parts.networks(chosen[None])[0] == pytest.approx(expected)


@given(said, st.randoms())
@profile(max_examples=30)
def test_the_order_of_statements_does_not_matter(said: list[Said], mixed: random.Random) -> None:
    one = nested(made(said))
    mixed.shuffle(said)
    other = nested(made(said))
    assert [row.concept for row in one] == [row.concept for row in other]
    assert [row.loss for row in one] == pytest.approx([row.loss for row in other])
