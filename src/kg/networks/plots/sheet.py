"""The sheet that a picture is drawn on: its style, how wide words are, and the caption below."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

# Colours that readers with any colour vision tell apart (Okabe and Ito 2008); as greys they differ, too.
POSITIVE, NEGATIVE, BOTH, NEUTRAL, INK = "#0072B2", "#D55E00", "#8A3D78", "#6E6E6E", "#222222"
PALETTE = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#B8A800", "#555555")
FONT, SMALL = 8.0, 7.0  # points
POINTS = 72  # of an inch
_STYLE = {
    "font.family": ["DejaVu Sans"], "font.size": FONT, "text.parse_math": False, "text.usetex": False,
    "svg.fonttype": "none", "svg.hashsalt": "kg", "pdf.fonttype": 42, "axes.spines.top": False,
    "axes.spines.right": False, "axes.edgecolor": INK, "axes.labelcolor": INK, "text.color": INK, "xtick.color": INK,
    "ytick.color": INK, "xtick.labelsize": SMALL, "ytick.labelsize": SMALL, "axes.labelsize": FONT,
    "axes.titlesize": FONT, "legend.fontsize": SMALL, "legend.frameon": False, "legend.title_fontsize": SMALL,
    "lines.linewidth": 1.2, "figure.dpi": 100.0, "savefig.dpi": 200.0, "axes.linewidth": 0.6,
    "xtick.major.width": 0.6, "ytick.major.width": 0.6, "figure.facecolor": "white",
}  # fmt: skip
_MARGIN = 0.15  # inches around everything
_LARGE, _SPACE = 100.0, 0.318  # the points at which text is measured, and a space of DejaVu Sans by its size


@contextmanager
def styled() -> Iterator[None]:
    """Draw in one style, whatever the reader has set; a sign that the font lacks becomes a box, and no warning."""
    with style.context(["default", _STYLE]), _quiet():
        yield


@contextmanager
def _quiet() -> Iterator[None]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from font")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support .* natively")
        yield


@dataclass(frozen=True, slots=True)
class Sheet:
    """A figure whose lowest `floor` inches hold the caption; `width` and `height` are inches of what is above."""

    figure: Figure
    width: float
    height: float
    floor: float

    def axes(self, left: float, bottom: float, width: float, height: float, **more: Any) -> Axes:
        """Axes at a place in inches, from the lower left corner above the caption."""
        whole = self.height + self.floor
        box = left / self.width, (bottom + self.floor) / whole, width / self.width, height / whole
        return self.figure.add_axes(box, **more)

    def legend(self, handles: Sequence[Any], bottom: float = 0.0) -> None:
        """A legend of some lines and markers, in one block above the caption."""
        if handles:
            place = _MARGIN / self.width, (bottom + self.floor) / (self.height + self.floor)
            columns = legend_columns(handles, self.width)
            self.figure.legend(
                handles=list(handles), loc="lower left", bbox_to_anchor=place, ncols=columns, borderaxespad=0,
                handlelength=2.6, columnspacing=1.4, borderpad=0.2,
            )  # fmt: skip


def sheet(width: float, height: float, caption: str) -> Sheet:
    """An empty sheet, its drawing so many inches wide and high, with a caption."""
    lines = wrapped(caption, SMALL, (width - 2 * _MARGIN) * POINTS)
    floor = len(lines) * SMALL * 1.35 / POINTS + 2 * _MARGIN
    figure = Figure(figsize=(width, height + floor))
    FigureCanvasAgg(figure)
    figure.text(
        _MARGIN / width, _MARGIN / (height + floor), "\n".join(lines), fontsize=SMALL, color="#444444", va="bottom",
        linespacing=1.25, gid="caption",
    )  # fmt: skip
    return Sheet(figure, width, height, floor)


def legend_columns(handles: Sequence[Any], width: float) -> int:
    """How many entries of a legend lie beside each other in so many inches."""
    entry = max(extent(str(one.get_label()), SMALL)[0] for one in handles) + 4.6 * SMALL
    return max(1, min(len(handles), int((width - 2 * _MARGIN) * POINTS / entry)))


def legend_height(handles: Sequence[Any], width: float) -> float:
    """How many inches a legend takes."""
    return 0.1 + -(-len(handles) // legend_columns(handles, width)) * 0.19 if handles else 0.0


def extent(text: str, size: float = FONT) -> tuple[float, float]:
    """How wide and high lines of text are, in points."""
    lines = text.split("\n")
    return max(_width(line) for line in lines) * size, size * (1.1 + 1.25 * (len(lines) - 1))


@lru_cache(maxsize=1 << 14)
def _width(text: str) -> float:
    """How wide text is, by the size of the font; as the sum of its words, which come again and again."""
    if " " in text:
        words = text.split(" ")
        return sum(map(_width, words)) + (len(words) - 1) * _SPACE
    with _quiet():
        return float(_renderer().get_text_width_height_descent(text or ".", _font(), ismath=False)[0]) / _LARGE


@lru_cache(maxsize=1)
def _renderer() -> RendererAgg:
    return RendererAgg(1, 1, POINTS)


@lru_cache(maxsize=1)
def _font() -> FontProperties:
    return FontProperties(family=["DejaVu Sans"], size=_LARGE)


def wrapped(text: str, size: float, width: float) -> list[str]:
    """Lines of at most so many points; a word that is longer is cut."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if extent(longer, size)[0] <= width:
            lines[-1] = longer
        else:
            lines += _cut(word, size, width)
    return [line for line in lines if line] or [""]


def _cut(word: str, size: float, width: float) -> list[str]:
    if extent(word, size)[0] <= width:
        return [word]
    most = max(1, int(len(word) * width / extent(word, size)[0] * 0.8))
    return [word[n : n + most] for n in range(0, len(word), most)]


def margin(names: Sequence[str], size: float = SMALL, least: float = 0.5) -> float:
    """The inches that names beside an axis take."""
    return max([least, *(extent(name, size)[0] / POINTS + 0.2 for name in names)])
