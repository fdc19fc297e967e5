"""Errors as a page: every miss and false alarm in its sentence, grouped by cause. All text is escaped."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.evaluate.gold import Gold, Kind
from kg.evaluate.matching import Item, aligned, matched, overlap, renumbered
from kg.evaluate.scores import parts_of, same_edge, same_mention

_SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")
_STYLE = (
    "body{font:15px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}mark{background:#ffd9a0}"
    "h2{border-bottom:1px solid #ccc}.what{font-weight:600}.where{color:#666}li{margin:.4em 0}"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One miss or false alarm: its cause, what was wanted or given, where, and the words with their span."""

    cause: str
    what: str
    document: str
    before: str
    words: str
    after: str


def page(sets: Sequence[tuple[Gold, Sequence[Mapping[str, Any]]]]) -> str:
    """The errors of all sets as one page without scripts."""
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8><title>Errors</title>"
        f"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style><h1>Errors</h1>"
    ]
    for gold, guesses in sets:
        faults: dict[str, list[Fault]] = {}
        for fault in faults_of(gold, guesses):
            faults.setdefault(fault.cause, []).append(fault)
        parts.append(f"<h2>{html.escape(str(gold.path))} ({gold.kind.value})</h2>")
        for cause in sorted(faults, key=lambda c: (-len(faults[c]), c)):
            parts.append(f"<details><summary>{html.escape(cause)}: {len(faults[cause])}</summary><ul>")
            parts += [_shown(fault) for fault in faults[cause]]
            parts.append("</ul></details>")
    return "".join(parts) + "</html>\n"


def _shown(fault: Fault) -> str:
    what, where, before, words, after = (
        html.escape(t) for t in (fault.what, fault.document, fault.before, fault.words, fault.after)
    )
    shown = f"{before}<mark>{words}</mark>{after}"
    return f"<li><span class=what>{what}</span> <span class=where>{where}</span><br>{shown}</li>"


def faults_of(gold: Gold, guesses: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """The errors of a set, in the order of its documents."""
    for row, guess in zip(gold.rows, guesses, strict=True):
        if gold.kind is Kind.REVIEWS:
            yield from _review_faults(row, guess, gold.texts.get(str(row["doc"]), ""))
        elif gold.kind is Kind.ATTRIBUTION:
            yield from _span_faults(row, guess)
        elif gold.kind is Kind.COREFERENCE:
            yield from _cluster_faults(row, guess)
        else:
            yield from _class_faults(gold.kind, row, guess)


def _review_faults(row: Mapping[str, Any], guess: Mapping[str, Any], text: str) -> Iterator[Fault]:
    name, truth = str(row["doc"]), parts_of(row)
    given, _, _ = aligned(truth, parts_of(guess))
    pairs = matched(truth["mentions"], given["mentions"], same_mention)
    right, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, item in enumerate(truth["mentions"]):
        if i not in right:
            others = [m for m in given["mentions"] if overlap(item, m)]
            cause = "mention: another actor" if others else "mention: not found"
            meant = f"{item['actor']} (given {others[0].get('actor')})" if others else str(item["actor"])
            yield _at(cause, meant, name, text, item["start"], item["end"])
    for j, item in enumerate(given["mentions"]):
        if j not in used and not any(overlap(m, item) for m in truth["mentions"]):
            yield _at("mention: none in the gold", str(item.get("actor")), name, text, item["start"], item["end"])
    relations = renumbered(given["relations"], truth["contributions"], given["contributions"])
    yield from _relation_faults(truth["relations"], relations, name, text)


def _relation_faults(truth: list[Item], given: list[Item], name: str, text: str) -> Iterator[Fault]:
    pairs = matched(truth, given, same_edge)
    for i, j in pairs:
        for key in ("relation", "polarity", "modality", "time"):
            if truth[i].get(key) != given[j].get(key):
                what = f"{_edge(truth[i])}: {truth[i].get(key)} (given {given[j].get(key)})"
                yield _at(f"relation: another {key}", what, name, text, truth[i]["start"], truth[i]["end"])
    right, used = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, item in enumerate(truth):
        if i not in right:
            yield _at("relation: not found", _edge(item), name, text, item["start"], item["end"])
    for j, item in enumerate(given):
        if j not in used:
            yield _at("relation: none in the gold", _edge(item), name, text, item["start"], item["end"])


def _edge(item: Item) -> str:
    return f"{item.get('subject')} {item.get('relation')} {item.get('object')}"


def _span_faults(row: Mapping[str, Any], guess: Mapping[str, Any]) -> Iterator[Fault]:
    """Cues that one side lacks."""
    text, name = row["text"], str(row.get("id", ""))
    for cause, ours, theirs in (
        ("attribution: not found", row, guess),
        ("attribution: none in the gold", guess, row),
    ):
        known = [span for one in theirs["attributions"] for span in one.get("cue") or ()]
        for one in ours["attributions"]:
            cue = list(one.get("cue") or ())
            if cue and not any(a < end and start < b for a, b in cue for start, end in known):
                yield _at(cause, text[cue[0][0] : cue[-1][1]], name, text, *cue[0])


def _cluster_faults(row: Mapping[str, Any], guess: Mapping[str, Any]) -> Iterator[Fault]:
    """Mentions whose nearest antecedent in the gold is not in their predicted cluster."""
    text, name = row["text"], str(row.get("id", ""))
    given = {(m["start"], m["end"]): m["cluster"] for m in guess["mentions"]}
    last: dict[object, tuple[int, int]] = {}
    for mention in sorted(row["mentions"], key=lambda m: (m["start"], -m["end"])):
        span = (mention["start"], mention["end"])
        before = last.get(mention["cluster"])
        if before is not None and given.get(before) != given.get(span):
            yield _at("coreference: link not found", text[before[0] : before[1]], name, text, *span)
        last[mention["cluster"]] = span


def _class_faults(kind: Kind, row: Mapping[str, Any], guess: Mapping[str, Any]) -> Iterator[Fault]:
    if kind is Kind.STANCE:
        text = row["sentence_normalized"]
        for target, given in zip(row["targets"], guess["targets"], strict=True):
            if target["polarity"] != given["polarity"]:
                cause = f"stance: {target['polarity']:.0f} taken for {given['polarity']:.0f}"
                yield _at(cause, target["mention"], str(row["primary_gid"]), text, target["from"], target["to"])
        return
    key = "label" if kind is Kind.DIRECTED else "event"
    if row[key] != guess[key]:
        spans = (row["a"], row["b"]) if kind is Kind.DIRECTED else ()
        what = " / ".join(row["text"][a:b] for a, b in spans) or str(row.get("eventText", ""))
        yield Fault(f"{row[key]} taken for {guess[key]}", what, str(row.get("id", "")), "", row["text"], "")


def _at(cause: str, what: str, document: str, text: str, start: int, end: int) -> Fault:
    """A fault with the sentence around its words."""
    left = max((m.end() for m in _SENTENCE.finditer(text, 0, start)), default=0)
    after = _SENTENCE.search(text, end)
    right = after.start() if after else len(text)
    return Fault(cause, what, document, text[left:start], text[start:end], text[end:right])
