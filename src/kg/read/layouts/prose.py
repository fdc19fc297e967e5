"""Running prose that cites papers: the stretch of text for which one outlet is the source is its contribution."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.model.ids import fold
from kg.model.records import Passage, Span
from kg.read.layouts.places import country_of
from kg.read.page import CLOSING, OPENING, Line, Page

_SENTENCE = re.compile(r"(?<=[.!?…])[”»\"']?\s+(?=[A-Z“„«\"])")
_WORD = re.compile(r"[\w’'.&+-]+")
_PAPER = re.compile(
    r"\b(newspaper|paper|daily|weekly|tabloid|broadsheet|magazine|broadcaster|portal|website|site|outlet|channel|radio|"
    r"writes?|comments?|argues?|warns?|says?|finds?|notes?|thinks?|believes?|sees?|calls?|fears?|recalls?|regards?|"
    r"according to|observes?|for|concludes?|criticis|hopes?|points? out|puts?|asks?|complains?|"
    r"praises?|editorial|columnist)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Cited:
    start: int
    end: int
    outlet: str
    country: str | None


def fits(page: Page) -> float:
    cited = _cited(page)
    quoted = any(mark in page.text for mark in (*OPENING, '"'))
    return 0.5 if len(cited) > 1 and quoted else 0.45 if len(cited) > 2 else 0.0


def passages(page: Page) -> tuple[Passage, ...]:
    cited = _cited(page)
    if not cited:
        return page.head(len(page.text))
    found = list(page.head(cited[0].start))
    for number, one in enumerate(cited, 1):
        found.append(Passage(number, Span(one.start, one.end), page.prose(one.start, one.end), one.outlet, one.country))
    for block in page.paragraphs:
        if block.start > cited[0].start and not any(c.start <= block.start < c.end for c in cited):
            page.unplaced(block.start, block.end)
    return tuple(found)


def _cited(page: Page) -> list[_Cited]:
    """The stretches of the page with one source each; a paragraph that names no outlet belongs to none."""
    found: list[_Cited] = []
    for block in page.paragraphs[1:]:
        current: _Cited | None = None
        for sentence in _sentences(block):
            named = _outlet_in(page, sentence)
            if named is not None and (current is None or fold(named[0]) != fold(current.outlet)):
                if current is not None:
                    found.append(current)
                start = block.start if current is None else sentence.start
                current = _Cited(start, sentence.end, *named)
            elif current is not None:
                current = replace(current, end=sentence.end)
        if current is not None:
            found.append(current)
    return found


def _sentences(block: Line) -> Iterator[Line]:
    start = 0
    for gap in _SENTENCE.finditer(block.text):
        end = gap.start() + (1 if block.text[gap.start()] in CLOSING + "\"'" else 0)
        yield Line(block.start + start, block.start + end, block.text[start:end])
        start = gap.end()
    yield Line(block.start + start, block.end, block.text[start:])


def _outlet_in(page: Page, sentence: Line) -> tuple[str, str | None] | None:
    """The first outlet that a sentence names outside quotation marks as a source, with its country if one stands by."""
    if not _PAPER.search(sentence.text):
        return None
    words = [m for m in _WORD.finditer(sentence.text) if not _is_quoted(sentence.text, m.start())]
    for place, word in enumerate(words):
        if not (word.group()[0].isupper() or word.group()[0].isdigit() or word.group()[0] == "w"):
            continue
        for width in range(min(5, len(words) - place), 0, -1):
            name = sentence.text[word.start() : words[place + width - 1].end()].rstrip(".,'’")
            name = re.sub(r"['’]s$", "", name)
            if known := page.registry.outlets_named(name):
                around = _country_beside(page, sentence.text, word.start(), words[place + width - 1].end())
                if _is_surely_outlet(page, name, known[0], sentence.text, word.start()):
                    country = around if around in {a.country for a in known} else None
                    return name, country
    return None


def _is_surely_outlet(page: Page, name: str, outlet: object, text: str, start: int) -> bool:
    """A name that is also an ordinary word or an actor's needs a word such as daily beside it."""
    others = [a for a in page.registry.named(name) if a is not outlet and not page.registry.outlets_named(name)]
    actor = [a for a in (*page.registry.by_surname(name), *page.registry.by_metonym(name)) if a]
    ambiguous = any(page.registry.is_ambiguous(name, a) for a in page.registry.outlets_named(name))
    if not (others or actor or ambiguous or (" " not in name and name.isascii() and name.lower() in _COMMON)):
        return True
    before = text[max(0, start - 30) : start].lower()
    return any(
        word in before
        for word in ("daily", "paper", "weekly", "magazine", "tabloid", "broadcaster", "portal", "website")
    )


_COMMON = frozenset(
    "time times independent standard public republic mirror sun express metro star post news nation trends".split()
)


def _country_beside(page: Page, text: str, start: int, end: int) -> str | None:
    before = text[max(0, start - 50) : start]
    after = re.match(r"\s*,\s*([^,]{3,60}),", text[end:])
    bracket = re.match(r"\s*\(([^)]{2,30})\)", text[end:])
    for words in (bracket.group(1) if bracket else "", before, after.group(1) if after else ""):
        for word in reversed(re.findall(r"[A-Z][\w-]+(?:\s[A-Z][\w-]+)?|[A-Z]{2}\b", words)):
            for piece in (word, *word.split()):
                if (code := country_of(piece, page.registry)) is not None:
                    return code
    return None


def _is_quoted(text: str, place: int) -> bool:
    before = text[:place]
    opened = sum(before.count(mark) for mark in OPENING) - sum(before.count(mark) for mark in CLOSING)
    return opened > 0 or before.count('"') % 2 == 1
