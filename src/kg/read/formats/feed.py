"""RSS and Atom files: one text an entry; the entry's id is the key."""

import datetime as dt
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from kg.read.formats.html import html_text
from kg.read.formats.source import Source


def sources(path: Path, raw: bytes) -> Iterator[Source]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # feedparser 6.0 calls cgi and sgmllib forms that warn
        import feedparser

        parsed = feedparser.parse(raw, sanitize_html=False, resolve_relative_uris=False)
    if not parsed.entries and (parsed.bozo or not parsed.version):
        raise ValueError("it is no RSS or Atom file, or has no entries")
    for entry in parsed.entries:
        yield _source(entry)


def _source(entry: Any) -> Source:
    contents = [c.get("value", "") for c in entry.get("content", [])]
    words = max([*contents, entry.get("summary", "")], key=len)
    text = html_text(BeautifulSoup(words, "lxml")) if "<" in words else words
    title = BeautifulSoup(entry.get("title", ""), "lxml").get_text().strip()
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n\n{text}"
    when = entry.get("published_parsed") or entry.get("updated_parsed")
    day = dt.date(when.tm_year, when.tm_mon, when.tm_mday) if when else None
    return Source(text, entry.get("id") or entry.get("link"), day, entry.get("link"))
