"""An ordinary article: one contribution of its outlet, with title and lead inside it."""

import re

from kg.model.records import Part, PartKind, Passage, Span
from kg.read.layouts.places import country_of, date_in, known_outlet
from kg.read.page import Line, Page

_BYLINE = re.compile(
    r"(?:by|von|par|di|por)\s+(?P<name>[^,|\n]{3,60})(?:\s*[,|]\s*(?P<rest>.{2,100}))?$", re.IGNORECASE
)


def fits(page: Page) -> float:
    return 0.4 if _byline(page) is not None and len(page.paragraphs) > 2 else 0.0


def passages(page: Page) -> tuple[Passage, ...]:
    found = _byline(page)
    lines = [line for line in page.lines if found is None or line is not found[0]]
    if not lines:
        return ()
    parts = [Part(PartKind.TITLE, Span(lines[0].start, lines[0].end))]
    parts += [Part(PartKind.PROSE, Span(line.start, line.end)) for line in lines[1:]]
    outlet = speaker = country = None
    day = None
    if found is not None:
        parts.append(Part(PartKind.BYLINE, Span(found[0].start, found[0].end)))
        speaker, outlet, country = found[1], found[2], found[3]
        day = date_in(found[0].text)
    parts.sort(key=lambda p: p.span.start)
    span = Span(parts[0].span.start, parts[-1].span.end)
    return (Passage(1, span, tuple(parts), outlet, country, lines[0].text, speaker, date=day),)


def _byline(page: Page) -> tuple[Line, str, str | None, str | None] | None:
    """A line `By NAME, Outlet` near the head or at the end: the line, the name, the outlet, its country."""
    for line in (*page.lines[1:4], *page.lines[-1:]):
        match = _BYLINE.fullmatch(line.text)
        if match is None or not match["name"][0].isupper():
            continue
        rest = re.sub(r"\s*\(([^)]*)\)", r", \1", match["rest"] or "")
        pieces = [p.strip() for p in re.split(r"[,|]", rest) if p.strip()]
        outlets = [p for p in pieces if known_outlet(p, page.registry)]
        others = [p for p in pieces if p not in outlets and date_in(p) is None]
        outlet = outlets[0] if outlets else (others[0] if others else None)
        country = next((c for p in others if (c := country_of(p, page.registry)) is not None), None)
        return line, match["name"].strip(), outlet, country
    return None
