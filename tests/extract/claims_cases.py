"""Documents of one sentence, in which brackets mark the mentions: [Poland] supports [Ukraine]."""

import csv
import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path

from kg.extract import claims
from kg.iris import Iri
from kg.language import Analysis
from kg.language.parser import analyse
from kg.model.records import (
    Actor,
    Claim,
    Document,
    Extraction,
    Issue,
    Link,
    Mention,
    MentionForm,
    Part,
    PartKind,
    Passage,
    Resolution,
    Span,
)

Read = tuple[Extraction, dict[str, str], list[Issue]]
CASES = Path(__file__).resolve().parents[1] / "cases" / "claims"


def rows(name: str) -> list[tuple[str, str, list[str]]]:
    """The cases of a table: name, sentence, claims."""
    with (CASES / name).open(encoding="utf8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [(r["name"], r["sentence"], r["claims"].split(";")) for r in table]


def bracketed(sentence: str) -> tuple[str, list[tuple[Span, str]]]:
    """The sentence without brackets, and the marked spans with their actors: [it=Poland]."""
    text, found = "", []
    for piece in re.split(r"(\[[^]]*\])", sentence):
        if piece.startswith("["):
            words, _, name = piece[1:-1].partition("=")
            found.append((Span(len(text), len(text) + len(words)), name or words))
            text += words
        else:
            text += piece
    return text, found


def extract(
    sentence: str, *, date: dt.date | None = None, speaker: str | None = None, kind: PartKind = PartKind.QUOTE
) -> Read:
    """What is extracted from a sentence said by the outlet "Gazette", who the mentions are, and the issues."""
    (read,) = extract_all([sentence], date=date, speaker=speaker, kind=kind)
    return read


def extract_all(
    sentences: Sequence[str],
    *,
    date: dt.date | None = None,
    speaker: str | None = None,
    kind: PartKind = PartKind.QUOTE,
) -> list[Read]:
    """The same of many sentences, each a document, parsed in one go."""
    documents, marks = [], []
    for sentence in sentences:
        text, marked = bracketed(sentence)
        place = Span(0, len(text))
        passage = Passage(1, place, (Part(kind, place),), outlet="Gazette", speaker=speaker)
        documents.append(Document("case", text, "none", "en", (passage,), date))
        marks.append(marked)
    return [
        _read(document, marked, analysis)
        for document, marked, analysis in zip(documents, marks, analyse(documents), strict=True)
    ]


def _read(document: Document, marked: list[tuple[Span, str]], analysis: Analysis) -> Read:
    mentions = tuple(Mention(f"m{n}", 1, span, MentionForm.NAME) for n, (span, _) in enumerate(marked))
    who = {f"m{n}": name for n, (_, name) in enumerate(marked)} | {"outlet:1": "Gazette"}
    if speaker := document.passages[0].speaker:
        who["speaker:1"] = speaker
    links = tuple(Link(of, Iri(name), 1.0, "case") for of, name in who.items())
    actors = tuple(Actor(Iri(n), n, "Person") for n in sorted(set(who.values())))
    issues: list[Issue] = []
    resolution = Resolution(links, actors, mentions)
    return claims(document, analysis, mentions, resolution, None, issues.append), who, issues


def shown(claim: Claim, who: dict[str, str]) -> str:
    """A claim as the tables write it."""
    ends = (who[claim.subject], claim.relation, who[claim.object or ""])
    return "|".join((*ends, claim.polarity, claim.modality, claim.time or ""))
