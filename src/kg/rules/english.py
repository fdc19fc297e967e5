"""English: spaCy's parse, rules over it, and what was learnt."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator

from kg.extract import claims, mentions, normal_time
from kg.iris import Iris
from kg.language import Analysis
from kg.language.parser import analyse, model_name
from kg.model.records import Document, Extraction, Issue, Resolution
from kg.registry import Registry
from kg.resolve import referents
from kg.tagger.encoder import encode


class English:
    """The rules of English."""

    @property
    def model(self) -> str:
        return model_name()

    def analyses(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        return analyse(documents)

    def resolved(
        self, document: Document, analysis: Analysis, registry: Registry, iris: Iris, report: Callable[[Issue], None]
    ) -> Resolution:
        found = mentions(document, analysis, registry)
        return referents(document, analysis, found, registry, iris, report)

    def stated(
        self,
        document: Document,
        analysis: Analysis,
        resolution: Resolution,
        registry: Registry,
        report: Callable[[Issue], None],
        *,
        learnt: bool,
    ) -> Extraction:
        encoded = encode(document.text, cuts(document, analysis)) if learnt else None
        return claims(document, analysis, resolution.mentions, resolution, registry, report, encoded)

    def normal_time(self, words: str, day: dt.date | None) -> str | None:
        return normal_time(tuple(words.lower().split()), day)


def cuts(document: Document, analysis: Analysis) -> list[int]:
    """Where the encoder may begin anew: at sentences and parts."""
    parts = (part.span.start for passage in document.passages for part in passage.parts)
    return sorted({*parts, *(s.span.start for s in analysis.sentences)})
