"""Given names: by them persons are known whom the parser's model takes for organisations or places."""

import csv
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from kg.model.ids import fold

_NAMES = Path(__file__).parent / "lexicon" / "given_names.tsv"
_PARTICLES = frozenset("de del della di da dos du van von der den la le al el bin ben".split())
_LONGEST = 5  # words of a name
_BODIES = frozenset(
    "foundation institute university college school bank group party house centre center company prize award "
    "airport street square stadium hospital library museum church cathedral award trust fund inc ltd gmbh plc".split()
)


@cache
def _genders() -> dict[str, str]:
    with _NAMES.open(encoding="utf8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {fold(row["name"]): row["gender"] for row in rows}


def is_given_name(word: str) -> bool:
    """Whether a word is a usual first name of persons, in any spelling of its accents."""
    return fold(word) in _genders()


def gender_of(name: str) -> str | None:
    """m or f where the first word of a full name tells it, else None.

    >>> gender_of("Oleksandr Zakharchenko"), gender_of("Andrea Rossi"), gender_of("Gazprom")
    ('m', None, None)
    """
    first, _, rest = name.partition(" ")
    return (_genders().get(fold(first)) or None) if rest else None


def persons(words: Sequence[Any]) -> set[int]:
    """The places of words, spaCy's tokens, that name a person: a given name with the proper nouns behind it.

    A longer name of a body is none: the Robert Bosch Foundation.
    """
    found: set[int] = set()
    for left, word in enumerate(words):
        if left in found or word.pos_ != "PROPN" or not word.text[:1].isupper() or not is_given_name(word.text):
            continue
        right = left + 1
        while right < min(len(words), left + _LONGEST) and _continues(words, right):
            right += 1
        while right > left + 1 and words[right - 1].pos_ != "PROPN":
            right -= 1
        own = words[left:right]
        if right - left > 1 and not any(t.lower_ in _BODIES for t in (*own, *words[right : right + 1])):
            found |= set(range(left, right))
    return found


def _continues(words: Sequence[Any], place: int) -> bool:
    word = words[place]
    if word.pos_ == "PROPN":
        return bool(word.text[:1].isupper() and word.tag_ != "POS")
    return word.text == "-" or word.lower_ in _PARTICLES
