"""Positions of actors and concepts."""

import json
from pathlib import Path

import numpy as np
import pytest

from kg.errors import UsageError
from kg.networks.scaling import Responses, Sampling, correspondence, ideal_points, responses, signed_scale
from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements, times
from tests import check_cases

SHORT = Sampling(draws=400, burn_in=200, seed=3)
# Two camps of three that answer four concepts the other way round; one concept parts nobody.
CAMPS = Responses(
    tuple("abcdef"), tuple("wxyz!"), np.array([[1, 1, 0, 0, 1]] * 3 + [[0, 0, 1, 1, 1]] * 3), 2
)  # fmt: skip


def said(text: str) -> Statements:
    """Statements from words such as `ax+`: actor, concept, support or rejection."""
    words = text.split()
    ids = tuple(str(n) for n in range(len(words)))
    return Statements(
        ids,
        times(["2020-01-01"] * len(words)),
        Column.of(ids),
        {
            "organization": Column.of([word[0] for word in words]),
            "concept": Column.of([word[1] for word in words]),
            "agreement": Column.of([int(word[2] == "+") for word in words], "boolean"),
        },
    )


def test_without_a_threshold_only_the_unmixed_answer() -> None:
    found = responses(said("ax+ ax+ ay- bx+ bx- by- cx- cy+"), Settings())
    assert (found.rows, found.columns) == (("a", "b", "c"), ("x", "y"))
    assert found.answers.tolist() == [[1, 0], [-1, 0], [0, 1]]


def test_a_threshold_takes_shares_on_both_sides() -> None:
    text = "ax+ ax+ ax- bx- bx- bx+ cx+ cx-"
    for threshold in (0.4, 0.6):
        found = responses(said(text), Settings(), threshold=threshold)
        assert (found.rows, found.answers.tolist()) == (("a", "b"), [[1], [0]])


def test_ordinal_answers_have_a_middle() -> None:
    text = "ax+ ay- bx+ bx- cy+"
    assert responses(said(text), Settings(), "ordinal").answers.tolist() == [[2, 0], [1, -1], [-1, 2]]
    middle = responses(said(text), Settings(), "ordinal", absent_missing=False)
    assert middle.answers.tolist() == [[2, 0], [1, 1], [1, 2]]


def test_what_few_answer_is_left_out_until_all_have_enough() -> None:
    found = responses(said("ax+ bx- cy+ cz+"), Settings())
    assert (found.rows, found.columns) == (("a", "b"), ("x",))
    with pytest.raises(UsageError, match="no concept has the answers of two actors"):
        responses(said("ax+ by+"), Settings())


@pytest.mark.parametrize("scale", [correspondence, signed_scale])
def test_closed_scales_part_two_camps(scale: object) -> None:
    rows = scale(CAMPS, 1).rows[:, 0]  # type: ignore[operator]
    assert np.sign(rows[:3]).tolist() == [np.sign(rows[0])] * 3
    assert np.sign(rows[3:]).tolist() == [-np.sign(rows[0])] * 3


def test_the_whole_of_two_pure_camps_is_one_dimension() -> None:
    pure = Responses(tuple("ab"), tuple("xy"), np.array([[1, 0], [0, 1]]))
    assert correspondence(pure).shares.tolist() == pytest.approx([1, 0])
    assert correspondence(pure).rows[:, 0].tolist() == pytest.approx([1, -1])
    assert signed_scale(pure).shares.tolist() == pytest.approx([1, 0])
    assert abs(signed_scale(pure).rows[:, 0]) == pytest.approx([0.5, 0.5])


def test_ideal_points_part_two_camps() -> None:
    found = ideal_points(CAMPS, 1, SHORT, ("a", "f"))
    ability = found.ability.mean[:, 0]
    assert ability[:3].max() < -0.3
    assert ability[3:].min() > 0.3
    assert (found.discrimination.mean[:2, 0] < 0).all()
    assert (found.discrimination.mean[2:4, 0] > 0).all()
    assert found.difficulty.mean[4, 0] < 0  # all support it
    assert (found.ability.low <= found.ability.mean).all()
    assert (found.ability.mean <= found.ability.high).all()
    assert found.rhat < 1.2


def test_anchors_mirror_the_scale() -> None:
    one, other = (ideal_points(CAMPS, 1, SHORT, pair).ability.mean for pair in (("a", "f"), ("f", "a")))
    assert one == pytest.approx(-other)
    with pytest.raises(UsageError, match="Q has no answers"):
        ideal_points(CAMPS, 1, SHORT, ("Q", "a"))


def test_a_seed_repeats_draws() -> None:
    one, other = (ideal_points(CAMPS, 2, SHORT).ability.mean for _ in range(2))
    assert (one == other).all()
    assert one.shape == (6, 2)


def test_without_answers_only_what_was_believed_before() -> None:
    nothing = Responses(("a", "b"), ("x",), np.array([[-1], [-1]]))
    found = ideal_points(nothing, 1, Sampling(draws=4000, burn_in=100, thin=1), ("a", "b"))
    # the mean of the larger of two standard normal values is 1 / √π
    assert found.ability.mean[:, 0] == pytest.approx([-1 / np.sqrt(np.pi), 1 / np.sqrt(np.pi)], abs=0.05)


def test_known_abilities_are_found_again() -> None:
    rng = np.random.default_rng(5)
    ability, slope, hard = rng.normal(size=30), rng.normal(size=40) * 1.5, rng.normal(size=40)
    latent = np.outer(ability, slope) - hard + rng.normal(size=(30, 40))
    names = tuple(map(str, range(30))), tuple(map(str, range(40)))
    pair = str(ability.argmin()), str(ability.argmax())
    for answers, levels in ((latent > 0, 2), ((latent > 0).astype(int) + (latent > 1), 3)):
        found = ideal_points(Responses(*names, np.asarray(answers, np.int64), levels), 1, SHORT, pair)
        assert np.corrcoef(found.ability.mean[:, 0], ability)[0, 1] > 0.95
        inside = (found.ability.low[:, 0] < ability) & (ability < found.ability.high[:, 0])
        assert inside.mean() > 0.8
        assert np.corrcoef(found.discrimination.mean[:, 0], slope)[0, 1] > 0.9


@pytest.mark.shared
def test_abilities_go_with_those_of_the_discourse_network_analyzer(shared: Path) -> None:
    folder = shared / "data" / "dna"
    expected = json.loads((folder / "scaling.json").read_text("utf8"))
    found = responses(check_cases.read(folder, "sample"), Settings(), threshold=expected["settings"]["threshold"])
    signs = {sign: name for name, sign in expected["settings"]["constraints"].items()}
    points = ideal_points(found, 1, anchors=(signs["-"], signs["+"]))
    for ours, theirs, names in (
        (points.ability, "ability_mean", found.rows),
        (points.discrimination, "discrimination_mean", found.columns),
        (points.difficulty, "difficulty_mean", found.columns),
    ):
        means = [np.mean(expected[theirs][name]) for name in names]
        assert np.corrcoef(ours.mean[:, 0], means)[0, 1] > 0.95
