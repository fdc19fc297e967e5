"""File formats: each takes the texts out of a file, one or many, with what the file says about them."""

from collections.abc import Callable, Iterator
from pathlib import Path

from kg.read.formats import feed, html, mail, markdown, pdf, plain
from kg.read.formats.source import Source

Format = Callable[[Path, bytes], Iterator[Source]]

FORMATS: dict[str, Format] = {
    ".txt": plain.sources,
    ".text": plain.sources,
    ".html": html.sources,
    ".htm": html.sources,
    ".xhtml": html.sources,
    ".md": markdown.sources,
    ".markdown": markdown.sources,
    ".eml": mail.sources,
    ".mbox": mail.mailbox_sources,
    ".pdf": pdf.sources,
    ".rss": feed.sources,
    ".atom": feed.sources,
    ".xml": feed.sources,
}


def sniff(head: bytes) -> Format:
    """The format of bytes without a file name."""
    start = head.lstrip()[:200].lower()
    if start.startswith(b"%pdf"):
        return pdf.sources
    if start.startswith((b"<?xml", b"<rss", b"<feed")) and (b"<rss" in head[:2000] or b"<feed" in head[:2000]):
        return feed.sources
    if start.startswith((b"<!doctype html", b"<html")) or b"<body" in head[:5000].lower():
        return html.sources
    return plain.sources


__all__ = ["FORMATS", "Source", "sniff"]
