"""Annotated data sets as windows with what the heads must learn from them."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from kg.evaluate.annotation import Annotated, read_annotation
from kg.evaluate.gold import topics
from kg.language.parser import definite_phrases, phrases
from kg.model.relation_types import relation_types
from kg.tagger.pairs import candidates, features, surface
from kg.tagger.relations import RELATIONS
from kg.tagger.viewpoints import VIEWS, salience
from kg.tagger.windows import Window, sentence_starts, windows

Item = dict[str, Any]
T = TypeVar("T")
STANCES = ("negative", "neutral", "positive")
DIRECTED = ("neutral", "a positive to b", "a negative to b", "b positive to a", "b negative to a")
_POLARITY = {2: 0, 4: 1, 6: 2}
_ROLES = {"source": 1, "cue": 2, "content": 3}
_SPLITS, _SENTENCES, _PASSAGES = (Path(__file__).parent / name for name in ("splits", "sentences", "passages"))
_KEPT = 12  # every so manieth taught sentence or passage is kept out
_UNSURE = -100  # a label that torch leaves out of a loss
_NEAR = 60  # characters of a pair of mentions that may lie outside the evidence of their relation
_MARK = re.compile(r"\{(?P<role>[A-Z])\|(?P<actor>[^{}]+)\}|\[(?P<predicate>[^\[\]]+)\]|(?P<bare>[^\[\]{}]+)")


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


@dataclass(frozen=True, slots=True)
class Related:
    """A window with spans of mentions, ordered pairs of them and the relation of each, and that of each piece."""

    window: Window
    spans: tuple[NDArray[np.intp], ...]
    pairs: NDArray[np.int64]  # (pairs, 2)
    labels: NDArray[np.int64]
    words: NDArray[np.int64] | None


@dataclass(frozen=True, slots=True)
class Viewed:
    """A contribution: windows of its document, the mentions of each actor (window, first, last piece), salience,
    judgement."""

    windows: list[Window]
    mentions: list[list[tuple[int, int, int]]]
    salience: NDArray[np.float32]  # (actors, 5)
    labels: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Examples:
    """Examples of each task."""

    attributed: list[Attributed]
    stances: list[Judgement]
    directed: list[Judgement]
    clustered: list[Clustered]
    among: list[Clustered]
    same: list[Clustered]
    related: list[Related]
    taught: list[Related]
    viewed: list[Viewed]

    def thinned(self, number: int) -> "Examples":
        """About so many examples of each task."""
        parts = (getattr(self, field.name) for field in fields(self))
        return Examples(*(part[:: max(1, len(part) // number)] for part in parts))


def load(data: Path, corpus: Path, vocabulary: Path) -> tuple[Examples, Examples]:
    """What is trained on and what is tuned on: the data sets in `data` and those of the project in `corpus`."""
    kept = {name: set((_SPLITS / f"{name}-tune.txt").read_text().split("\n")) for name in ("newsmtsc", "ontogum")}
    news = list(read_jsonl(data / "newsmtsc" / "train.jsonl"))
    gum = list(read_jsonl(data / "ontogum" / "train.jsonl"))
    sentences, own_passages = taught(_SENTENCES, vocabulary), passages(_PASSAGES, vocabulary)

    def part_of(listed: list[T], *, tune: bool) -> list[T]:
        return [one for n, one in enumerate(listed) if (n % _KEPT == 0) == tune]

    def one(part: str, tune: bool) -> Examples:
        own = annotated(corpus / "annotated", "tune" if tune else "train")
        return Examples(
            attributed(data / "polnear" / f"{part}.jsonl", vocabulary),
            stances([r for r in news if (document_of(r) in kept["newsmtsc"]) == tune], vocabulary),
            directed(data / "directed-sentiment" / f"{part}.jsonl", vocabulary, mirrored=not tune),
            clustered(texts := [r for r in gum if (r["id"] in kept["ontogum"]) == tune], vocabulary),
            among_phrases(texts, vocabulary),
            same_actors(own, vocabulary),
            related(own, vocabulary),
            part_of(sentences, tune=tune),
            viewpoints(own, vocabulary) + part_of(own_passages, tune=tune),
        )

    return one("train", tune=False), one("dev", tune=True)


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
        found.append(Clustered(made, mentions, clusters, later, earlier, features(surfaces)))
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


def annotated(folder: Path, split: str) -> list[Annotated]:
    """The texts of a split of the annotated corpus."""
    chosen = topics(folder, split)
    return [read_annotation(file) for file in sorted(folder.glob("*.ann")) if file.stem.rpartition("-")[0] in chosen]


def among_phrases(rows: Sequence[Item], vocabulary: Path) -> list[Clustered]:
    """OntoGUM with all other noun phrases of its texts as mentions that stand alone."""
    found = phrases(row["text"] for row in rows)
    return clustered([_with_others(row, others) for row, others in zip(rows, found, strict=True)], vocabulary)


def same_actors(texts: Sequence[Annotated], vocabulary: Path) -> list[Clustered]:
    """Annotated texts as coreference: mentions of one actor stand for the same; other definite phrases stand alone."""
    rows = []
    for one, others in zip(texts, definite_phrases(t.text for t in texts), strict=True):
        numbers = {name: n for n, name in enumerate(dict.fromkeys(m["actor"] for m in one.gold["mentions"]), 1)}
        mentions = [{**m, "cluster": numbers[m["actor"]]} for m in one.gold["mentions"]]
        ends = {m["end"] for m in mentions}
        rows.append(_with_others({"text": one.text, "mentions": mentions}, [s for s in others if s[1] not in ends]))
    return clustered(rows, vocabulary)


def _with_others(row: Item, others: Sequence[tuple[int, int]]) -> Item:
    taken = {(m["start"], m["end"]) for m in row["mentions"]}
    alone = [{"start": a, "end": b, "cluster": -n} for n, (a, b) in enumerate(others, 1) if (a, b) not in taken]
    return {**row, "mentions": [*row["mentions"], *alone]}


def related(texts: Sequence[Annotated], vocabulary: Path) -> list[Related]:
    """The windows of annotated texts with all pairs of mentions of different actors in one sentence.

    A relation belongs to the pair of mentions of its actors that lie in its evidence and nearest to each other; other
    pairs of the same actors in that sentence are left out.
    """
    found = []
    for one in texts:
        cuts = sentence_starts(one.text)
        mentions = one.gold["mentions"]
        sentences = np.searchsorted(cuts, [m["start"] for m in mentions], side="right")
        for window in windows(one.text, cuts, vocabulary):
            inside = [n for n, m in enumerate(mentions) if len(window.covered(m["start"], m["end"]))]
            labels = _labels(one, [(n, int(sentences[n])) for n in inside], vocabulary)
            if labels:
                spans = tuple(window.covered(mentions[n]["start"], mentions[n]["end"]) for n in inside)
                place = {n: i for i, n in enumerate(inside)}
                pairs = np.array([(place[a], place[b]) for a, b in labels], dtype=np.int64)
                found.append(Related(window, spans, pairs, np.array(list(labels.values()), dtype=np.int64), None))
    return found


def _labels(one: Annotated, inside: Sequence[tuple[int, int]], vocabulary: Path) -> dict[tuple[int, int], int]:
    mentions, relations = one.gold["mentions"], one.gold["relations"]
    labels: dict[tuple[int, int], int] = {}
    for a, first in inside:
        for b, second in inside:
            if first == second and mentions[a]["actor"] != mentions[b]["actor"]:
                labels[a, b] = 0
    for relation in relations:
        ends = (relation["subject"], relation["object"])
        fitting = [(a, b) for a, b in labels if (mentions[a]["actor"], mentions[b]["actor"]) == ends]

        def away(pair: tuple[int, int], relation: Item = relation) -> tuple[int, int]:
            spans = [mentions[n] for n in pair]
            outside = sum(max(relation["start"] - m["start"], 0) + max(m["end"] - relation["end"], 0) for m in spans)
            return outside, abs(spans[0]["start"] - spans[1]["start"])

        near = [pair for pair in fitting if away(pair)[0] < _NEAR]
        if not near:
            continue
        best = min(near, key=away)
        kind = RELATIONS.index(relation["relation"])
        for pair in near:
            if labels[pair] == 0 and pair != best:
                labels[pair] = _UNSURE
        labels[best] = kind
        back = (best[1], best[0])
        if relation_types()[relation["relation"]].symmetric and labels.get(back) == 0:
            labels[back] = kind
    return labels


def taught(folder: Path, vocabulary: Path) -> list[Related]:
    """Sentences written to teach a relation type, a file a type: `polarity<TAB>modality<TAB>sentence` with marks.

    `{S|…}` is the subject, `{O|…}` the object, `{X|…}` somebody else, `[…]` the predicate.
    """
    found: list[Related] = []
    for file in sorted(folder.glob("*.tsv")):
        kind = RELATIONS.index(file.stem)
        for line in file.read_text(encoding="utf8").splitlines():
            if line:
                found.append(_taught(line.split("\t")[2], kind, vocabulary))
    return found


def _taught(marked: str, kind: int, vocabulary: Path) -> Related:
    text, marks = unmarked(marked)
    (window, *_) = windows(text, [0], vocabulary)
    actors = [(role, window.covered(a, b)) for role, a, b in marks if role != "P"]
    actors = [(role, span) for role, span in actors if len(span)]
    pairs, labels = [], []
    for i, (first, _) in enumerate(actors):
        for j, (second, _) in enumerate(actors):
            if i != j:
                straight = (first, second) == ("S", "O")
                turned = (first, second) == ("O", "S") and relation_types()[RELATIONS[kind]].symmetric
                pairs.append((i, j))
                labels.append(kind if straight or turned else 0)
    words = np.zeros(len(window.pieces), dtype=np.int64)
    words[window.starts < 0] = _UNSURE
    for role, a, b in marks:
        if role == "P":
            words[window.covered(a, b)] = kind
    return Related(
        window,
        tuple(span for _, span in actors),
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        np.array(labels),
        words,
    )


def unmarked(marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A text without its marks, and the marks: a letter (P: the predicate) with code points of the bare text."""
    text, marks = "", []
    for part in _MARK.finditer(marked):
        words = part["actor"] or part["predicate"] or part["bare"]
        if not part["bare"]:
            marks.append((part["role"] or "P", len(text), len(text) + len(words)))
        text += words
    return text, marks


