"""Word pieces of a text in windows that the encoder reads at once: whole sentences, up to a number of pieces."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

LIMIT = 192  # pieces of a window, the two marks at its ends included
_FIRST, _LAST = 101, 102  # the marks [CLS] and [SEP]
_SENTENCE = re.compile(r"(?<=[.!?”\"’])\s+(?=[“\"‘(]?[A-Z])|\n+")


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of a stretch of text. `starts` and `ends` are code points of the text, -1 for the marks at both ends."""

    pieces: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]

    def covered(self, start: int, end: int) -> NDArray[np.intp]:
        """The indices of the pieces that lie in, or overlap, a span of the text."""
        return np.flatnonzero((self.starts < end) & (self.ends > start) & (self.starts >= 0))


@cache
def tokenizer(path: Path) -> Any:
    """The word-piece tokenizer kept in a file."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(path))
    made.no_truncation()
    made.no_padding()
    return made


def windows(text: str, cuts: Sequence[int], vocabulary: Path, limit: int = LIMIT) -> list[Window]:
    """The text in windows that begin at cuts (starts of sentences, code points); a longer sentence is divided."""
    encoded = tokenizer(vocabulary).encode(text, add_special_tokens=False)
    pieces = np.array(encoded.ids, dtype=np.int64)
    offsets = np.array(encoded.offsets, dtype=np.int64).reshape(-1, 2)
    borders = np.searchsorted(offsets[:, 0], sorted({*cuts, 0}))
    ends = [*borders[1:].tolist(), len(pieces)]
    made, left = [], 0
    room = limit - 2
    for place, end in enumerate(ends):
        begin = int(borders[place])
        if end - left > room and begin > left:
            made.append((left, begin))
            left = begin
        while end - left > room:
            made.append((left, left + room))
            left += room
    if left < len(pieces):
        made.append((left, len(pieces)))
    return [_window(pieces[a:b], offsets[a:b]) for a, b in made if a < b]


def _window(pieces: NDArray[np.int64], offsets: NDArray[np.int64]) -> Window:
    ids = np.concatenate([[_FIRST], pieces, [_LAST]])
    return Window(ids, _marked(offsets[:, 0]), _marked(offsets[:, 1]))


def _marked(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([[-1], values, [-1]])


def sentence_starts(text: str) -> list[int]:
    """Where sentences begin, by punctuation and line ends alone: for texts that nobody has parsed."""
    return [0, *(match.end() for match in _SENTENCE.finditer(text))]
