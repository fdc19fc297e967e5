"""Markdown, perhaps with front matter: headings and paragraphs as plain lines."""

from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.read.formats.front import split_front, with_front
from kg.read.formats.source import Source, decoded

_PARSER = MarkdownIt("commonmark")


def sources(path: Path, raw: bytes) -> Iterator[Source]:
    fields, text = split_front(decoded(raw))
    yield with_front(Source(plain_text(text)), fields)


def plain_text(text: str) -> str:
    """The words of Markdown without its marks, a blank line between blocks."""
    blocks = [_inline(token) for token in _PARSER.parse(text) if token.type == "inline"]
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _inline(token: Token) -> str:
    words = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            words.append("\n" if child.type == "hardbreak" else " ")
        elif child.type in ("text", "code_inline"):
            words.append(child.content)
    return "".join(words)
