"""Names of two sources made comparable: in Latin letters, and however a letter is transliterated."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

from kg.model.ids import fold

# What one sound is written with: Lukaschenko, Lukashenko and Łukaszenka; Jelzin and Yeltsin; Khamenei and Chamenei.
_SOUNDS = {"sch": "s", "sh": "s", "sz": "s", "ts": "s", "tz": "s", "ch": "k", "kh": "k", "ck": "k", "ph": "f"}
_SOUNDS |= {"ou": "u", "x": "ks", "ce": "se", "ci": "si", "cy": "si"}
_LETTERS = str.maketrans("yjwzcq", "iivskk")
_CONSONANTS = str.maketrans("gbdf", "kptv", "aeiouh")
_AGAIN = re.compile(r"(.)\1+")
_DIGITS = re.compile(r"\d+")
_SPELT_OTHERWISE = 0.98  # of names that are the same but for their spelling
_SHORTEST = 3  # letters of a word or skeleton that can tell names apart


@dataclass(frozen=True, slots=True)
class Name:
    """A name with what is compared of it: folded, spelt as it sounds, that with its words in order, numbers."""

    written: str
    folded: str
    spelling: str
    ordered: str
    numbers: tuple[str, ...]


def latin(name: str) -> str:
    """A name folded, in Latin letters.

    >>> latin("Александр Лукашенко"), latin("Łukaszenka")
    ('aleksandr lukashenko', 'lukaszenka')
    """
    return fold(name if name.isascii() else anyascii(name).replace("'", ""))


def name_of(written: str) -> Name:
    """A name as it is compared."""
    folded = latin(written)
    spelling = spelt(folded)
    ordered = " ".join(sorted(spelling.split()))
    return Name(written, folded, spelling, ordered, tuple(_DIGITS.findall(folded)))


def spelt(folded: str) -> str:
    """A folded name as it sounds, roughly, so that transliterations of one name are alike.

    >>> spelt("lukaschenko"), spelt("lukaszenko"), spelt("yeltsin"), spelt("jelzin")
    ('lukasenko', 'lukasenko', 'ielsin', 'ielsin')
    """
    for written, sound in _SOUNDS.items():
        folded = folded.replace(written, sound)
    return _AGAIN.sub(r"\1", folded.translate(_LETTERS))


def similarity(one: Name, other: Name) -> float:
    """How alike two names are, from 0 to 1; those with other numbers are other names.

    >>> round(similarity(name_of("Володимир Зеленський"), name_of("Zelenskyy, Volodymyr")), 2)
    0.98
    >>> similarity(name_of("France 24"), name_of("France 2"))
    0.0
    """
    if one.folded == other.folded:
        return 1.0
    if one.numbers != other.numbers:
        return 0.0
    alike = max(fuzz.ratio(one.spelling, other.spelling), fuzz.ratio(one.ordered, other.ordered))
    return _SPELT_OTHERWISE * alike / 100


def keys(spelling: str) -> dict[str, int]:
    """What names that may be alike share: the consonants of their words, with the letters that a word has.

    >>> sorted(set(keys(spelt("aleksandr lukashenko"))) & set(keys(spelt("alexander lukaszenka"))))
    ['lksnk', 'lksntr', 'lksntrlksnk']
    """
    words = spelling.split()
    told = [word for word in words if len(word) >= _SHORTEST] or words
    found = {_skeleton(word): len(word) for word in told}
    found[_skeleton("".join(words))] = sum(map(len, told))
    return found


@lru_cache(maxsize=2**16)
def _skeleton(word: str) -> str:
    """The consonants of a word, voiced or not; a short skeleton is the word itself."""
    skeleton = _AGAIN.sub(r"\1", word.translate(_CONSONANTS))
    return skeleton if len(skeleton) >= _SHORTEST else word


class Shelves:
    """Names by their keys, so that only names that may be alike are compared."""

    def __init__(self, names: Iterable[tuple[int, Name]], least: float) -> None:
        """`names` have the number of whoever bears them; `least` is how alike names must be to be near."""
        self._names = list(names)
        self._least = least
        self._lengths: list[int] = []
        self._by_key: dict[str, list[int]] = {}
        for place, (_, name) in enumerate(self._names):
            for key in (found := keys(name.spelling)):
                self._by_key.setdefault(key, []).append(place)
            self._lengths.append(max(found.values(), default=0))

    def near(self, name: Name) -> set[int]:
        """Who bears a name that is near and shares words of half the letters of the shorter one."""
        found = keys(name.spelling)
        shared: dict[int, int] = {}
        for key, letters in found.items():
            for place in self._by_key.get(key, ()):
                shared[place] = shared.get(place, 0) + letters
        length = max(found.values(), default=0)
        likely = (self._names[p] for p, letters in shared.items() if 2 * letters >= min(length, self._lengths[p]))
        return {bearer for bearer, other in likely if similarity(name, other) >= self._least}
