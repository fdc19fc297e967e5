"""Gold annotations in the formats that data sets come in; what is in a file or folder decides which it is."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.evaluate.annotation import read_annotation
from kg.evaluate.figures import Count, Figure, figures
from kg.evaluate.sets import attribution, classes, coreference

Item = dict[str, Any]


class Kind(StrEnum):
    """A kind of annotation, by the set that it comes from first."""

    REVIEWS = "press reviews"
    ATTRIBUTION = "attribution"  # PolNeAR
    EVENTS = "events"  # PLOVER gold standard records
    STANCE = "stance"  # NewsMTSC
    DIRECTED = "directed sentiment"
    COREFERENCE = "coreference"  # OntoGUM


@dataclass(frozen=True, slots=True)
class Gold:
    """The annotated documents of a set. Of press reviews `texts` holds the text of each document by its name."""

    path: Path
    kind: Kind
    rows: Sequence[Item]
    texts: Mapping[str, str]

    def scored(self, predicted: Sequence[Mapping[str, Any]]) -> tuple[Figure, ...]:
        """The figures of predictions, a row for each gold row in the same order. Not for press reviews."""
        count, macro = _SCORES[self.kind]
        names = {"macro-F1": macro} if macro else {}
        if self.kind is Kind.COREFERENCE:
            names = {"CoNLL": ("MUC", "B3", "CEAF-e")}
        return figures([count(g, p) for g, p in zip(self.rows, predicted, strict=True)], names)


_SCORES: dict[Kind, tuple[Callable[[Mapping[str, Any], Mapping[str, Any]], dict[str, Count]], tuple[str, ...]]] = {
    Kind.ATTRIBUTION: (attribution.scored, ()),
    Kind.EVENTS: (classes.events_scored, ()),
    Kind.STANCE: (classes.stances_scored, ("negative", "neutral", "positive")),
    Kind.DIRECTED: (
        classes.directed_scored,
        ("neutral", "a positive to b", "a negative to b", "b positive to a", "b negative to a"),
    ),
    Kind.COREFERENCE: (coreference.scored, ()),
}
_KEYS = (
    (Kind.ATTRIBUTION, {"text", "attributions"}),
    (Kind.STANCE, {"sentence_normalized", "targets"}),
    (Kind.DIRECTED, {"text", "a", "b", "label"}),
    (Kind.EVENTS, {"text", "event"}),
    (Kind.COREFERENCE, {"text", "mentions"}),
)


def load_gold(path: Path, ids: frozenset[str] | None = None) -> Gold:
    """The gold set at a path: a folder of press reviews, or a .jsonl or .json file of another set.

    A folder holds NAME.json beside NAME.txt, or NAME.ann. `ids` keeps only documents whose name or id is among them,
    or of which it is the beginning, so that a list of topics or documents chooses a split. UsageError says what is
    wrong with a path.
    """
    if path.is_dir():
        return _reviews(path, ids)
    rows = _rows(path)
    first = rows[0] if rows else {}
    kind = next((kind for kind, keys in _KEYS if keys <= set(first)), None)
    if kind is None:
        raise UsageError("the rows are of no known gold format", str(path), "`kg evaluate --help` names the formats.")
    kept = [row for row in rows if ids is None or _is_among(_id(row), ids)]
    if not kept:
        raise UsageError("no row is in the split", str(path), "Check the list of ids.")
    return Gold(path, kind, kept, {})


def topics(folder: Path, split: str) -> frozenset[str]:
    """The topics of a split (train, tune, test) by the `splits.tsv` of a folder. UsageError where it has none."""
    listed = folder / "splits.tsv"
    if not listed.exists():
        raise UsageError("there is no splits.tsv", str(folder), "Name a list with --ids.")
    with listed.open(encoding="utf8", newline="") as lines:
        found = frozenset(r["topic"] for r in csv.DictReader(lines, delimiter="\t") if r["split"] == split)
    if not found:
        raise UsageError(f"no topic is in the split {split}", str(listed), "Choose train, tune or test.")
    return found


def _reviews(path: Path, ids: frozenset[str] | None) -> Gold:
    rows, texts = [], {}
    for file in sorted(path.glob("*.ann")):
        found = read_annotation(file)
        rows.append(found.gold)
        texts[str(found.gold["doc"])] = found.text
    for file in sorted(path.glob("*.json")):
        row = load_object(file)
        rows.append({**row, "doc": file.stem})
        beside = file.with_suffix(".txt")
        if beside.exists():
            texts[file.stem] = beside.read_text(encoding="utf8")
    kept = [row for row in rows if ids is None or _is_among(str(row["doc"]), ids)]
    if not kept:
        raise UsageError("the folder holds no NAME.json and no NAME.ann", str(path), "Name the folder of the gold.")
    return Gold(path, Kind.REVIEWS, kept, texts)


def _rows(path: Path) -> list[Item]:
    try:
        text = path.read_text(encoding="utf8")
        if path.suffix == ".jsonl":
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        else:
            found = json.loads(text)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} is no JSON: {error}", str(path), "Correct it.") from error
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise UsageError(f"{path.name} holds no list of objects", str(path), "Give one object a document.")
    return found


def load_object(path: Path) -> Item:
    """The JSON object in a file. UsageError where it is none."""
    try:
        value = json.loads(path.read_text(encoding="utf8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.name} is no JSON: {error}", str(path), "Correct it.") from error
    if not isinstance(value, dict):
        raise UsageError(f"{path.name} holds no object", str(path), "It must be what `kg extract` prints.")
    return value


def _id(row: Item) -> str:
    return str(row.get("id") or row.get("primary_gid") or row.get("doc") or "")


def _is_among(name: str, ids: frozenset[str]) -> bool:
    if name in ids:
        return True
    return any(name[:place] in ids for place, letter in enumerate(name) if letter in "-_")
