"""Claims with all that belongs to them, each part looked up for all claims at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kg.iris import PREF_LABEL, Iri, pov
from kg.model.quads import Term, plain
from kg.model.relation_types import relation_types
from kg.serve.api.lookup import Ids, Said, said
from kg.serve.api.models import Claim, Named
from kg.store import Asked

_OF_CLAIM = (
    "expresses", "polarity", "modality", "reviewStatus", "confidence", "evidence", "statedIn", "timeText", "rule",
    "attributionStep", "valence",
)  # fmt: skip
_OF_RELATION = ("relationType", "subject", "object", "themeText", "contentText", "time")
_OF_TEXT = ("exact", "beginOffset", "endOffset", "partOf", "contributor", "time", "speaker", "number")
_OF_STEP = ("stepNumber", "stepSource", "commitment")


def told(store: Asked, ids: Ids, claims: Sequence[Iri]) -> list[Claim]:
    """Some claims, without those that lack what a claim must have."""
    known = _known(store, ids, claims)
    found = (_claim(known, claim) for claim in claims)
    return [claim for claim in found if claim is not None]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is said of claims, and of what they point to."""

    ids: Ids
    claims: Said
    relations: Said
    texts: Said  # passages and spans
    documents: Said
    steps: Said
    people: Said

    def actor(self, thing: Term | None) -> Named | None:
        return None if thing is None else self.ids.named("actor", self.people, thing)


def _known(store: Asked, ids: Ids, claims: Sequence[Iri]) -> _Known:
    of = _said(store, claims, _OF_CLAIM)
    relations = _said(store, (of.one(claim, pov("expresses")) for claim in claims), _OF_RELATION)
    places = [of.one(claim, pov(name)) for claim in claims for name in ("evidence", "statedIn")]
    texts = _said(store, places, _OF_TEXT)
    documents = _said(store, (texts.one(place, pov("partOf")) for place in places), ("title", "time"))
    steps = _said(store, (step for claim in claims for step in of.all(claim, pov("attributionStep"))), _OF_STEP)
    people = [
        *(relations.one(thing, pov(name)) for thing in relations.of for name in ("subject", "object")),
        *(texts.one(thing, pov(name)) for thing in texts.of for name in ("contributor", "speaker")),
        *(steps.one(thing, pov("stepSource")) for thing in steps.of),
    ]
    return _Known(ids, of, relations, texts, documents, steps, said(store, people, PREF_LABEL))


def _said(store: Asked, things: Iterable[Term | None], names: Sequence[str]) -> Said:
    return said(store, things, *map(pov, names))


def _claim(known: _Known, claim: Iri) -> Claim | None:
    of, relations, texts, documents = known.claims, known.relations, known.texts, known.documents
    relation, passage = of.one(claim, pov("expresses")), of.one(claim, pov("statedIn"))
    document = texts.one(passage, pov("partOf"))
    if document is None:
        return None
    date = documents.text(document, pov("time"))
    kind = (relations.text(relation, pov("relationType")) or "").rpartition("/")[2]
    value: dict[str, Any] = {
        "id": known.ids.id("claim", claim),
        "iri": claim,
        "subject": known.actor(relations.one(relation, pov("subject"))),
        "relation_type": kind,
        "label": relation_types()[kind].label if kind in relation_types() else kind,
        "valence": _valence(of, claim, kind),
        "object": known.actor(relations.one(relation, pov("object"))),
        "theme": relations.text(relation, pov("themeText")),
        "content": relations.text(relation, pov("contentText")),
        "relation": plain(relation),
        "polarity": of.local(claim, pov("polarity")),
        "modality": of.local(claim, pov("modality")),
        "time": relations.text(relation, pov("time")),
        "time_text": of.text(claim, pov("timeText")),
        "source": _chain(known, claim),
        "outlet": known.actor(texts.one(passage, pov("contributor"))),
        "speaker": known.actor(texts.one(passage, pov("speaker"))),
        "passage": plain(passage),
        "passage_number": texts.text(passage, pov("number")),
        "document": {
            "id": known.ids.id("doc", document),
            "iri": plain(document),
            "title": documents.text(document, pov("title")),
            "date": date,
        },
        "date": texts.text(passage, pov("time")) or date,
        "evidence": _evidence(texts, of.one(claim, pov("evidence"))),
        "confidence": of.text(claim, pov("confidence")),
        "review_status": of.local(claim, pov("reviewStatus")),
        "rule": of.text(claim, pov("rule")),
    }
    try:
        return Claim.model_validate(value)
    except ValidationError:
        return None


def _valence(of: Said, claim: Iri, kind: str) -> str:
    """Of the claim itself where it says one, else of its relation type."""
    if of.local(claim, pov("polarity")) == "negated" or kind not in relation_types():
        return "neutral"
    return of.local(claim, pov("valence")) or relation_types()[kind].valence


def _chain(known: _Known, claim: Iri) -> list[dict[str, Any]]:
    steps = known.claims.all(claim, pov("attributionStep"))
    numbers = {step: known.steps.text(step, pov("stepNumber")) or "" for step in steps}
    found = []
    for step in sorted(steps, key=lambda step: (len(numbers[step]), numbers[step])):
        source = known.actor(known.steps.one(step, pov("stepSource")))
        if source is not None:
            found.append({**source.model_dump(), "commitment": known.steps.local(step, pov("commitment"))})
    return found


def _evidence(texts: Said, span: Term | None) -> dict[str, Any]:
    begin, end = (texts.text(span, pov(name)) for name in ("beginOffset", "endOffset"))
    return {"words": texts.text(span, pov("exact")), "begin": begin, "end": end}
