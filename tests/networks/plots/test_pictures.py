"""Each kind of picture on a small network: what it shows, and what its caption says."""

import datetime as dt
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.networks import backbone, plots
from kg.networks.clusters import Material, material_of
from kg.networks.frequencies import Frequencies, frequencies
from kg.networks.layout import layout
from kg.networks.phases import phases
from kg.networks.plots.heat import SCALE, clustered
from kg.networks.polarisation import SETTINGS, polarise_over_time
from kg.networks.scaling import Sampling, correspondence, ideal_points, responses
from kg.networks.settings import Filter, Settings
from kg.networks.windows import Window, slices
from tests.networks.plots.made import HOSTILE, SAID, crowd, network, statements

TWO = Settings(aggregation="subtract")
WINDOW = Window("days", 4, kernel="uniform", indent=False)


def texts(figure: Any, gid: str | None = None) -> list[str]:
    found = figure.findobj(lambda one: hasattr(one, "get_text") and one.get_text())
    return [one.get_text() for one in found if gid is None or one.get_gid() == gid]


def caption(figure: Any) -> str:
    return " ".join(texts(figure, "caption")).replace("\n", " ")


def by_gid(figure: Any, gid: str) -> Any:
    (found,) = figure.findobj(lambda one: one.get_gid() == gid)
    return found


def test_the_caption_has_the_settings_and_the_number_of_statements() -> None:
    filters = (Filter("concept", ("war",)), Filter("organization", ("Ada", "Bob"), keep=True))
    said = caption(plots.network(network(filters=filters, duplicates="week"), note="view judgements"))
    assert said == (
        "Network of organization by concept. 3 statements. view judgements. Settings: rows organization; "
        "columns concept; qualifier agreement; mode two; aggregation subtract; normalisation no; duplicates week; "
        "isolates no; start none; stop none; compat no; without concept war; only organization Ada, Bob."
    )


def test_signs_are_read_without_colour() -> None:
    figure = plots.network(network())
    solid, dashed = by_gid(figure, "ties-positive"), by_gid(figure, "ties-negative")
    assert solid.get_linestyle()[0][1] is None
    assert dashed.get_linestyle()[0][1]
    assert {"positive", "negative"} <= set(texts(figure))


def test_combined_ties_are_for_against_or_both() -> None:
    figure = plots.network(network(aggregation="combine"))
    assert {"for", "against", "for and against"} <= set(texts(figure))
    assert len(by_gid(figure, "ties-both").get_segments()) == 1  # Eve, of ice


@pytest.mark.parametrize(("aggregation", "kind"), [("conflict", "negative"), ("congruence", "positive")])
def test_a_network_of_one_sign_is_drawn_by_what_it_means(aggregation: str, kind: str) -> None:
    figure = plots.network(network(mode="one", aggregation=aggregation))
    assert by_gid(figure, f"ties-{kind}").get_segments()
    assert aggregation in texts(figure)


def test_sides_have_shapes_and_frequent_nodes_are_larger() -> None:
    figure = plots.network(network())
    rows, columns = by_gid(figure, "nodes-0"), by_gid(figure, "nodes-1")
    assert len(rows.get_paths()[0].vertices) != len(columns.get_paths()[0].vertices)
    assert len(rows.get_sizes()) == 5 - 1  # the ties of Eve cancel out
    assert max(columns.get_sizes()) > max(rows.get_sizes()) > min(rows.get_sizes())  # tax, Ada


def test_what_has_no_name_is_counted() -> None:
    assert "3 of 7 nodes have their name, the most frequent first" in caption(plots.network(network(), most=3))
    assert "2 without a tie are left out" in caption(plots.network(network()))


def test_a_network_without_ties_is_drawn() -> None:
    assert "left out" in caption(plots.network(network([("Ada", "tax", 1), ("Ada", "tax", 0)])))
    assert caption(plots.heat(network([("Ada", "tax", 1), ("Ada", "tax", 0)])))


ends = st.integers(0, 11)


@given(st.lists(st.tuples(ends, ends, st.sampled_from([-1.0, 2.0])), max_size=20), st.permutations(range(12)))
def test_the_layout_does_not_depend_on_the_order(ties: list[tuple[int, int, float]], order: list[int]) -> None:
    unique = {(min(a, b), max(a, b)): w for a, b, w in ties if a != b}
    names = [f"n{n:02}" for n in range(12)]
    first = layout(names, [(a, b, w) for (a, b), w in unique.items()])
    rank = {node: n for n, node in enumerate(order)}
    mixed = layout([names[n] for n in order], [(rank[b], rank[a], w) for (a, b), w in reversed(unique.items())])
    assert (first[order] == mixed).all()
    apart = np.hypot(*(first[:, None] - first[None]).transpose(2, 0, 1)) + np.eye(12)
    assert apart.min() > 0.05


def test_components_do_not_overlap() -> None:
    names = [f"n{n:02}" for n in range(30)]
    ties = [(n, n + 1, 1.0) for n in range(29) if n % 5 != 4]
    boxes = [(part.min(axis=0), part.max(axis=0)) for part in np.split(layout(names, ties), 6)]
    for n, (low, high) in enumerate(boxes):
        assert all((low >= top).any() or (high <= bottom).any() for bottom, top in boxes[n + 1 :])


