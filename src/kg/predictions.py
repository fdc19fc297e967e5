"""What kg finds in the texts of a gold set, in the format of that set."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kg.evaluate.gold import Gold, Kind
from kg.evaluate.sets.classes import POLARITY
from kg.extract.statements.events import event
from kg.language.parser import analyse, phrases
from kg.pipeline import extract_flat, read_texts
from kg.project import Project
from kg.read import Input
from kg.read.reader import Reading
from kg.rules.english import cuts
from kg.tagger.attributions import attributions
from kg.tagger.coreference import clusters
from kg.tagger.encoder import encode
from kg.tagger.judgements import DIRECTED, STANCES, directed, stance
from kg.tagger.windows import sentence_starts

Item = dict[str, Any]


def predict(gold: Gold, project: Project) -> list[Item]:
    """A row for each gold row, in the same order, with the answers replaced by those of kg."""
    return _PREDICTORS[gold.kind](gold.rows, gold, project)


def predict_spans_too(gold: Gold) -> list[Item]:
    """Coreference with the mentions found as well: the noun phrases of the parser, without those that stand alone."""
    found = []
    for row, spans in zip(gold.rows, phrases(row["text"] for row in gold.rows), strict=True):
        numbers = clusters(encode(row["text"], sentence_starts(row["text"])), row["text"], spans)
        kept = [(s, n) for s, n in zip(spans, numbers, strict=True) if numbers.count(n) > 1]
        found.append({**row, "mentions": [{"start": a, "end": b, "cluster": n + 1} for (a, b), n in kept]})
    return found


def _reviews(rows: Sequence[Item], gold: Gold, project: Project) -> list[Item]:
    names = [str(row["doc"]) for row in rows]
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{name}.txt" for name in names if name in gold.texts]
        for path in paths:
            path.write_text(gold.texts[path.stem], encoding="utf8")
        found = dict(extract_flat(paths, project))
    return [found.get(name, {}) for name in names]


def _attributions(rows: Sequence[Item], gold: Gold, project: Project) -> list[Item]:
    found = []
    for row in rows:
        text = row["text"]
        made = attributions(encode(text, sentence_starts(text)), text)
        listed = [{"source": _lists(a.source), "cue": _lists(a.cue), "content": _lists(a.content)} for a in made]
        found.append({**row, "attributions": listed})
    return found


def _lists(ranges: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [list(pair) for pair in ranges]


def _stances(rows: Sequence[Item], gold: Gold, project: Project) -> list[Item]:
    found = []
    for row in rows:
        text = row["sentence_normalized"]
        encoded = encode(text, [0])
        targets = []
        for target in row["targets"]:
            shares = stance(encoded, (0, len(text)), (target["from"], target["to"]))
            name = "neutral" if shares is None else STANCES[int(shares.argmax())]
            targets.append({**target, "polarity": POLARITY[name]})
        found.append({**row, "targets": targets})
    return found


def _directed(rows: Sequence[Item], gold: Gold, project: Project) -> list[Item]:
    found = []
    for row in rows:
        text = row["text"]
        (a, b), (c, d) = row["a"], row["b"]
        shares = directed(encode(text, [0]), (0, len(text)), (a, b), (c, d))
        found.append({**row, "label": "neutral" if shares is None else DIRECTED[int(shares.argmax())]})
    return found


def _coreference(rows: Sequence[Item], gold: Gold, project: Project) -> list[Item]:
    found = []
    for row in rows:
        text = row["text"]
        ordered = sorted(row["mentions"], key=lambda m: (m["start"], -m["end"]))
        spans = [(m["start"], m["end"]) for m in ordered]
        numbers = clusters(encode(text, sentence_starts(text)), text, spans, paired=True)
        mentions = [{**mention, "cluster": n + 1} for mention, n in zip(ordered, numbers, strict=True)]
        found.append({**row, "mentions": mentions})
    return found


def _events(rows: Sequence[Item], gold: Gold, project: Project) -> list[Item]:
    """The event type of the longest sentence of each text."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:06}.txt" for number in range(len(rows))]
        for path, row in zip(paths, rows, strict=True):
            path.write_text(row["text"], encoding="utf8")
        inputs = [Input(path, path.parent) for path in paths]
        documents = read_texts(inputs, project, Reading(layout="article")).documents
    found: dict[str, str | None] = {}
    for document, analysis in zip(documents, analyse(documents), strict=True):
        sentence = max(analysis.sentences, key=lambda s: len(s.tokens), default=None)
        encoded = encode(document.text, cuts(document, analysis))
        found[document.key] = event(sentence, encoded) if sentence is not None else None
    return [{**row, "event": found.get(path.stem) or "none"} for path, row in zip(paths, rows, strict=True)]


_PREDICTORS: dict[Kind, Callable[[Sequence[Item], Gold, Project], list[Item]]] = {
    Kind.REVIEWS: _reviews,
    Kind.ATTRIBUTION: _attributions,
    Kind.STANCE: _stances,
    Kind.DIRECTED: _directed,
    Kind.COREFERENCE: _coreference,
    Kind.EVENTS: _events,
}
