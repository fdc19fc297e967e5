"""Pages without contributions: topic pages, lists of headlines, captions."""

from kg.model.records import Passage
from kg.read.page import Page


def fits(page: Page) -> float:
    return 0.1


def passages(page: Page) -> tuple[Passage, ...]:
    return page.head(len(page.text))