def test_opponents_stand_farther_apart_than_allies() -> None:
    at = layout("abcd", [(0, 1, 1.0), (2, 3, 1.0), (0, 2, -1.0), (1, 3, -1.0)])
    assert np.hypot(*(at[0] - at[1])) < np.hypot(*(at[0] - at[2]))


def test_like_rows_are_neighbours_in_a_heat_map() -> None:
    order = clustered(np.array([[5.0, 0], [0, 5], [5, 0.1], [0, 5.1]])).tolist()
    assert {frozenset(order[:2]), frozenset(order[2:])} == {frozenset((0, 2)), frozenset((1, 3))}


def test_cells_have_their_numbers_or_a_minus() -> None:
    assert sorted(texts(plots.heat(network()), "cell")) == ["1", "1", "1", "1", "2", "−1", "−1", "−1", "−1"]
    figure = plots.heat(network(crowd(60)))
    assert set(texts(figure, "cell")) == {"−"}
    assert "most frequent" in caption(plots.heat(network(), most=2))


def test_the_scale_is_even_around_white_and_darker_outwards() -> None:
    grey = SCALE(np.linspace(0, 1, 21))[:, :3] @ [0.299, 0.587, 0.114]
    assert grey[10] == pytest.approx(1.0, abs=0.01)
    assert (np.diff(grey[:11]) > 0).all()
    assert (np.diff(grey[10:]) < 0).all()


def test_bars_lie_left_and_right_of_the_middle() -> None:
    found = frequencies(statements(SAID), Settings(rows="concept"))
    figure = plots.bars(found, Settings(rows="concept"))
    axes = figure.axes[0]
    widths = sorted(bar.get_width() for bar in axes.patches)
    assert widths == [-2.0, -2.0, -1.0, 0.0, 1.0, 1.0, 2.0, 3.0]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["tax", "war", "ice", "sea"]
    assert {"for", "against"} <= set(texts(figure))
    assert "12 statements" in caption(figure)


@pytest.mark.parametrize("levels", [(-2, -1, 0, 1), (1,), ("no", "_yes")])
def test_bars_of_other_levels_show_each(levels: tuple[Any, ...]) -> None:
    found = Frequencies(("a", "b"), levels, np.arange(1.0, 2 * len(levels) + 1).reshape(2, -1))
    figure = plots.bars(found)
    shown = sum(abs(bar.get_width()) for bar in figure.axes[0].patches)
    assert shown == found.counts.sum()


def test_a_dendrogram_joins_the_nearest_first() -> None:
    figure = plots.dendrogram(material_of(statements(SAID), TWO), "average", TWO)
    assert len(by_gid(figure, "joins").get_segments()) == 4
    apart = np.array([[0, 1, 9.0], [1, 0, 9], [9, 9, 0]])
    near = plots.dendrogram(Material(("a", "b", "c"), 1 - apart, apart), "single")
    assert {label.get_text() for label in near.axes[0].get_yticklabels()[1:]} in ({"a", "b"}, {"a", "c"}, {"b", "c"})
    assert near.axes[0].get_xlim()[1] == pytest.approx(9.45)
    with pytest.raises(UsageError, match="louvain makes no dendrogram"):
        plots.dendrogram(Material(("a", "b", "c"), 1 - apart, apart), "louvain")


def test_a_nested_backbone_is_a_tree_in_the_order_of_its_rounds() -> None:
    rounds = backbone.nested(statements(SAID))
    figure = plots.nested(rounds, backbone.SETTINGS)
    assert sorted(label.get_text() for label in figure.axes[0].get_yticklabels()) == ["ice", "sea", "tax", "war"]
    heights = {round(float(line[1, 0]), 9) for line in by_gid(figure, "joins").get_segments()}
    assert heights == {round(one.loss, 9) for one in rounds[:-1]}


def test_backbones_show_losses_and_members() -> None:
    sets = backbone.pareto(statements(SAID))
    figure = plots.backbone(sets, backbone.SETTINGS)
    members, losses = figure.axes
    assert losses.lines[0].get_ydata().tolist() == [one.loss for one in sets]
    assert [len(one.get_offsets()) for one in members.collections] == [1 + 2 + 3, 3 + 2 + 1]
    one = backbone.fixed(statements(SAID), 2)
    assert f"Loss {one.loss:.4g}" in caption(plots.backbone(one))


def test_polarisation_is_a_line_with_a_band_and_gaps() -> None:
    said = statements(SAID)
    moments = list(polarise_over_time(said, window=WINDOW, draws=20, seed=1))
    figure = plots.polarisation(moments, SETTINGS, WINDOW)
    line = by_gid(figure, "polarisation").get_ydata()
    camps = [bool(one.camps.groups) for one in moments]
    assert (~np.isnan(line)).tolist() == camps
    assert True in camps
    assert by_gid(figure, "interval")
    assert "kernel uniform" in caption(figure)
    with pytest.raises(UsageError, match="no slices"):
        plots.polarisation([])


