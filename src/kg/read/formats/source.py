"""A text as a file gives it, before it is cut into passages."""

import datetime as dt
from dataclasses import dataclass

from charset_normalizer import from_bytes


@dataclass(frozen=True, slots=True)
class Source:
    """A text with what its file says about it; `key` only where the file names the text (Message-ID, entry id)."""

    text: str
    key: str | None = None
    date: dt.date | None = None
    address: str | None = None
    licence: str | None = None
    layout: str | None = None
    language: str | None = None


def decoded(raw: bytes) -> str:
    """The text of bytes: UTF-8 where it is, else the likeliest encoding. ValueError where it is no text."""
    for encoding in ("utf-8-sig", "utf-16") if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig",):
        try:
            return _checked(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    if b"\x00" in raw[:4096]:
        raise ValueError("it holds binary content, no text")
    best = from_bytes(raw, cp_isolation=["cp1252", "cp1250", "cp1251", "iso8859_2", "iso8859_9", "cp1253"]).best()
    if best is None:
        raise ValueError("its encoding cannot be told")
    return str(best)


def _checked(text: str) -> str:
    if "\x00" in text:
        raise ValueError("it holds binary content, no text")
    return text
