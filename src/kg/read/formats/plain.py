"""Plain text, perhaps with front matter."""

from collections.abc import Iterator
from pathlib import Path

from kg.read.formats.front import split_front, with_front
from kg.read.formats.source import Source, decoded


def sources(path: Path, raw: bytes) -> Iterator[Source]:
    fields, text = split_front(decoded(raw))
    yield with_front(Source(text), fields)
