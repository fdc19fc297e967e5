"""Annotated data sets as windows with what the heads must learn from them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.tagger.pairs import CANDIDATES, candidates, features_of, surface
from kg.tagger.windows import Window, sentence_starts, windows

STANCES = ("negative", "neutral", "positive")
DIRECTED = ("neutral", "a positive to b", "a negative to b", "b positive to a", "b negative to a")
_POLARITY = {2: 0, 4: 1, 6: 2}
_ROLES = {"source": 1, "cue": 2, "content": 3}


@dataclass(frozen=True, slots=True)
class Attributed:
    """A window with the pieces at which cues begin and, for each, the role of every piece."""

    window: Window
    anchors: NDArray[np.int64]
    roles: NDArray[np.int64]  # (anchors, pieces)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence with one or two spans (indices of pieces) and a class."""

    window: Window
    spans: tuple[NDArray[np.intp], ...]
    label: int


@dataclass(frozen=True, slots=True)
class Clustered:
    """A document in windows; its mentions as (window, first piece, last piece), their surfaces and clusters."""

    windows: list[Window]
    mentions: list[tuple[int, int, int]]
    clusters: list[int]
    later: NDArray[np.int64]  # of each pair of candidates
    earlier: NDArray[np.int64]
    features: NDArray[np.float32]  # (pairs, 28)


def read_jsonl(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def attributed(path: Path, vocabulary: Path) -> list[Attributed]:
    """PolNeAR: an attribution belongs to the window in which its cue begins."""
    found = []
    for row in read_jsonl(path):
        text: str = row["text"]
        for window in windows(text, sentence_starts(text), vocabulary):
            anchors, roles = [], []
            for one in row["attributions"]:
                cue = [i for a, b in one.get("cue", []) for i in window.covered(a, b)]
                begins = min((a for a, _ in one.get("cue", [])), default=-1)
                if not cue or begins < window.starts[1]:
                    continue
                role = np.zeros(len(window.pieces), dtype=np.int64)
                for name in ("content", "cue", "source"):
                    for a, b in one.get(name, []):
                        role[window.covered(a, b)] = _ROLES[name]
                anchors.append(min(cue))
                roles.append(role)
            shape = (len(anchors), len(window.pieces))
            found.append(
                Attributed(window, np.array(anchors, dtype=np.int64), np.array(roles, dtype=np.int64).reshape(shape))
            )
    return found


def stances(rows: Sequence[dict[str, object]], vocabulary: Path) -> list[Judgement]:
    """NewsMTSC: one example a target."""
    found = []
    for row in rows:
        (window, *_) = windows(row["sentence_normalized"], [0], vocabulary)
        for target in row["targets"]:
            span = window.covered(target["from"], target["to"])
            if len(span):
                found.append(Judgement(window, (span,), _POLARITY[int(target["polarity"])]))
    return found


def directed(path: Path, vocabulary: Path, *, mirrored: bool) -> list[Judgement]:
    """Who blames or endorses whom; `mirrored` adds the rare directions with both entities exchanged."""
    found = []
    for row in read_jsonl(path):
        (window, *_) = windows(row["text"], [0], vocabulary)
        first, second = (window.covered(*row[name]) for name in ("a", "b"))
        if not len(first) or not len(second):
            continue
        label = DIRECTED.index(row["label"])
        found.append(Judgement(window, (first, second), label))
        if mirrored and label:
            found.append(Judgement(window, (second, first), (0, 3, 4, 1, 2)[label]))
    return found


def clustered(rows: Sequence[dict[str, object]], vocabulary: Path) -> list[Clustered]:
    """OntoGUM: documents with their mentions in the order of the text."""
    found = []
    for row in rows:
        text: str = row["text"]
        made = windows(text, sentence_starts(text), vocabulary)
        mentions, surfaces, clusters = [], [], []
        for one in sorted(row["mentions"], key=lambda m: (m["start"], -m["end"])):
            place = located(made, one["start"], one["end"])
            if place is not None:
                mentions.append(place)
                surfaces.append(surface(text, one["start"], one["end"]))
                clusters.append(one["cluster"])
        later, earlier = candidates(len(mentions))
        features = [features_of(surfaces, n, range(max(0, n - CANDIDATES), n)) for n in range(len(mentions))]
        found.append(Clustered(made, mentions, clusters, later, earlier, np.concatenate(features)))
    return found


def located(made: Sequence[Window], start: int, end: int) -> tuple[int, int, int] | None:
    """Window, first and last piece of a span; of one that crosses windows the part in the first."""
    for number, window in enumerate(made):
        covered = window.covered(start, end)
        if len(covered):
            return number, int(covered[0]), int(covered[-1])
    return None


def document_of(row: dict[str, object]) -> str:
    """The document that a sentence of NewsMTSC is from: the first three parts of its id."""
    return "_".join(str(row["primary_gid"]).split("_")[:3])
