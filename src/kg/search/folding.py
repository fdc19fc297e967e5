"""The words of a text as they are compared: without case and diacritics, the same in the index and in a question."""

import re

from kg.model.ids import plain

BREAK = "\u2029"  # between the names of one actor: a word of its own, so that no phrase goes from name to name
_WORD = re.compile(r"[^\W_]+")


class _Folding(dict[int, str]):
    """What becomes of each sign, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = "".join(sign if sign.isalnum() else " " for sign in plain(plain(chr(code)).casefold()))
        return self.setdefault(code, folded)


_FOLDED = _Folding({ord(BREAK): f" {BREAK} "})


def folded(text: str) -> str:
    """The words of a text between blanks, without case, diacritics and punctuation.

    >>> folded("Łukaszenka’s STRAßE")
    'lukaszenka s strasse'
    """
    return text.translate(_FOLDED)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded.

    >>> words_of("Jean-Claude Juncker, E.U.")
    ('jean', 'claude', 'juncker', 'e', 'u')
    """
    return tuple(_WORD.findall(folded(text)))


def places(text: str) -> list[int]:
    """For each sign of the folded text, and for its end, the sign of the text from which it came."""
    found: list[int] = []
    for place, sign in enumerate(text):
        found += [place] * len(_FOLDED[ord(sign)])
    return [*found, len(text)]
