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


def pair_features(later: Surface, earlier: Surface, between: int, distance: int) -> list[float]:
    """28 numbers of a pair: agreement of the words, kinds of both, mentions between them, characters between them."""
    same = later.text == earlier.text and later.pronoun < 0
    head = later.head == earlier.head and later.pronoun < 0 and earlier.pronoun < 0
    shared = later.words & earlier.words
    smaller = min(len(later.words), len(earlier.words)) or 1
    return [
        float(same),
        float(head),
        len(shared) / smaller if later.pronoun < 0 and earlier.pronoun < 0 else 0.0,
        float(later.words < earlier.words and later.pronoun < 0),
        float(earlier.words < later.words and earlier.pronoun < 0),
        float(later.name),
        float(earlier.name),
        float(later.pronoun >= 0),
        float(earlier.pronoun >= 0),
        float(later.pronoun >= 0 and later.pronoun == earlier.pronoun),
        float(later.pronoun >= 0 and earlier.pronoun >= 0 and later.pronoun != earlier.pronoun),
        float(later.definite),
        float(earlier.definite),
        float(later.plural == earlier.plural),
        float(later.pronoun in (0, 1)),
        float(later.pronoun == 2),
        float(later.pronoun == 3),
        float(later.pronoun in (4, 5, 6)),
        float(earlier.start <= later.start and later.end <= earlier.end),
        float(later.name and earlier.name and head),
        float(later.name and earlier.name and not shared),
        float(between == 0),
        float(between < 3),
        min(between, 30) / 30,
        float(np.log1p(between)) / 5,
        float(distance < 60),
        float(distance < 250),
        float(np.log1p(max(distance, 0))) / 10,
    ]


def features_of(mentions: Sequence[Surface], later: int, earlier: Sequence[int]) -> NDArray[np.float32]:
    """The features of one mention with each of several earlier ones: (number of them, 28)."""
    one = mentions[later]
    rows = [pair_features(one, mentions[e], later - e - 1, one.start - mentions[e].end) for e in earlier]
    return np.array(rows, dtype=np.float32).reshape(len(earlier), PAIR_FEATURES)


def candidates(mentions: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs (later, earlier) of mentions that are compared: each with at most 90 before it, in order."""
    pairs = [(later, earlier) for later in range(mentions) for earlier in range(max(0, later - CANDIDATES), later)]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]
