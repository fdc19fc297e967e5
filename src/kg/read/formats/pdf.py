"""PDF: the text with its lines joined to paragraphs and words at line ends joined again."""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

from pdfminer.high_level import extract_text

from kg.read.formats.source import Source

_ENDS = re.compile(r"[.!?:;…”»\")/\]]$")


def sources(path: Path, raw: bytes) -> Iterator[Source]:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        text = extract_text(io.BytesIO(raw))
    except Exception as error:  # pdfminer 20260107 raises whatever a damaged file leads it to
        raise ValueError(f"the PDF is damaged: {error}") from error
    if not text.strip():
        raise ValueError("the PDF holds no text; it may be a scan")
    yield Source(joined(text))


def joined(text: str) -> str:
    """Paragraphs out of printed lines: a line that fills the column goes on in the next.

    >>> joined("The govern-\\nment has\\ndecided.\\n\\nNext")
    'The government has decided.\\n\\nNext\\n'
    """
    blocks = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\x0c", "\n\n")):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        words = lines[0]
        for line in lines[1:]:
            if re.search(r"[a-z]-$", words) and line[0].islower():
                words = words[:-1] + line
            else:
                words += " " + line
        blocks.append(words)
    return "\n\n".join(_rejoined(blocks)) + "\n"


def _rejoined(blocks: list[str]) -> Iterator[str]:
    """Blocks that a page break parted are put together: one ends without a stop, the next goes on in lower case."""
    held = ""
    for block in blocks:
        if held and not _ENDS.search(held) and block[0].islower():
            held = f"{held} {block}"
            continue
        if held:
            yield held
        held = block
    if held:
        yield held