def test_intervals_repeat_and_hold_the_value_of_one_document() -> None:
    said = statements(crowd(8))
    first, again = (list(polarise_over_time(said, window=WINDOW, draws=30, seed=3)) for _ in "ab")
    assert repr(first) == repr(again)
    known = [one for one in first if not np.isnan(one.low)]
    assert known
    assert all(one.low <= one.high for one in known)
    assert all(np.isnan(one.low) for one in polarise_over_time(said, window=WINDOW))
    alone = replace(said, documents=type(said.documents).of(["d"] * len(said)))
    for one in polarise_over_time(alone, window=WINDOW, draws=3):
        assert np.isnan(one.low) or one.low == one.high == pytest.approx(one.camps.value)


def test_phases_are_bars_of_time_above_distances() -> None:
    found = phases(statements(crowd(10)), TWO, WINDOW, methods=["average"])
    figure = plots.phases(found, TWO, WINDOW)
    assert len(figure.axes[0].patches) == len(found.slices)
    assert set(texts(figure)) >= {f"state {state}" for state in found.states}
    assert "found by average" in caption(figure)


def test_points_have_intervals() -> None:
    asked = responses(statements(SAID), TWO)
    found = ideal_points(asked, sampling=Sampling(draws=50, burn_in=20, chains=2))
    figure = plots.points(asked, found, TWO)
    assert len(by_gid(figure, "intervals").get_segments()) == len(asked.rows)
    assert sorted(by_gid(figure, "points").get_xdata().tolist()) == sorted(found.ability.mean[:, 0].tolist())
    plane = plots.points(asked, correspondence(asked), of="concepts")
    assert len(by_gid(plane, "points").get_offsets()) == 2 * len(asked.columns)


def test_multiples_keep_the_place_of_a_node() -> None:
    window = Window("days", 6)
    found = list(slices(statements(SAID), TWO, window))
    figure = plots.multiples(found, TWO, window, most=4)
    assert len(figure.axes) == 4
    assert f"4 of {len(found)} windows, evenly chosen" in caption(figure)
    assert len({axes.get_title() for axes in figure.axes}) == 4
    places = [{tuple(p) for c in axes.collections if str(c.get_gid()).startswith("nodes") for p in c.get_offsets()}
              for axes in figure.axes]  # fmt: skip
    assert all(places[0] & one for one in places[1:])
    assert found[0].first == dt.datetime(2021, 1, 1)
    with pytest.raises(UsageError, match="no windows"):
        plots.multiples([], TWO)


_PROGRAM = """
import hashlib
from kg.networks import plots
from tests.networks.plots.made import crowd, network
for ending in plots.ENDINGS:
    for kind in plots.PICTURES:
        print(hashlib.sha256(plots.written(plots.picture(network(crowd(30)), kind), ending)).hexdigest())
"""


def test_the_same_bytes_in_another_process() -> None:
    root = Path(__file__).resolve().parents[3]
    path = os.pathsep.join([str(root), *sys.path])
    found = [
        subprocess.run(
            [sys.executable, "-c", _PROGRAM], env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert found[0] == found[1]
    assert len(found[0].split()) == 6


@pytest.mark.parametrize("ending", plots.ENDINGS)
def test_the_same_bytes_twice_without_a_date(ending: str, tmp_path: Path) -> None:
    network(SAID).plot(tmp_path / f"one.{ending}")
    network(SAID).plot(tmp_path / f"two.{ending}")
    content = (tmp_path / f"one.{ending}").read_bytes()
    assert content == (tmp_path / f"two.{ending}").read_bytes()
    assert b"CreationDate" not in content
    assert b"<dc:date>" not in content


def test_text_stays_text_in_svg() -> None:
    text = plots.written(network().plot(), "svg").decode()
    assert ">Ada</text>" in text
    assert "DejaVu Sans" in text


def test_what_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="not written as bmp") as found:
        network().plot(tmp_path / "x.bmp")
    assert ".svg, .png, .pdf" in found.value.remedy
    with pytest.raises(UsageError, match="no picture pie"):
        network().plot(kind="pie")
    with pytest.raises(UsageError, match="cannot be written"):
        network().plot(tmp_path / "none" / "x.svg")


def test_hostile_names_are_drawn_in_every_picture(tmp_path: Path) -> None:
    said = [(name, other, n % 2) for n, name in enumerate(HOSTILE) for other in HOSTILE[:4]]
    made = statements(said)
    for n, figure in enumerate((
        plots.heat(network(said)), plots.bars(frequencies(made, Settings(rows="organization"))),
        plots.dendrogram(material_of(made, TWO)), plots.nested(backbone.nested(made)),
        plots.backbone(backbone.pareto(made)), plots.points(responses(made, TWO), correspondence(responses(made, TWO))),
        plots.multiples(list(slices(made, TWO, Window("days", 6))), TWO),
    )):  # fmt: skip
        plots.write(figure, tmp_path / f"{n}.svg")
        text = (tmp_path / f"{n}.svg").read_text(encoding="utf8")
        assert "$x^$" in text
        assert "<script>" not in text
