"""Ids: equal raw fields give equal ids, other fields other ids."""

import hashlib
import json
import re
import unicodedata
from typing import TypeAlias

Raw: TypeAlias = "str | int | list[Raw] | None"


def make_id(kind: str, *raw: Raw) -> str:
    """The id of a record, for example of the first contribution to a document.

    >>> make_id("contribution", "5f1c", 1)
    '4233691a9843730c'
    """
    array = json.dumps([kind, *raw], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", array).encode()).hexdigest()[:16]


_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "ı": "i", "ß": "ss", "æ": "ae"}
    | {"Æ": "Ae", "œ": "oe", "Œ": "Oe", "þ": "th", "Þ": "Th", "’": "'"}
)


def plain(name: str) -> str:
    """A name without diacritics, in letters that a keyboard has.

    >>> plain("Łukaszenka")
    'Lukaszenka'
    """
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def fold(name: str) -> str:
    """A name for comparison: no case, diacritics, articles or punctuation.

    >>> fold("The  Süddeutsche Zeitung")
    'suddeutsche zeitung'
    """
    words = "".join(c if c.isalnum() else " " for c in plain(name).casefold()).split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def slug(name: str) -> str:
    """A name as the last part of an IRI.

    >>> slug("Recep Tayyip Erdoğan")
    'recep-tayyip-erdogan'
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(name).lower()).strip("-") or make_id("name", name)
