"""Layouts with a header before each contribution: `Outlet (CC) /`, `Outlet (CC)`, `Outlet - Country`."""

import datetime as dt
import re
from dataclasses import dataclass

from kg.model.records import Part, PartKind, Passage, Span
from kg.read.layouts.places import country_of, date_in, known_outlet
from kg.read.page import CHROME, CLOSING, OPENING, Line, Page

_NEW = re.compile(r"\(([A-Z]{2})\)\s*/?\s*/\s*$")
_CODED = re.compile(r"(?P<outlet>[^()“”\"]{1,80}?)\s*\((?P<country>[A-Z]{2})\)$")
_DASHED = re.compile(r"(?P<outlet>[^“”\"]{1,80}?)\s+[-–—|]\s+(?P<country>[^\d“”\"]{2,40})$")
_BRACKETED = re.compile(r"^\[(?P<leaning>[^\]]*)\]|^\((?P<round>[^)\d]*)\)(?=\s*\d|\s*$)")


@dataclass(frozen=True, slots=True)
class Header:
    """Where a header stands and what it prints. `body` is where the text behind it begins."""

    start: int
    end: int
    outlet: str | None
    country: str | None
    leaning: str | None = None
    date: dt.date | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def fits_new(page: Page) -> float:
    return 0.95 if _new_headers(page) else 0.0


def passages_new(page: Page) -> tuple[Passage, ...]:
    return _passages(page, _new_headers(page))


def fits_archive(page: Page) -> float:
    found = _archive_headers(page)
    return 0.93 if found and any(h.date or h.leaning for h in found) else 0.0


def passages_archive(page: Page) -> tuple[Passage, ...]:
    return _passages(page, _archive_headers(page))


def fits_plain(page: Page) -> float:
    found = _plain_headers(page)
    known = sum(1 for h in found if h.outlet and known_outlet(h.outlet, page.registry))
    return 0.9 if known or len(found) > 1 else 0.6 if found else 0.0


def passages_plain(page: Page) -> tuple[Passage, ...]:
    found = _plain_headers(page)
    if found and _quotation_first(page, found[0]):
        return _passages_before(page, found)
    return _passages(page, found)


# Headers


def _new_headers(page: Page) -> list[Header]:
    found = []
    for line in page.lines:
        match = _NEW.search(line.text)
        if match is None:
            continue
        left = line.text[: match.start()]
        cut = max([left.rfind(mark) + 1 for mark in (*CLOSING, '"')])
        for chrome in CHROME.finditer(left):
            cut = max(cut, chrome.end())
        name = left[cut:].strip(" /|·-–—")
        if len(name) > 90:
            continue
        start = line.start + (left.index(name, cut) if name else match.start())
        found.append(Header(start, line.end, name or None, country_of(match.group(1), page.registry)))
    return found


def _archive_headers(page: Page) -> list[Header]:
    """`Outlet - Country`, then leaning and date on the same or the next line."""
    found = []
    for number, line in enumerate(page.lines):
        header = _dashed(page, line)
        if header is None:
            continue
        following = page.lines[number + 1] if number + 1 < len(page.lines) else None
        if following is not None and len(following.text) < 80:
            bracket = _BRACKETED.match(following.text)
            day = date_in(following.text)
            if bracket or (day and len(following.text) < 40):
                leaning = (bracket["leaning"] or bracket["round"]) if bracket else None
                header = Header(header.start, following.end, header.outlet, header.country, leaning, day)
        found.append(header)
    return found


def _plain_headers(page: Page) -> list[Header]:
    found = []
    for line in page.lines:
        if line.text.startswith("By "):  # the byline of an article
            continue
        coded = _CODED.fullmatch(line.text)
        if coded and len(line.text.split()) < 12:
            country = country_of(coded["country"], page.registry)
            found.append(Header(line.start, line.end, coded["outlet"].strip(" -–—"), country))
        elif (dashed := _dashed(page, line)) is not None:
            found.append(dashed)
    return found


