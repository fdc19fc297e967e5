"""File formats: each takes the texts out of a file, one or many, with what the file says about them."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from kg.read.formats import markdown, plain
from kg.read.formats.refused import REFUSED
from kg.read.formats.source import Source

Format = Callable[[Path, bytes], Iterator[Source]]


def _late(module: str, name: str = "sources") -> Format:
    """A format whose module is loaded, with the libraries that it needs, when the first file of it comes."""

    def sources(path: Path, raw: bytes) -> Iterator[Source]:
        reader: Format = getattr(import_module(f"kg.read.formats.{module}"), name)
        return reader(path, raw)

    return sources


_html, _pdf, _feed = _late("html"), _late("pdf"), _late("feed")
_mail, _mailbox = _late("mail"), _late("mail", "mailbox_sources")

FORMATS: dict[str, Format] = {
    ".txt": plain.sources,
    ".text": plain.sources,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".md": markdown.sources,
    ".markdown": markdown.sources,
    ".eml": _mail,
    ".mbox": _mailbox,
    ".pdf": _pdf,
    ".rss": _feed,
    ".atom": _feed,
    ".xml": _feed,
}
_HEADERS = rb"from|to|subject|date|mime-version|message-id|received|return-path|delivered-to|reply-to|content-type"
_HEADER = re.compile(rb"([!-9;-~]+):.*(?:\r?\n[ \t].*)*(?:\r?\n|\Z)")


def sniff(head: bytes) -> Format:
    """The format of bytes without a file name."""
    start = head.lstrip()[:200].lower()
    if start.startswith(b"%pdf"):
        return _pdf
    if start.startswith((b"<?xml", b"<rss", b"<feed")) and (b"<rss" in head[:2000] or b"<feed" in head[:2000]):
        return _feed
    if re.match(rb"From \S+ .*\d\d:\d\d.*\n[!-9;-~]+:", head):
        return _mailbox
    if _is_mail(head):
        return _mail
    if start.startswith((b"<!doctype html", b"<html")) or b"<body" in head[:5000].lower():
        return _html
    return plain.sources


def _is_mail(head: bytes) -> bool:
    """Whether a text begins with header lines, at least two of which are those of a mail."""
    head = head.removeprefix(b"\xef\xbb\xbf")[:50_000]
    known, at = set(), 0
    while match := _HEADER.match(head, at):
        if re.fullmatch(_HEADERS, name := match[1].lower()):
            known.add(name)
        at = match.end()
    return len(known) > 1 and head[at : at + 2].startswith((b"\n", b"\r\n"))


__all__ = ["FORMATS", "REFUSED", "Source", "sniff"]
