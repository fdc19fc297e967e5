"""Layouts of press reviews: each knows how surely it fits a page, and cuts it into passages."""

from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import ReadError
from kg.model.records import Passage
from kg.read.layouts import article, bylines, described, headers, none, prose
from kg.read.page import Page


@dataclass(frozen=True, slots=True)
class Layout:
    """`fits` says from 0 to 1 how sure it is to understand a page."""

    name: str
    fits: Callable[[Page], float]
    passages: Callable[[Page], tuple[Passage, ...]]


LAYOUTS = (
    Layout("eurotopics-new", headers.fits_new, headers.passages_new),
    Layout("archive-newsletter", headers.fits_archive, headers.passages_archive),
    Layout("eurotopics-plain", headers.fits_plain, headers.passages_plain),
    Layout("described-outlet", described.fits, described.passages),
    Layout("caps-outlet", bylines.fits_capitals, bylines.passages_capitals),
    Layout("repost-byline-after", bylines.fits, bylines.passages),
    Layout("running-prose", prose.fits, prose.passages),
    Layout("article", article.fits, article.passages),
    Layout("none", none.fits, none.passages),
)


def choose(page: Page, name: str | None = None, where: str = "") -> Layout:
    """The layout of a name, or the surest one; the first of equally sure ones."""
    if name is not None:
        for layout in LAYOUTS:
            if layout.name == name:
                return layout
        known = ", ".join(layout.name for layout in LAYOUTS)
        raise ReadError(f"there is no layout {name}", where or page.key, f"Choose one of {known}.")
    return max(LAYOUTS, key=lambda layout: layout.fits(page))
