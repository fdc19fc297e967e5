"""When a predicted thing counts as a gold one: names folded, spans overlapping, each used once."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from kg.model.ids import plain

Item = dict[str, Any]
_IGNORED = frozenset({"the", "of", "government", "de", "la", "le", "el", "die", "der"})
_SAME = {
    "lukashenko": "lukashenka",
    "usa": "us",
    "united states": "us",
    "united kingdom": "uk",
    "britain": "uk",
    "great britain": "uk",
    "european union": "eu",
    "alexander lukashenko": "alexander lukashenka",
    "turkiye": "turkey",
    "north atlantic treaty organization": "nato",
    "united nations": "un",
}


def folded(name: str | None) -> str:
    """A name for comparison: letters only, no articles, usual spellings as one.

    >>> folded("The Government of Türkiye")
    'turkey'
    """
    if not name:
        return ""
    text = unicodedata.normalize("NFKD", plain(name)).casefold()
    text = "".join(c if c.isalnum() else " " for c in text if not unicodedata.combining(c))
    short = " ".join(w for w in text.split() if w not in _IGNORED) or text.strip()
    return _SAME.get(short, short)


def overlap(gold: Item, predicted: Item) -> bool:
    """Whether two spans are about the same: half of their union, or one end and nearly one start."""
    ends = (gold.get("start"), gold.get("end"), predicted.get("start"), predicted.get("end"))
    if any(end is None for end in ends):
        return False
    if gold["end"] == predicted["end"] and abs(gold["start"] - predicted["start"]) <= 4:
        return True
    common = min(gold["end"], predicted["end"]) - max(gold["start"], predicted["start"])
    union = max(gold["end"], predicted["end"]) - min(gold["start"], predicted["start"])
    return bool(common > 0 and common / union >= 0.5)


def matched(gold: list[Item], predicted: list[Item], same: Callable[[Item, Item], bool]) -> list[tuple[int, int]]:
    """Pairs of indices, each used once: the nearest evidence first, then the most fields in common."""
    options = [
        (abs((g.get("start") or 0) - (p.get("start") or 0)), _unlike(g, p), i, j)
        for i, g in enumerate(gold)
        for j, p in enumerate(predicted)
        if same(g, p)
    ]
    return one_to_one(sorted(options))


def one_to_one(ranked: Iterable[tuple[Any, ...]]) -> list[tuple[int, int]]:
    """Of pairs (…, i, j) in the order of preference those whose members are both still free."""
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for *_, i, j in ranked:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j))
    return found


def _unlike(gold: Item, predicted: Item) -> int:
    return sum(gold.get(k) != predicted.get(k) for k in ("relation", "polarity", "modality", "time"))


def renumbered(items: Iterable[Item], gold: list[Item], predicted: list[Item]) -> list[Item]:
    """Items with the number of the gold contribution that their own one overlaps most."""
    numbers: dict[Any, Any] = {}
    for one in predicted:
        if one.get("start") is None or one.get("end") is None:
            continue
        shared = [(min(one["end"], g["end"]) - max(one["start"], g["start"]), -g["n"]) for g in gold]
        common, number = max(shared, default=(0, 0))
        numbers[one.get("n")] = -number if common > 0 else f"extra {one.get('n')}"
    return [{**item, "contribution": numbers.get(item.get("contribution"), item.get("contribution"))} for item in items]


def aligned(gold: dict[str, list[Item]], predicted: dict[str, list[Item]]) -> tuple[dict[str, list[Item]], int, int]:
    """Predictions with actors renamed to the gold actors that their mentions coincide with; names right, names found.

    Another name for the right actor then costs only `names`; a wrong or a split actor still costs all.
    """
    known = {folded(m["actor"]): m["actor"] for m in gold["mentions"]}
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in predicted["mentions"]:
        for meant in gold["mentions"]:
            if overlap(meant, mention):
                votes[folded(mention.get("actor"))][folded(meant["actor"])] += 1
    taken = {name for name in votes if name in known}
    same = len(taken)
    renamed: dict[str, str] = {}
    ballots = ((n, name, target) for name, counts in votes.items() for target, n in counts.items())
    for count, name, target in sorted(ballots, key=lambda b: (-b[0], b[1:])):
        free = name not in known and name not in renamed and target not in taken
        if free and count * 2 > sum(votes[name].values()):
            renamed[name] = known[target]
            taken.add(target)
    return _with_names(predicted, renamed), same, len(taken)


def _with_names(predicted: dict[str, list[Item]], renamed: dict[str, str]) -> dict[str, list[Item]]:
    def new(name: Any) -> Any:
        return renamed.get(folded(name), name) if name else name

    return {
        **predicted,
        "mentions": [{**m, "actor": new(m.get("actor"))} for m in predicted["mentions"]],
        "relations": [
            {
                **r,
                "subject": new(r.get("subject")),
                "object": new(r.get("object")),
                "source": [new(s) for s in r.get("source") or []],
            }
            for r in predicted["relations"]
        ],
        "stances": [{**s, "target": new(s.get("target"))} for s in predicted["stances"]],
    }
