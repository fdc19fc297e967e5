"""Counts of a document against its gold annotation, and the scores that follow from counts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.evaluate.matching import Item, aligned, folded, matched, overlap, renumbered
from kg.model.relation_types import relation_types

F1_SCORES = ("contributions", "speakers", "mentions", "pair", "edge", "valence", "type", "exact", "stances")
ACCURACIES = ("names", "source", "polarity", "modality", "time")
_PARTS = ("contributions", "mentions", "relations", "stances")
Same = Callable[[Item, Item], bool]


@dataclass(slots=True)
class Scores:
    """Counts by name: of an F1 score right, gold, predicted; of an accuracy right and all."""

    counts: dict[str, list[int]] = field(default_factory=lambda: {n: [0, 0, 0] for n in (*F1_SCORES, *ACCURACIES)})

    def add(self, name: str, right: int, gold: int, predicted: int = 0) -> None:
        for place, number in enumerate((right, gold, predicted)):
            self.counts[name][place] += number

    def plus(self, other: "Scores") -> "Scores":
        """The counts of two sets of documents together."""
        return Scores({n: [a + b for a, b in zip(c, other.counts[n], strict=True)] for n, c in self.counts.items()})

    def precision(self, name: str) -> float:
        right, gold, predicted = self.counts[name]
        return right / predicted if predicted else 0.0 if gold else 1.0

    def recall(self, name: str) -> float:
        right, gold, predicted = self.counts[name]
        return right / gold if gold else 0.0 if predicted else 1.0

    def f1(self, name: str) -> float:
        """The harmonic mean of precision and recall; 1 where there is nothing to find and nothing was found."""
        precision, recall = self.precision(name), self.recall(name)
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    def accuracy(self, name: str) -> float | None:
        """The share that is right; None where there is nothing to judge."""
        right, total, _ = self.counts[name]
        return right / total if total else None


def evaluate(gold: Mapping[str, object], predicted: Mapping[str, object]) -> Scores:
    """The counts of one document; a missing prediction is an empty mapping."""
    truth, guess = parts_of(gold), parts_of(predicted)
    guess, same, found = aligned(truth, guess)
    scores = Scores()
    scores.add("names", same, found)
    _contributions(truth, guess, scores)
    _f1(scores, "mentions", truth["mentions"], guess["mentions"], same_mention)
    stances = renumbered(guess["stances"], truth["contributions"], guess["contributions"])
    _f1(scores, "stances", truth["stances"], stances, lambda a, b: _stance(a) == _stance(b))
    relations = renumbered(guess["relations"], truth["contributions"], guess["contributions"])
    for name, test in _TESTS.items():
        _f1(scores, name, truth["relations"], relations, test)
    for i, j in matched(truth["relations"], relations, same_edge):
        _accuracies(truth["relations"][i], relations[j], scores)
    return scores


def parts_of(document: Mapping[str, object]) -> dict[str, list[Item]]:
    return {part: list(document.get(part) or []) for part in _PARTS}  # type: ignore[call-overload]


def _f1(scores: Scores, name: str, gold: list[Item], predicted: list[Item], same: Same) -> None:
    scores.add(name, len(matched(gold, predicted, same)), len(gold), len(predicted))


def _contributions(truth: dict[str, list[Item]], guess: dict[str, list[Item]], scores: Scores) -> None:
    gold, predicted = truth["contributions"], guess["contributions"]
    _f1(scores, "contributions", gold, predicted, lambda a, b: _outlet(a) == _outlet(b))
    with_gold = [c for c in gold if c.get("speaker")]
    with_predicted = [c for c in predicted if c.get("speaker")]
    _f1(scores, "speakers", with_gold, with_predicted, lambda a, b: _speaker(a) == _speaker(b))


def _outlet(item: Item) -> tuple[str, str]:
    return folded(item.get("outlet")), (item.get("country") or "").upper()


def _speaker(item: Item) -> tuple[str, str]:
    return folded(item.get("outlet")), folded(item.get("speaker"))


def same_mention(gold: Item, predicted: Item) -> bool:
    return overlap(gold, predicted) and folded(gold["actor"]) == folded(predicted.get("actor"))


def _stance(item: Item) -> tuple[object, str, object]:
    return item.get("contribution"), folded(item.get("target")), item.get("stance")


def _ends(item: Item) -> tuple[str, str]:
    return folded(item.get("subject")), folded(item.get("object"))


def _pair(gold: Item, predicted: Item) -> bool:
    return gold.get("contribution") == predicted.get("contribution") and set(_ends(gold)) == set(_ends(predicted))


def same_edge(gold: Item, predicted: Item) -> bool:
    kind = relation_types().get(str(gold.get("relation")))
    return _pair(gold, predicted) and (_ends(gold) == _ends(predicted) or (kind is not None and kind.symmetric))


def _valence(item: Item) -> str:
    kind = relation_types().get(str(item.get("relation")))
    return kind.valence if kind else "?"


def _related(gold: Item, predicted: Item) -> bool:
    """Whether two types are the same, or one is the parent of the other."""
    first, second = str(gold.get("relation")), str(predicted.get("relation"))
    parents = [kind.parent if (kind := relation_types().get(name)) else None for name in (first, second)]
    return first == second or parents[0] == second or parents[1] == first


def _exact(gold: Item, predicted: Item) -> bool:
    return same_edge(gold, predicted) and all(
        gold.get(k) == predicted.get(k) for k in ("relation", "polarity", "modality")
    )


_TESTS: dict[str, Same] = {
    "pair": _pair,
    "edge": same_edge,
    "valence": lambda a, b: same_edge(a, b) and _valence(a) == _valence(b),
    "type": lambda a, b: same_edge(a, b) and _related(a, b),
    "exact": _exact,
}


def _accuracies(gold: Item, predicted: Item, scores: Scores) -> None:
    """Of a matched edge: whether source, polarity, modality and time are right."""
    first, second = ([folded(s) for s in item.get("source") or []] for item in (gold, predicted))
    right = bool(first and second and first[0] == second[0] and first[-1] == second[-1])
    scores.add("source", right, 1)
    for name in ("polarity", "modality"):
        scores.add(name, gold.get(name) == predicted.get(name), 1)
    if gold.get("time") or predicted.get("time"):
        scores.add("time", bool(gold.get("time")) and folded(gold.get("time")) == folded(predicted.get("time")), 1)
