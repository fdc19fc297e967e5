"""What was found, and how much of its words is shown."""

import re
from dataclasses import dataclass, field

from kg.search.entries import Entry
from kg.search.folding import BREAK, folded, places
from kg.search.question import Question

LONGEST = 300  # signs of a text that may leave the store; docs/search.md tells why
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f]")  # among them what moves a terminal's cursor
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found. `score` is that of bm25, the higher the better."""

    entry: Entry
    score: float
    question: Question = field(repr=False)

    def shown(self, width: int = LONGEST) -> tuple[str, tuple[Span, ...]]:
        """At most so many signs of the words, around the first one that was asked for, and where such ones stand.

        A longer text has "…" where it was cut.
        """
        text = " ".join(_UNSEEN.sub(" ", self.entry.words.replace(BREAK, " · ")).split())
        spans = _spans(text, self.question.pattern())
        start, end = _window(text, spans[0] if spans else (0, 0), min(width, LONGEST))
        before, after = "…" if start else "", "…" if end < len(text) else ""
        shift = len(before) - start
        marks = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in spans if a < end and b > start)
        return before + text[start:end] + after, marks


def _spans(text: str, pattern: "re.Pattern[str]") -> list[Span]:
    """Where in a text what was asked for stands, in order and apart."""
    flat = folded(text)
    found = [match.span() for match in pattern.finditer(flat)]
    if not found:
        return []
    place = places(text)
    return [(place[start], place[end - 1] + 1) for start, end in found if end > start]


def _window(text: str, around: Span, width: int) -> Span:
    """The part of a text that is shown: at most `width` signs with those for what is cut, between blanks if any."""
    if len(text) <= width:
        return 0, len(text)
    start = max(0, min(around[0] - width // 4, len(text) - width + 1))
    if start:
        blank = text.find(" ", start, around[0])
        start = blank + 1 if blank >= 0 else start + 1
    end = min(len(text), start + width - 2)
    if end < len(text):
        blank = text.rfind(" ", around[1], end + 1)
        end = blank if blank > start else end
    return start, end
