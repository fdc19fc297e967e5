"""States of a debate over time."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial.distance import pdist, squareform

from kg.errors import UsageError
from kg.networks.changes import changes
from kg.networks.embedded import classical, embed, silhouettes
from kg.networks.phases import METHODS, Phases, phases
from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements, times
from kg.networks.windows import Window

SETTINGS = Settings(aggregation="subtract", isolates=True)
WINDOW = Window("days", 2, kernel="uniform", indent=False)


def debate(order: list[int] | None = None) -> Statements:
    """Ten days: for five a and b support x, then for five they reject it and support y."""
    rows = [(f"2020-01-{day:02}", who, *what) for day in range(1, 11) for who in "ab" for what in _views(day)]
    rows = rows if order is None else [rows[n] for n in order]
    days, actors, concepts, agreed = zip(*rows, strict=True)
    ids = tuple(f"{day} {who} {what}" for day, who, what in zip(days, actors, concepts, strict=True))
    made = Statements(
        ids,
        times(days),
        Column.of(ids),
        {
            "organization": Column.of(actors),
            "concept": Column.of(concepts),
            "agreement": Column.of(agreed, "boolean"),
        },
    )
    return made.ordered()


def _views(day: int) -> list[tuple[str, int]]:
    return [("x", 1)] if day <= 5 else [("x", 0), ("y", 1)]


def found(statements: Statements, **more: object) -> Phases:
    return phases(statements, SETTINGS, WINDOW, methods=["single", "pam", "spectral", "fast_greedy"], **more)  # type: ignore[arg-type]


def test_a_debate_that_turns_has_two_states() -> None:
    states = found(debate(), most=2).states
    assert states[:4] == (1, 1, 1, 1)
    assert states[-4:] == (2, 2, 2, 2)
    assert len(states) == 10


def test_runs_cover_all_slices() -> None:
    runs = found(debate(), most=2).runs()
    assert [state for state, _, _ in runs] == [1, 2]
    assert (runs[0][1], runs[-1][2]) == (dt.datetime(2020, 1, 1), dt.datetime(2020, 1, 10))


def test_the_order_of_statements_does_not_matter() -> None:
    order = np.random.default_rng(1).permutation(30).tolist()
    one, other = found(debate()), found(debate(order))
    assert one.clusterings == other.clusterings


def test_a_seed_repeats_all_methods() -> None:
    one, other = (phases(debate(), SETTINGS, WINDOW, seed=5).clusterings for _ in range(2))
    assert one == other
    assert len(one.found) == len(METHODS)


def test_a_change_rests_on_what_changed() -> None:
    statements = debate()
    states = found(statements, most=2)
    (change,) = changes(statements, SETTINGS, WINDOW, states)
    assert change.states == (1, 2)
    assert sum(part.share for part in change.concepts) == pytest.approx(1)
    assert {part.name for part in change.concepts} == {"x", "y"}
    days = {part.name.split()[0] for part in change.statements}
    assert days <= {f"2020-01-{day:02}" for day in range(3, 9)}


def test_spectra_are_of_one_mode_and_time_has_slices() -> None:
    with pytest.raises(UsageError, match="spectra are those of a network of one mode"):
        phases(debate(), SETTINGS, WINDOW, distance="spectral")
    with pytest.raises(UsageError, match="there are 0 slices"):
        phases(debate(), SETTINGS, Window("days", 100, kernel="uniform"))


def test_silhouettes_by_hand() -> None:
    places = np.array([0.0, 1, 5])
    apart = abs(places[:, None] - places)
    assert silhouettes(apart, np.array([1, 1, 2])).tolist() == [0.8, 0.75, 0]
    assert silhouettes(apart, np.array([1, 1, 1])).tolist() == [0, 0, 0]


def test_points_of_a_plane_are_found_again() -> None:
    apart = squareform(pdist(np.random.default_rng(0).normal(size=(12, 2))))
    assert squareform(pdist(classical(apart))) == pytest.approx(apart)
    assert embed(apart).stress == pytest.approx(0, abs=1e-9)


def test_only_the_order_of_distances_counts() -> None:
    apart = squareform(pdist(np.random.default_rng(2).normal(size=(15, 2))))
    bent = embed(apart**3)
    assert bent.stress < 0.01
    found = pdist(bent.points)
    assert np.corrcoef(found, squareform(apart))[0, 1] > 0.95


@settings(max_examples=25)
@given(st.integers(0, 1000))
def test_scaling_fits_better_than_classical_points(seed: int) -> None:
    apart = squareform(np.random.default_rng(seed).uniform(0.1, 1, 15))
    made = embed(apart)
    assert 0 <= made.stress < 0.5
    assert made.points.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)


def test_alike_slices_have_no_stress() -> None:
    assert embed(np.zeros((3, 3))).stress == 0