def _dashed(page: Page, line: Line) -> Header | None:
    match = _DASHED.fullmatch(line.text)
    if match is None:
        return None
    country = country_of(match["country"], page.registry)
    return Header(line.start, line.end, match["outlet"].strip(), country) if country else None


# Passages


def _passages(page: Page, headers: list[Header]) -> tuple[Passage, ...]:
    if not headers:
        return page.head(len(page.text))
    found = list(page.head(headers[0].start))
    for number, header in enumerate(headers, 1):
        end = headers[number].start if number < len(headers) else len(page.text)
        found.append(_contribution(page, number, header, end, number == len(headers)))
    return tuple(found)


def _contribution(page: Page, number: int, header: Header, end: int, last: bool) -> Passage:
    parts = [Part(PartKind.HEADER, header.span)]
    lines = [n for n in page.lines if header.end <= n.start < end and not CHROME.fullmatch(n.text)]
    body, headline = header.end, None
    if lines and _is_headline(lines[0], lines[1:]):
        stop = min(lines[0].end, end)
        parts.append(Part(PartKind.HEADLINE, Span(lines[0].start, stop)))
        headline, body = page.text[lines[0].start : stop], lines[0].end
    close = _close(page, body, end, last)
    parts += page.quotation(body, close)
    page.unplaced(*_rest(page, close, end))
    guest = _is_person(page, header.outlet)
    end_of_text = max(p.span.end for p in parts) if close <= body else close
    return Passage(
        number,
        Span(header.start, end_of_text),
        tuple(parts),
        header.outlet,
        header.country,
        headline,
        header.outlet if guest else None,
        leaning=header.leaning,
        date=header.date,
        guest=guest,
    )


def _close(page: Page, body: int, end: int, last: bool) -> int:
    """Where the contribution ends: with its quotation, or where nothing is quoted with its text."""
    words = page.text[body:end]
    if any(mark in words for mark in (*OPENING, '"')):
        close = page.quote_end(body, end)
        rest = page.text[close:end].strip()
        if not rest or last or CHROME.fullmatch(rest) or len(rest) < 80:
            return close
    return body + len(words.rstrip()) if words.strip() else body


def _rest(page: Page, close: int, end: int) -> tuple[int, int]:
    words = page.text[close:end]
    left = close + len(words) - len(words.lstrip())
    return left, max(left, left + len(words.strip()))


def _is_headline(line: Line, after: list[Line]) -> bool:
    quoted = line.text[0] in OPENING + '"' and (line.text[-1] in CLOSING + '".' or len(line.text) > 120)
    return (
        bool(after) and not line.text.endswith(":") and len(line.text) < 160 and not quoted and ": “" not in line.text
    )


def _is_person(page: Page, name: str | None) -> bool:
    """Whether a header names a person whom the registry knows, and no outlet."""
    if not name or known_outlet(name, page.registry):
        return False
    return any(a.type == "Person" for a in page.registry.named(name))


def _quotation_first(page: Page, header: Header) -> bool:
    """Whether the bylines stand behind the quotations: a quotation before the first, nothing behind the last."""
    before = [p for p in page.paragraphs if p.end <= header.start]
    return bool(before) and before[-1].text[0] in OPENING + '"' and before[-1].text[-1] in CLOSING + '"'


def _passages_before(page: Page, headers: list[Header]) -> tuple[Passage, ...]:
    blocks = list(page.paragraphs)
    first = next(p for p in blocks if p.text[0] in OPENING + '"')
    found, start = list(page.head(first.start)), first.start
    for number, header in enumerate(headers, 1):
        parts = (*page.quotation(start, header.start), Part(PartKind.BYLINE, header.span))
        left = parts[0].span.start - (1 if page.text[parts[0].span.start - 1] in OPENING + '"' else 0)
        found.append(Passage(number, Span(left, header.end), parts, header.outlet, header.country))
        start = header.end
    page.unplaced(*_rest(page, start, len(page.text)))
    return tuple(found)
