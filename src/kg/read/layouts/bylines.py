"""Layouts with the byline behind the quotation: `Outlet (City), date`, `— Name, Outlet`, `OUTLET (CITY)`."""

import datetime as dt
import re
from dataclasses import dataclass

from kg.model.records import Part, PartKind, Passage, Span
from kg.read.layouts.places import country_of, date_in, known_outlet
from kg.read.page import CLOSING, OPENING, Line, Page

_BRACKET = re.compile(r"\s*\(([^()]*)\)")
_GLUED = re.compile(r"[”»\"]\s*[—–-]+\s*(?P<byline>[^“”\"]{3,120})$")

_PARTICLES = frozenset("of the de la le les des du del della di da do das dos van von und et y e tou".split())


@dataclass(frozen=True, slots=True)
class Byline:
    """What stands behind a quotation, and where."""

    start: int
    end: int
    outlet: str | None
    country: str | None
    speaker: str | None
    role: str | None
    date: dt.date | None
    known: bool


def fits(page: Page) -> float:
    pairs = _pairs(page, capitals=False)
    known = sum(byline.known for _, byline in pairs)
    return 0.85 if known > 1 or (known and len(pairs) == known) else 0.55 if len(pairs) > 1 else 0.0


def passages(page: Page) -> tuple[Passage, ...]:
    return _passages(page, _pairs(page, capitals=False))


def fits_capitals(page: Page) -> float:
    pairs = _pairs(page, capitals=True)
    return 0.88 if len(pairs) > 1 else 0.8 if pairs and pairs[0][1].known else 0.0


def passages_capitals(page: Page) -> tuple[Passage, ...]:
    return _passages(page, _pairs(page, capitals=True))


def _passages(page: Page, pairs: list[tuple[list[Line], Byline]]) -> tuple[Passage, ...]:
    if not pairs:
        return page.head(len(page.text))
    found = list(page.head(pairs[0][0][0].start))
    end = pairs[0][0][0].start
    for number, (blocks, byline) in enumerate(pairs, 1):
        _unplaced_between(page, end, blocks[0].start)
        quote = page.quotation(blocks[0].start, byline.start)
        parts = (*quote, Part(PartKind.BYLINE, Span(byline.start, byline.end)))
        span = Span(blocks[0].start, byline.end)
        found.append(
            Passage(
                number, span, parts, byline.outlet, byline.country, None, byline.speaker, byline.role, None, byline.date
            )
        )
        end = byline.end
    _unplaced_between(page, end, len(page.text))
    return tuple(found)


def _unplaced_between(page: Page, start: int, end: int) -> None:
    for line in page.lines:
        if start <= line.start < end:
            page.unplaced(line.start, min(line.end, end))


def _pairs(page: Page, *, capitals: bool) -> list[tuple[list[Line], Byline]]:
    """Quotations with their bylines: in a paragraph of its own, in the last line, or behind a dash."""
    found = []
    quotation: list[Line] = []
    for block in _split(page):
        if _is_quotation(block) or (quotation and not _closes(quotation[-1]) and block.text[0] in OPENING + '"'):
            if quotation and _closes(quotation[-1]):
                quotation = []
            quotation.append(block)
        elif quotation and (byline := _byline(page, block, capitals=capitals)) is not None:
            found.append((quotation, byline))
            quotation = []
        else:
            quotation = []
    return found


def _split(page: Page) -> list[Line]:
    """Paragraphs, with a byline in the last line or behind a dash split off."""
    blocks = []
    for block in page.paragraphs:
        glued = _GLUED.search(block.text)
        head, newline, tail = block.text.rpartition("\n")
        if newline and head.rstrip()[-1:] in CLOSING + '"':
            blocks.append(Line(block.start, block.start + len(head.rstrip()), head.rstrip()))
            blocks.append(Line(block.end - len(tail.lstrip()), block.end, tail.lstrip()))
        elif glued is not None:
            quote = block.text[: glued.start() + 1]
            blocks.append(Line(block.start, block.start + len(quote), quote))
            blocks.append(Line(block.start + glued.start("byline"), block.end, glued["byline"]))
        else:
            blocks.append(block)
    return blocks


def _is_quotation(block: Line) -> bool:
    return block.text[0] in OPENING + '"' and len(block.text) > 60


def _closes(block: Line) -> bool:
    return block.text[-1] in CLOSING + '"'


def _byline(page: Page, block: Line, *, capitals: bool) -> Byline | None:
    text = block.text.strip("—–- ()[]") if block.text[0] in "—–-([" else block.text
    if len(block.text) > 140 or block.text[-1] in ".!?:" + CLOSING or "\n" in block.text.strip():
        return None
    name = _BRACKET.sub("", text).split(",")[0]
    shouted = name.isupper() and len(name) > 3
    if capitals and not shouted:
        return None
    bracket = _BRACKET.search(text)
    pieces = [p.strip(" .|–—-") for p in _BRACKET.sub("", text).split(",") if p.strip(" .|–—-")]
    return _parsed(page, block, pieces, bracket.group(1) if bracket else None, shouted)


def _parsed(page: Page, block: Line, pieces: list[str], bracket: str | None, shouted: bool) -> Byline | None:
    day = date_in(", ".join(pieces)) or (date_in(bracket) if bracket else None)
    pieces = [p for p in pieces if not _is_date(p)]
    if not pieces:
        return None
    outlets = [p for p in pieces if known_outlet(p, page.registry)]
    outlet = outlets[-1] if outlets else pieces[-1]
    others = [p for p in pieces if p != outlet]
    country = country_of(_title_case(bracket), page.registry) if bracket and not _is_date(bracket) else None
    for piece in others[::-1]:
        if country is None and (code := country_of(_title_case(piece), page.registry)) is not None:
            country, others = code, [o for o in others if o != piece]
    if bracket and country is None and not _is_date(bracket):
        known = page.registry.outlets_named(outlet)
        country = known[0].country if known else None
    outlet = _title_case(outlet) if shouted else outlet
    speaker = others[0] if others else None
    role = others[1] if len(others) > 1 else None
    return Byline(block.start, block.end, outlet, country, speaker, role, day, bool(outlets))


def _is_date(piece: str) -> bool:
    if date_in(piece) is not None:
        return True
    return bool(re.fullmatch(r"(\d{1,2}\s+)?[A-Z][a-z]+\.?(\s+\d{1,2})?|\d{4}", piece)) and bool(
        re.search(r"\d|January|February|March|April|May|June|July|August|September|October|November|December", piece)
    )


def _title_case(text: str | None) -> str:
    if not text or not text.isupper() or len(text) <= 3:
        return text or ""
    first, *rest = text.title().split(" ")
    return " ".join([first, *(word.lower() if word.lower() in _PARTICLES else word for word in rest)])
