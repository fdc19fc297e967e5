"""Attributions as PolNeAR has them (Newell, Margolin, Ruths 2018): source, cue and content spans of each."""

import re
from collections.abc import Mapping
from typing import Any

from kg.evaluate.figures import Count
from kg.evaluate.matching import one_to_one

Item = Mapping[str, Any]
Words = frozenset[int]
ROLES = ("source", "cue", "content")
_WORD = re.compile(r"\w+")


def scored(gold: Item, predicted: Item) -> dict[str, Count]:
    """Counts of one document.

    Each gold attribution is paired with the predicted one that shares most words with it, one to one. `source`, `cue`
    and `content` count the share of each span set that its partner covers, both ways; `whole` counts pairs in which
    source and content both overlap by half of their union.
    """
    words = [match.span() for match in _WORD.finditer(gold["text"])]
    truth = [_words(one, words) for one in gold["attributions"]]
    guess = [_words(one, words) for one in predicted["attributions"]]
    pairs = _paired(truth, guess)
    counts: dict[str, Count] = {}
    for role in ROLES:
        shared = [(len(truth[i][role] & guess[j][role]), truth[i][role], guess[j][role]) for i, j in pairs]
        precise = sum(n / len(b) for n, _, b in shared if b)
        found = sum(n / len(a) for n, a, _ in shared if a)
        numbers = (sum(bool(one[role]) for one in side) for side in (guess, truth))
        given, wanted = numbers
        counts[role] = (precise, float(given), found, float(wanted))
    whole = float(sum(_half(truth[i], guess[j], "source") and _half(truth[i], guess[j], "content") for i, j in pairs))
    counts["whole"] = (whole, float(len(guess)), whole, float(len(truth)))
    return counts


def _words(attribution: Item, words: list[tuple[int, int]]) -> dict[str, Words]:
    """The numbers of the words in the spans of each role; marks of punctuation are no words."""
    return {
        role: frozenset(
            n
            for n, (a, b) in enumerate(words)
            if any(a < end and b > start for start, end in attribution.get(role) or ())
        )
        for role in ROLES
    }


def _paired(truth: list[dict[str, Words]], guess: list[dict[str, Words]]) -> list[tuple[int, int]]:
    """Pairs by falling agreement, each attribution at most once; cues that agree count most."""
    ranked = []
    for i, one in enumerate(truth):
        for j, other in enumerate(guess):
            shares = [_jaccard(one[role], other[role]) for role in ROLES]
            if any(shares):
                ranked.append((-(shares[0] + 2 * shares[1] + shares[2]), i, j))
    return one_to_one(sorted(ranked))


def _jaccard(first: Words, second: Words) -> float:
    union = len(first | second)
    return len(first & second) / union if union else 0.0


def _half(one: dict[str, Words], other: dict[str, Words], role: str) -> bool:
    return (not one[role] and not other[role]) or _jaccard(one[role], other[role]) >= 0.5
