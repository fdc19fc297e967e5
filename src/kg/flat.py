"""The flat face of an extraction: one JSON object a document, with the keys that evaluation and other tools read."""

from typing import Any

from kg.model.records import Claim, Document, Extraction, Passage, Resolution, Step


def flat(document: Document, extraction: Extraction, resolution: Resolution) -> dict[str, Any]:
    """A document with contributions, mentions, relations and stances, as plain values."""
    return _Flat(document, extraction, resolution).all()


class _Flat:
    def __init__(self, document: Document, extraction: Extraction, resolution: Resolution) -> None:
        self.document, self.extraction = document, extraction
        self.iri = {link.of: link.actor for link in resolution.links}
        self.score = {link.of: link.score for link in resolution.links}
        self.names = {actor.iri: actor.name for actor in resolution.actors}

    def all(self) -> dict[str, Any]:
        document = self.document
        relations = [self._relation(c) for c in self.extraction.claims if c.object is not None]
        return {
            "doc": document.key,
            "layout": document.layout,
            "language": document.language,
            "date": document.date.isoformat() if document.date else None,
            "title": document.title,
            "version": document.version,
            "contributions": [self._contribution(p) for p in document.contributions],
            "mentions": [
                {
                    "id": m.id,
                    "start": m.span.start,
                    "end": m.span.end,
                    "actor": self._name(m.id),
                    "actorIri": self.iri[m.id],
                    "form": m.form.value,
                    "confidence": round(self.score[m.id], 2),
                }
                for m in self.extraction.mentions
            ],
            "relations": relations,
            "relationsOpen": [self._relation(c) for c in self.extraction.claims if c.object is None],
            "stances": [
                {
                    "id": s.id,
                    "contribution": s.passage,
                    "source": self._source(s.source),
                    "target": self._name(s.target),
                    "actorIri": self.iri[s.target],
                    "stance": s.stance.value,
                    "start": s.span.start,
                    "end": s.span.end,
                    "confidence": round(s.confidence, 2),
                }
                for s in self.extraction.stances
            ],
            "attributions": [
                {
                    "source": [[s.start, s.end] for s in a.source],
                    "cue": [[s.start, s.end] for s in a.cue],
                    "content": [[s.start, s.end] for s in a.content],
                }
                for a in self.extraction.attributions
            ],
        }

    def _name(self, of: str) -> str:
        return self.names[self.iri[of]]

    def _source(self, step: Step) -> str:
        if step.of == "editors":
            return "editors"
        return self._name(step.of) if step.of in self.iri else step.words

    def _contribution(self, passage: Passage) -> dict[str, Any]:
        return {
            "n": passage.number,
            "outlet": passage.outlet,
            "country": passage.country,
            "headline": passage.headline,
            "speaker": passage.speaker,
            "speaker_role": passage.speaker_role,
            "date": passage.date.isoformat() if passage.date else None,
            "leaning": passage.leaning,
            "start": passage.span.start,
            "end": passage.span.end,
        }

    def _relation(self, claim: Claim) -> dict[str, Any]:
        return {
            "id": claim.id,
            "contribution": claim.passage,
            "source": [self._source(step) for step in claim.source],
            "commitment": [step.commitment.value for step in claim.source],
            "subject": self._name(claim.subject),
            "subjectIri": self.iri[claim.subject],
            "relation": claim.relation,
            "object": self._name(claim.object) if claim.object else None,
            "objectIri": self.iri[claim.object] if claim.object else None,
            "time": claim.time,
            "timeNormal": claim.time_normal,
            "polarity": claim.polarity.value,
            "modality": claim.modality.value,
            "valence": claim.valence,
            "theme": claim.theme,
            "content": claim.content,
            "start": claim.span.start,
            "end": claim.span.end,
            "confidence": round(claim.confidence, 2),
            "rule": claim.rule,
        }
