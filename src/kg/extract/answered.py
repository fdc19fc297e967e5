"""Claims and stances from what a larger model found in a text."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

from kg.extract.statements.attribution import voice
from kg.iris import Iri
from kg.llm import Judged, Related, Verified
from kg.model.ids import fold, make_id
from kg.model.records import (
    Claim,
    Commitment,
    Document,
    Extraction,
    Issue,
    IssueKind,
    Mention,
    Passage,
    Resolution,
    Span,
    Stance,
    Step,
)
from kg.model.relation_types import relation_types

NormalTime: TypeAlias = Callable[[str, dt.date | None], str | None]
CONFIDENCE = 0.6  # of all that only the larger model finds: it gives no probability of its own that could be trusted


def answered(
    document: Document,
    found: Verified,
    resolution: Resolution,
    report: Callable[[Issue], None],
    normal: NormalTime | None,
) -> Extraction:
    """What a model found as claims and stances, on the word of the passage's source; a statement is given once.

    `normal` gives the EDTF form of a time expression in the language of the document, seen from a day.
    """
    scene = _Scene(
        document,
        found.model,
        {p.number: p for p in document.passages},
        {link.of: link.actor for link in resolution.links},
        {m.id: m for m in resolution.mentions},
        report,
        normal,
    )
    claims: dict[tuple[object, ...], Claim] = {}
    for one in found.related:
        if (claim := scene.claim(one)) is not None:
            claims.setdefault(scene.statement(claim), claim)
    stances: dict[tuple[object, ...], Stance] = {}
    for said in found.judged:
        if (stance := scene.stance(said)) is not None:
            stances.setdefault((stance.passage, stance.source.of, scene.actor[stance.target]), stance)
    ordered = tuple(sorted(claims.values(), key=lambda c: (c.span.start, c.span.end, c.id)))
    return Extraction(resolution.mentions, ordered, tuple(stances.values()))


@dataclass(frozen=True, slots=True)
class _Scene:
    document: Document
    model: str
    passages: dict[int, Passage]
    actor: dict[str, Iri]
    mentions: dict[str, Mention]
    report: Callable[[Issue], None]
    normal_time: NormalTime | None

    def claim(self, one: Related) -> Claim | None:
        """The claim of a relation; none where an actor would be related to itself."""
        if one.object is not None and self.actor[one.subject] == self.actor[one.object]:
            return None
        source = self._chain(one.passage, one.source)
        ends = (one.relation, one.subject, one.object, one.polarity, one.modality, *(step.words for step in source))
        return Claim(
            id=make_id("claim", self.document.key, one.passage, one.span.start, one.span.end, *ends),
            passage=one.passage,
            source=source,
            subject=one.subject,
            relation=one.relation,
            object=one.object,
            span=one.span,
            confidence=CONFIDENCE,
            polarity=one.polarity,
            modality=one.modality,
            time=self.document.words(one.time) if one.time else None,
            time_normal=self._normal(one.passage, one.time) if one.time else None,
            theme=self.document.words(one.theme) if one.theme else None,
            rule=f"llm {self.model}",
        )

    def stance(self, one: Judged) -> Stance | None:
        """The stance of a judgement; none where somebody would judge himself."""
        source = self._chain(one.passage, one.source)[0]
        if self.actor.get(source.of) == self.actor[one.target]:
            return None
        fields = (one.passage, one.span.start, one.span.end, one.target, source.words, one.stance)
        identifier = make_id("stance", self.document.key, *fields)
        return Stance(identifier, one.passage, source, one.target, one.stance, one.span, CONFIDENCE)

    def statement(self, claim: Claim) -> tuple[object, ...]:
        """What makes two claims of a passage one."""
        ends = [str(self.actor[claim.subject]), str(self.actor[claim.object]) if claim.object else ""]
        if relation_types()[claim.relation].symmetric:
            ends.sort()
        manner = (claim.polarity, claim.modality, fold(claim.time or ""), fold(claim.theme or ""))
        return (claim.passage, *ends, claim.relation, *manner)

    def _chain(self, number: int, inner: str | None) -> tuple[Step, ...]:
        """The voice of a passage, behind whoever says it inside the passage."""
        own = voice(self.passages[number])
        if inner is None or self.actor[inner] in {self.actor.get(step.of) for step in own}:
            return own
        first = Step(inner, self.document.words(self.mentions[inner].span), Commitment.COMMITS)
        return (first, *(replace(step, commitment=Commitment.RELAYS) for step in own))

    def _normal(self, number: int, time: Span) -> str | None:
        words = self.document.words(time)
        day = self.passages[number].date or self.document.date
        normal = self.normal_time(words, day) if self.normal_time else None
        if normal is None:
            message = f'"{words}" has no normal form' + ("" if day else "; the text has no date")
            self.report(Issue(IssueKind.UNKNOWN_TIME, "extract", self.document.key, message, time))
        return normal
