"""An explanation as plain values for JSON, with the keys of the flat form where it has them."""

from typing import Any

from kg.explain.records import Explanation, Meant, Source
from kg.explain.told import parts
from kg.model.records import Document, Span


def values(document: Document, found: Explanation) -> dict[str, Any]:
    """All about one claim."""
    claim = found.claim
    return {
        "number": found.number,
        "id": claim.id,
        "contribution": claim.passage,
        "sentence": _place(document, found.sentence),
        "marks": [{"part": part, **_place(document, span)} for span, part in sorted(parts(found))],
        "subject": _meant(found.subject),
        "relation": claim.relation,
        "object": _meant(found.object) if found.object else None,
        "theme": claim.theme,
        "content": claim.content,
        "polarity": claim.polarity.value,
        "modality": claim.modality.value,
        "time": claim.time,
        "timeNormal": claim.time_normal,
        "valence": claim.valence,
        "confidence": round(claim.confidence, 2),
        "rule": claim.rule,
        "likely": [{"relation": kind, "share": share} for kind, share in claim.likely],
        "source": [_source(source) for source in found.sources],
        "senses": [{"relation": s.relation, "rule": s.rule, "loss": s.loss.value} for s in found.senses],
        "review": found.review,
    }


def _place(document: Document, span: Span) -> dict[str, Any]:
    return {"words": document.words(span), "start": span.start, "end": span.end}


def _meant(meant: Meant) -> dict[str, Any]:
    return {
        "words": meant.words,
        "start": meant.span.start,
        "end": meant.span.end,
        "form": meant.form.value,
        "actor": meant.actor,
        "actorIri": meant.iri,
        "by": meant.by,
        "confidence": round(meant.score, 2),
        "weight": _rounded(meant.weight),
        "rivals": [{"actor": r.actor, "actorIri": r.iri, "weight": _rounded(r.weight)} for r in meant.rivals],
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "source": source.name,
        "sourceIri": source.iri,
        "commitment": source.commitment.value,
        "why": source.why,
        "meant": _meant(source.meant) if source.meant else None,
    }


def _rounded(weight: float | None) -> float | None:
    return None if weight is None else round(weight, 3)
