"""A text cut into lines and paragraphs, for the layouts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from kg.model.records import Issue, IssueKind, Part, PartKind, Passage, Span
from kg.registry import Registry

CHROME = re.compile(
    r"(?:open\s*/\s*close|show|hide|expand|collapse|open|close) (?:all )?(?:quotes?|more|less)|"
    r"read more|share(?: this)?|"
    r"original (?:in|article)\b.*|to the original.*|» ?more|more from this.*|main focus of.*|"
    r"all quotes|print|newsletter",
    re.IGNORECASE,
)
OPENING = "“„«‟"
CLOSING = "”»‟"


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the blanks around it: `start` and `end` are offsets in the text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Page:
    """What a layout reads. `report` takes what it cannot place."""

    key: str
    text: str
    registry: Registry
    report: Callable[[Issue], None]

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines that are not empty."""
        found, start = [], 0
        for raw in self.text.split("\n"):
            stripped = raw.strip()
            if stripped:
                left = start + len(raw) - len(raw.lstrip())
                found.append(Line(left, left + len(stripped), stripped))
            start += len(raw) + 1
        return tuple(found)

    @cached_property
    def paragraphs(self) -> tuple[Line, ...]:
        """Stretches between empty lines."""
        pattern = re.compile(r"\S(?:.*\S)?(?:\n[ \t]*\S(?:.*\S)?)*")
        return tuple(Line(m.start(), m.end(), m.group()) for m in pattern.finditer(self.text))

    def unplaced(self, start: int, end: int) -> None:
        """Report text that no rule of the layout could place."""
        words = self.text[start:end]
        if words.strip() and not CHROME.fullmatch(words.strip()):
            shown = words if len(words) <= 60 else words[:57] + "..."
            self.report(Issue(IssueKind.UNPLACED, "read", self.key, f'not placed: "{shown}"', Span(start, end)))

    def head(self, end: int) -> tuple[Passage, ...]:
        """Title and lead: everything before `end` but the chrome of the page."""
        lines = [line for line in self.lines if line.start < end]
        lines = [Line(n.start, min(n.end, end), n.text) for n in lines]
        lines = [line for line in lines if not CHROME.fullmatch(self.text[line.start : line.end].strip())]
        if not lines:
            return ()
        parts = []
        for number, line in enumerate(lines):
            words = self.text[line.start : line.end]
            stop = line.end
            if number and (chrome := CHROME.search(words)) and chrome.end() == len(words.rstrip()):
                stop = line.start + len(words[: chrome.start()].rstrip())
            if stop > line.start:
                kind = PartKind.TITLE if number == 0 and len(words) < 200 else PartKind.LEAD
                parts.append(Part(kind, Span(line.start, stop)))
        return (Passage(0, Span(parts[0].span.start, parts[-1].span.end), tuple(parts)),)

    def quotation(self, start: int, end: int) -> tuple[Part, ...]:
        """Introduction and quotation between two offsets; running text where nothing is quoted."""
        opened = self._opening(start, end)
        if opened is None:
            return self.prose(start, end)
        parts = list(self.prose(start, opened, PartKind.INTRO))
        for left, right in self._pieces(opened, end):
            parts.append(Part(PartKind.QUOTE, Span(left, right)))
        return tuple(parts)

    def prose(self, start: int, end: int, kind: PartKind = PartKind.PROSE) -> tuple[Part, ...]:
        """The lines between two offsets as parts of one kind."""
        found = []
        for line in self.lines:
            left, right = max(line.start, start), min(line.end, end)
            words = self.text[left:right] if left < right else ""
            if words.strip() and not CHROME.fullmatch(words.strip()):
                left += len(words) - len(words.lstrip())
                found.append(Part(kind, Span(left, left + len(words.strip()))))
        return tuple(found)

    def quote_end(self, start: int, end: int) -> int:
        """Where the quotation that lies between two offsets closes; `end` where it does not."""
        words = self.text[start:end]
        places = [words.rfind(mark) for mark in (*CLOSING, '"')]
        last = max(places)
        return start + last + 1 if last > 0 else start + len(words.rstrip())

    def _opening(self, start: int, end: int) -> int | None:
        """The mark that opens the quotation: at the head of a line, else behind a colon, else the first one."""
        marks = [i for i in range(start, end) if self.text[i] in OPENING or self._is_straight_opening(i, start)]
        for rule in (self._heads_line, self._follows_colon):
            if found := [i for i in marks if rule(i)]:
                return found[0]
        return None

    def _is_straight_opening(self, place: int, start: int) -> bool:
        if self.text[place] != '"':
            return False
        before = self.text[place - 1] if place > start else "\n"
        return before in " \n(" and place + 1 < len(self.text) and not self.text[place + 1].isspace()

    def _heads_line(self, place: int) -> bool:
        before = self.text[:place].rpartition("\n")[2].strip()
        if before:
            return False
        line_end = self.text.find("\n", place)
        line = self.text[place : line_end if line_end >= 0 else len(self.text)]
        return len(line) > 40

    def _follows_colon(self, place: int) -> bool:
        return self.text[:place].rstrip().endswith(":")

    def _pieces(self, opened: int, end: int) -> list[tuple[int, int]]:
        """The quotation's paragraphs without the marks around them."""
        close = self.quote_end(opened + 1, end)
        found = []
        for line in self.lines:
            left, right = max(line.start, opened), min(line.end, close)
            if left >= right:
                continue
            words = self.text[left:right]
            if words[0] in OPENING + '"':
                left += 1
            if words[-1] in CLOSING + '"' and right - left > 1:
                right -= 1
            if self.text[left:right].strip():
                found.append((left, right))
        return found
