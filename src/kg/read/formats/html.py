"""Saved web pages: the words of the main part, a blank line between blocks."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from kg.read.formats.source import Source
from kg.read.layouts.places import date_in

_SILENT = [
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "svg",
    "head",
    "iframe",
]
_BLOCKS = frozenset(
    "address article blockquote dd div dl dt figure figcaption h1 h2 h3 h4 h5 h6 header hr li main "
    "ol p pre section table "
    "td th tr ul body".split()
)


def sources(path: Path, raw: bytes) -> Iterator[Source]:
    page = BeautifulSoup(raw, "lxml")
    day, address = _meta(page)
    yield Source(html_text(page), None, day, address)


def html_text(page: BeautifulSoup) -> str:
    """The words of a page without navigation and scripts."""
    for tag in page.find_all(_SILENT):
        tag.decompose()
    mains = page.find_all("main") or page.find_all("article")
    root: Tag = mains[0] if len(mains) == 1 else (page.body or page)
    pieces: list[str] = []
    _collect(root, pieces)
    blocks = (
        re.sub(r"[ \t\r\f]*\n[ \t\r\f]*", "\n", re.sub(r"[ \t\r\f]+", " ", b)).strip()
        for b in "".join(pieces).split("\0")
    )
    return "\n\n".join(block for block in blocks if block) + "\n"


def _collect(root: Tag, pieces: list[str]) -> None:
    """The words in their order, without recursion: a page may be nested deeper than Python's stack."""
    waiting: list[object] = list(reversed(root.contents))
    while waiting:
        child = waiting.pop()
        if isinstance(child, str):
            if not isinstance(child, NavigableString):
                pieces.append(child)  # the end of a block
            elif not isinstance(child, PreformattedString):
                pieces.append(re.sub(r"\s+", " ", child))
        elif isinstance(child, Tag) and child.name == "br":
            pieces.append("\n")
        elif isinstance(child, Tag):
            edge = "\0" if child.name in _BLOCKS else ""
            pieces.append(edge)
            waiting += [edge, *reversed(child.contents)]


def _meta(page: BeautifulSoup) -> tuple[dt.date | None, str | None]:
    day: dt.date | None = None
    for name in ("article:published_time", "date", "dc.date", "dcterms.date", "og:article:published_time"):
        found = page.find("meta", attrs={"property": name}) or page.find("meta", attrs={"name": name})
        if isinstance(found, Tag) and isinstance(found.get("content"), str):
            day = day or date_in(str(found["content"])[:10])
    link = page.find("link", attrs={"rel": "canonical"})
    address = str(link["href"]) if isinstance(link, Tag) and link.get("href") else None
    return day, address