def viewpoints(texts: Sequence[Annotated], vocabulary: Path) -> list[Viewed]:
    """The contributions of annotated texts with every actor in them and how it is judged there."""
    found = []
    for one in texts:
        made = windows(one.text, sentence_starts(one.text), vocabulary)
        judged = {(s["contribution"], s["target"]): VIEWS.index(s["stance"]) for s in one.gold["stances"]}
        for part in one.gold["contributions"]:
            inside = [m for m in one.gold["mentions"] if part["start"] <= m["start"] and m["end"] <= part["end"]]
            by_actor: dict[str, list[Item]] = {}
            for mention in inside:
                by_actor.setdefault(mention["actor"], []).append(mention)
            by_actor.pop(part.get("speaker") or "", None)
            if not by_actor:
                continue
            places = [[p for m in own if (p := located(made, m["start"], m["end"]))] for own in by_actor.values()]
            spans = [[(m["start"], m["end"]) for m in own] for own in by_actor.values()]
            found.append(
                Viewed(
                    made,
                    places,
                    salience(spans, (part["start"], part["end"])),
                    np.array([judged.get((part["n"], name), 0) for name in by_actor], dtype=np.int64),
                )
            )
    return found


def passages(folder: Path, vocabulary: Path) -> list[Viewed]:
    """Passages written to teach viewpoints: `A=negative B=none<TAB>passage` in which `{A|…}` marks each mention."""
    found = []
    for file in sorted(folder.glob("*.tsv")):
        for line in file.read_text(encoding="utf8").splitlines():
            told, _, marked = line.partition("\t")
            text, marks = unmarked(marked)
            judged = dict(one.split("=") for one in told.split())
            spans = {name: [(a, b) for role, a, b in marks if role == name] for name in judged}
            made = windows(text, sentence_starts(text), vocabulary)
            places = [[p for span in own if (p := located(made, *span))] for own in spans.values()]
            labels = np.array([VIEWS.index(view) for view in judged.values()], dtype=np.int64)
            found.append(Viewed(made, places, salience(list(spans.values()), (0, len(text))), labels))
    return found
