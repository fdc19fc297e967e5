"""What was missed and what was wrong, for a look at a document."""

from collections.abc import Iterator, Mapping

from kg.evaluate.matching import Item, aligned, folded, matched, overlap, renumbered
from kg.evaluate.scores import parts_of, same_edge


def errors(gold: Mapping[str, object], predicted: Mapping[str, object], text: str) -> Iterator[tuple[str, str, str]]:
    """Rows of kind, what and words: mentions and relations that one side lacks."""
    truth, (guess, _, _) = parts_of(gold), aligned(parts_of(gold), parts_of(predicted))
    pairs = matched(truth["mentions"], guess["mentions"], _same)
    yield from _rows("mention", truth["mentions"], guess["mentions"], pairs, text)
    relations = renumbered(guess["relations"], truth["contributions"], guess["contributions"])
    yield from _rows("relation", truth["relations"], relations, matched(truth["relations"], relations, same_edge), text)


def _same(gold: Item, predicted: Item) -> bool:
    return overlap(gold, predicted) and folded(gold["actor"]) == folded(predicted.get("actor"))


def _rows(
    kind: str, gold: list[Item], predicted: list[Item], pairs: list[tuple[int, int]], text: str
) -> Iterator[tuple[str, str, str]]:
    for i, item in enumerate(gold):
        if i not in {a for a, _ in pairs}:
            yield f"missed {kind}", _shown(item), text[item["start"] : item["end"]]
    for j, item in enumerate(predicted):
        if j not in {b for _, b in pairs}:
            yield f"wrong {kind}", _shown(item), text[item["start"] : item["end"]]


def _shown(item: Item) -> str:
    if "relation" in item:
        return f"{item['subject']} {item['relation']} {item['object']}"
    return str(item.get("actor"))
