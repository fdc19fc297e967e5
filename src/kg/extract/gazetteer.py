"""Finds the names of known actors in the tokens of a sentence, the longest first."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.language import Sentence
from kg.model.ids import plain

if TYPE_CHECKING:
    from kg.registry import Registry

_SPLIT = str.maketrans({"-": " - ", "'": " ' ", "’": " ' ", "/": " / ", ".": " . "})


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Tokens `start` up to `end` (indices in the sentence) that spell a known name."""

    start: int
    end: int
    name: str


@dataclass(slots=True)
class Gazetteer:
    """Names by their first word; each is a tuple of words as plain letters, case kept."""

    by_first: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)

    def add(self, name: str) -> None:
        words = _words(name)
        if words:
            self.by_first.setdefault(words[0], []).append((words, name))

    def matches(self, sentence: Sentence) -> list[NameMatch]:
        """Matches from left to right that do not overlap, the longest at each place."""
        words = [_token_word(t.text) for t in sentence.tokens]
        found, place = [], 0
        while place < len(words):
            match = self._longest(words, place)
            if match is None:
                place += 1
            else:
                found.append(match)
                place = match.end
        return found

    def _longest(self, words: list[tuple[str, ...]], place: int) -> NameMatch | None:
        if not words[place] or words[place][0] not in self.by_first:
            return None
        best: NameMatch | None = None
        for name_words, name in self.by_first[words[place][0]]:
            end = _spelt(words, place, name_words)
            if end is not None and (best is None or end > best.end):
                best = NameMatch(place, end, name)
        return best


def _spelt(words: list[tuple[str, ...]], place: int, name: tuple[str, ...]) -> int | None:
    """The end of the tokens from `place` on that spell a name, or None."""
    spelt = 0
    while spelt < len(name):
        if place >= len(words):
            return None
        token = words[place]
        if name[spelt : spelt + len(token)] != token:
            return None
        spelt += len(token)
        place += 1
    return place


def _words(name: str) -> tuple[str, ...]:
    return tuple(plain(name).translate(_SPLIT).split())


@lru_cache(maxsize=100_000)
def _token_word(text: str) -> tuple[str, ...]:
    return _words(text)


@lru_cache(maxsize=4)
def gazetteer(registry: "Registry") -> Gazetteer:
    """The gazetteer of a registry: every name that begins with a capital, and surnames of persons."""
    made = Gazetteer()
    for name, actor in sorted(registry.names(), key=lambda pair: (pair[0], pair[1].iri)):
        if any(c.isupper() for c in name[:4]) or not name.isascii():
            made.add(name)
            if actor.type == "Person":
                made.add(name.split()[-1])
    return made
