"""What two mentions have in common on their surface, as numbers for the coreference head."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_IT = frozenset("it its itself".split())
_THEY = frozenset("they them their theirs themselves".split())
_I = frozenset("i me my mine myself".split())
_WE = frozenset("we us our ours ourselves".split())
_YOU = frozenset("you your yours yourself".split())
_KINDS = (_HE, _SHE, _IT, _THEY, _I, _WE, _YOU)
_SKIPPED = frozenset("the a an this that these those his her its their our my your of 's ’s".split())
_BEFORE_HEAD = frozenset("of in from for at on who that which with to , by".split())
PAIR_FEATURES = 28
CANDIDATES = 90  # earlier mentions that a mention is compared with


@dataclass(frozen=True, slots=True)
class Surface:
    """A mention's words: all in lower case, those that carry sense, its head, whether a name, which kind of pronoun."""

    start: int
    end: int
    text: str
    words: frozenset[str]
    head: str
    name: bool
    pronoun: int  # index of the kind, -1 for none
    definite: bool
    plural: bool


def surface(text: str, start: int, end: int) -> Surface:
    """The surface of the mention at a span of a text."""
    words = text[start:end].replace("’s", " ’s").replace("'s", " 's").replace(",", " ,").split()
    lower = [w.lower() for w in words]
    first = next((i for i, w in enumerate(lower) if i > 0 and w in _BEFORE_HEAD), len(lower))
    core = [w for w in lower[:first] if w not in ("'s", "’s")] or lower
    pronoun = next((i for i, kind in enumerate(_KINDS) if len(lower) == 1 and lower[0] in kind), -1)
    capital = [w[:1].isupper() for w in words[:first] if w.lower() not in _SKIPPED]
    return Surface(
        start,
        end,
        " ".join(lower),
        frozenset(w for w in lower if w not in _SKIPPED),
        core[-1].strip(".,;:") if core else "",
        bool(capital) and all(capital) and pronoun < 0,
        pronoun,
        bool(lower) and lower[0] in ("the", "this", "that", "these", "those"),
        bool(core) and core[-1].endswith("s") and not core[-1].endswith("ss"),
    )


def features(mentions: Sequence[Surface]) -> NDArray[np.float32]:
    """28 numbers (pairs, 28) of each pair of `candidates`: agreement of the words, kinds of both, mentions and
    characters between them."""
    later, earlier = candidates(len(mentions))
    if not len(later):
        return np.zeros((0, PAIR_FEATURES), dtype=np.float32)
    words = sorted({w for m in mentions for w in m.words})
    place = {w: n for n, w in enumerate(words)}
    held = np.zeros((len(mentions), len(words)), dtype=np.float32)
    for row, mention in enumerate(mentions):
        held[row, [place[w] for w in mention.words]] = 1
    shared = (held @ held.T)[later, earlier]
    size = held.sum(1)
    smaller = np.maximum(np.minimum(size[later], size[earlier]), 1)
    texts, heads = (np.array([getattr(m, n) for m in mentions]) for n in ("text", "head"))
    kind, start, end = (np.array([getattr(m, n) for m in mentions]) for n in ("pronoun", "start", "end"))
    name, definite, plural = (np.array([getattr(m, n) for m in mentions]) for n in ("name", "definite", "plural"))
    own, other = kind[later] >= 0, kind[earlier] >= 0
    names = name[later] & name[earlier]
    head = (heads[later] == heads[earlier]) & ~own & ~other
    between, distance = later - earlier - 1, start[later] - end[earlier]
    columns = [
        (texts[later] == texts[earlier]) & ~own,
        head,
        np.where(~own & ~other, shared / smaller, 0),
        (shared == size[later]) & (size[later] < size[earlier]) & ~own,
        (shared == size[earlier]) & (size[earlier] < size[later]) & ~other,
        name[later],
        name[earlier],
        own,
        other,
        own & (kind[later] == kind[earlier]),
        own & other & (kind[later] != kind[earlier]),
        definite[later],
        definite[earlier],
        plural[later] == plural[earlier],
        np.isin(kind[later], (0, 1)),
        kind[later] == 2,
        kind[later] == 3,
        np.isin(kind[later], (4, 5, 6)),
        (start[earlier] <= start[later]) & (end[later] <= end[earlier]),
        names & head,
        names & (shared == 0),
        between == 0,
        between < 3,
        np.minimum(between, 30) / 30,
        np.log1p(between) / 5,
        distance < 60,
        distance < 250,
        np.log1p(np.maximum(distance, 0)) / 10,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def candidates(mentions: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs (later, earlier) of mentions that are compared: each with at most 90 before it, in order."""
    later = np.repeat(np.arange(mentions), np.minimum(np.arange(mentions), CANDIDATES))
    earlier = [np.arange(max(0, n - CANDIDATES), n, dtype=np.int64) for n in range(mentions)]
    return later.astype(np.int64), np.concatenate([*earlier, np.zeros(0, dtype=np.int64)])
