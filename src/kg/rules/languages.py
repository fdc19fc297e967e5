"""The interface that every language has, and which languages there are."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import entry_points
from typing import Protocol

from kg.iris import Iris
from kg.language import Analysis
from kg.model.records import Document, Extraction, Issue, Resolution
from kg.registry import Registry
from kg.rules.english import English

Report = Callable[[Issue], None]
_GROUP = "kg.rules"


class Rules(Protocol):
    """What reads the documents of one language."""

    @property
    def model(self) -> str:
        """The language model with its version: part of the description of a run."""
        ...

    def analyses(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        """The sentences of each document, in bulk."""
        ...

    def resolved(
        self, document: Document, analysis: Analysis, registry: Registry, iris: Iris, report: Report
    ) -> Resolution:
        """The mentions of actors and who is meant by them."""
        ...

    def stated(
        self,
        document: Document,
        analysis: Analysis,
        resolution: Resolution,
        registry: Registry,
        report: Report,
        *,
        learnt: bool,
    ) -> Extraction:
        """Claims and stances between those actors; with `learnt` also what no rule finds."""
        ...

    def normal_time(self, words: str, day: dt.date | None) -> str | None:
        """The EDTF form of a time expression, seen from a day; None where it has none."""
        ...


def rules_of(language: str) -> Rules | None:
    """What reads a language (ISO 639-1, with or without a region); None where nothing does."""
    return _rules(language.lower().partition("-")[0])


@cache
def _rules(code: str) -> Rules | None:
    if code == "en":
        return English()
    found = next(iter(entry_points(group=_GROUP, name=code)), None)
    return None if found is None else found.load()()
