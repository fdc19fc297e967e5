"""Rules of a second language as another package would bring them: sentences of known names with a verb between them."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator

from kg.extract.statements.attribution import voice
from kg.iris import Iris
from kg.language import Analysis
from kg.llm import Called
from kg.model.ids import make_id
from kg.model.records import Claim, Document, Extraction, Issue, Mention, MentionForm, Resolution, Span
from kg.registry import Registry
from kg.resolve import named

_NAMES = {"Pologne": "Poland", "Allemagne": "Germany"}
_VERBS = {"soutient": "supports", "accuse": "accuses"}
_NAME, _VERB = "|".join(_NAMES), "|".join(_VERBS)
_CLAUSE = re.compile(rf"({_NAME}) ({_VERB}) (?:la |l’)({_NAME})(?: en (\d{{4}}))?")


class French:
    """Reads clauses such as "la Pologne soutient l’Allemagne en 2015"."""

    model = "french 1.0"

    def analyses(self, documents: Iterable[Document]) -> Iterator[Analysis]:
        return (Analysis(()) for _ in documents)

    def resolved(
        self, document: Document, analysis: Analysis, registry: Registry, iris: Iris, report: Callable[[Issue], None]
    ) -> Resolution:
        called = [
            Called(_mention(document, number, Span(*found.span(group))), _NAMES[found[group]], "State")
            for number, found in _clauses(document)
            for group in (1, 3)
        ]
        return named(document, called, registry, iris, report)

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
        passages = {p.number: p for p in document.passages}
        claims = []
        for number, found in _clauses(document):
            ends = [_mention(document, number, Span(*found.span(group))).id for group in (1, 3)]
            claims.append(
                Claim(
                    make_id("claim", document.key, *found.span()),
                    number,
                    voice(passages[number]),
                    ends[0],
                    _VERBS[found[2]],
                    ends[1],
                    Span(*found.span()),
                    0.5,
                    time=found[4],
                    time_normal=self.normal_time(found[4] or "", document.date),
                    rule=f"verb {found[2]}",
                )
            )
        return Extraction(resolution.mentions, tuple(claims))

    def normal_time(self, words: str, day: dt.date | None) -> str | None:
        return words or None


def _clauses(document: Document) -> Iterator[tuple[int, re.Match[str]]]:
    for passage in document.contributions:
        for found in _CLAUSE.finditer(document.text, passage.span.start, passage.span.end):
            yield passage.number, found


def _mention(document: Document, number: int, span: Span) -> Mention:
    return Mention(make_id("mention", document.key, span.start, span.end), number, span, MentionForm.NAME)
