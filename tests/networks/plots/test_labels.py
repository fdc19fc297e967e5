"""Names cover neither each other nor nodes, as they are drawn."""

from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from kg.networks import plots
from kg.networks.plots import labels
from kg.networks.plots.sheet import extent, styled, wrapped
from tests.networks.plots.made import HOSTILE, SAID, crowd, network

places = st.tuples(st.floats(0, 400), st.floats(0, 300))


def boxes(figure: Any, gid: str) -> list[Any]:
    """The extents of texts of a kind, in pixels, as they are drawn at twice the usual size."""
    figure.set_dpi(200)
    with styled():
        FigureCanvasAgg(figure).draw()
    renderer = figure.canvas.get_renderer()
    return [text.get_window_extent(renderer) for text in figure.findobj(lambda one: one.get_gid() == gid)]


def meet(one: Any, other: Any) -> bool:
    slack = 1.0  # a pixel
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return bool(wide > slack and high > slack)


@pytest.mark.parametrize("said", [SAID, crowd(20), crowd(80)])
@pytest.mark.parametrize("mode", ["one", "two"])
def test_names_do_not_overlap(said: Any, mode: str) -> None:
    figure = plots.network(network(said, mode=mode))
    found = boxes(figure, "name")
    assert len(found) >= 4
    assert [pair for pair in combinations(found, 2) if meet(*pair)] == []


def test_names_and_caption_lie_on_the_sheet() -> None:
    figure = plots.network(network(crowd(40)))
    found = [*boxes(figure, "name"), *boxes(figure, "caption")]
    whole = figure.bbox
    assert all(whole.x0 <= b.x0 and b.x1 <= whole.x1 and whole.y0 <= b.y0 and b.y1 <= whole.y1 for b in found)


@given(st.lists(places, min_size=1, max_size=25), st.data())
def test_placed_boxes_are_apart_from_each_other_and_from_nodes(nodes: list[tuple[float, float]], data: Any) -> None:
    at = np.array(nodes)
    sizes = np.array([data.draw(st.tuples(st.floats(5, 120), st.floats(8, 30))) for _ in nodes])
    middles = labels.place(at, np.full(len(at), 4.0), sizes, np.zeros((0, 4)), (400.0, 300.0))
    shown = np.flatnonzero(~np.isnan(middles[:, 0]))
    low, high = middles - sizes / 2, middles + sizes / 2
    for a, b in combinations(shown, 2):
        assert (low[a] >= high[b]).any() or (low[b] >= high[a]).any()
    for a in shown:
        assert (low[a] >= 0).all()
        assert (high[a] <= (400, 300)).all()
        assert ((at + 4 <= low[a]) | (at - 4 >= high[a])).any(axis=1).all()


def test_a_label_alone_stands_to_the_right_and_goes_round_a_tie() -> None:
    node, size, radius = np.array([[200.0, 150.0]]), np.array([[40.0, 10.0]]), np.array([5.0])
    right = labels.place(node, radius, size, np.zeros((0, 4)), (400.0, 300.0))
    assert right.tolist() == [[227.0, 150.0]]
    crossed = labels.place(node, radius, size, np.array([[200.0, 150.0, 390.0, 150.0]]), (400.0, 300.0))
    assert crossed.tolist() == [[173.0, 150.0]]


@given(st.text(max_size=200), st.floats(20, 200))
def test_lines_are_no_wider_than_asked_unless_they_are_one_sign(text: str, width: float) -> None:
    from kg.networks.captions import clean

    cleaned = clean(text, 200)
    lines = wrapped(cleaned, 8.0, width)
    assert "".join(lines).replace(" ", "") == cleaned.replace(" ", "")
    assert all(extent(line, 8.0)[0] <= width * 1.3 or len(line) == 1 for line in lines)


def test_hostile_names_break_no_picture() -> None:
    said = [(name, concept, n % 2) for n, name in enumerate(HOSTILE) for concept in ("tax", HOSTILE[n - 1])]
    figure = plots.network(network(said))
    for ending in plots.ENDINGS:
        plots.written(figure, ending)
    text = plots.written(figure, "svg").decode()
    assert "$x^$" in text
    assert "<script>" not in text
    assert "\x07" not in text
    assert "very long very…" not in text
    assert "…" in text
