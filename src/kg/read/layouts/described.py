"""`Outlet (left-leaning daily): “…”`: what stands in brackets describes the outlet."""

import re
from dataclasses import dataclass

from kg.model.records import Part, PartKind, Passage, Span
from kg.read.layouts.places import country_of, known_outlet
from kg.read.page import OPENING, Line, Page

_HEADER = re.compile(r"(?P<outlet>[^()“”\":\n]{2,60}?)\s*\((?P<described>[^()\n]{3,80})\)\s*[:—–-]\s*(?=[“„«\"\n]|\S)")

_ALONE = re.compile(r"(?P<outlet>[^()“”\":\n]{2,60}?)\s*\((?P<described>[^()\n]{3,80})\)\s*:\s*")


@dataclass(frozen=True, slots=True)
class _Header:
    block: Line
    end: int
    outlet: str
    described: str


def fits(page: Page) -> float:
    found = _headers(page)
    known = sum(known_outlet(h.outlet, page.registry) for h in found)
    return 0.87 if known > 1 or (known and len(found) == 1) else 0.58 if len(found) > 1 else 0.0


def passages(page: Page) -> tuple[Passage, ...]:
    headers = _headers(page)
    if not headers:
        return page.head(len(page.text))
    found = list(page.head(headers[0].block.start))
    for number, header in enumerate(headers, 1):
        limit = headers[number].block.start if number < len(headers) else len(page.text)
        close = page.quote_end(header.end, limit)
        parts = (Part(PartKind.HEADER, Span(header.block.start, header.end)), *page.quotation(header.end, close))
        end = max(close, parts[-1].span.end)
        found.append(
            Passage(
                number,
                Span(header.block.start, end),
                parts,
                header.outlet,
                _country(page, header.described),
                leaning=header.described,
            )
        )
        rest = page.text[end:limit]
        left = end + len(rest) - len(rest.lstrip())
        page.unplaced(left, max(left, left + len(rest.strip())))
    return tuple(found)


def _headers(page: Page) -> list[_Header]:
    found = []
    blocks = list(page.paragraphs)
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        match = _HEADER.match(block.text) or _ALONE.fullmatch(block.text)
        quoted = match and any(mark in block.text[match.end() - 1 :] for mark in (*OPENING, '"'))
        opens = match and match.end() >= len(block.text) and after is not None and after.text[0] in OPENING + '"'
        if match and (quoted or opens):
            end = block.start + len(match.group().rstrip())
            found.append(_Header(block, end, match["outlet"].strip(), match["described"].strip()))
    return found


def _country(page: Page, described: str) -> str | None:
    """The country that a nationality or a city in the description gives."""
    words = described.replace(",", " ,").split()
    for left, word in enumerate(words):
        for right in range(min(left + 4, len(words)), left, -1) if word[0].isupper() else ():
            if (code := country_of(" ".join(words[left:right]), page.registry)) is not None:
                return code
    return None
