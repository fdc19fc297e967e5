"""Claims and stances: who is said to do what to whom, on whose word, how and when."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.extract.statements.arguments import Clause
from kg.extract.statements.attribution import chain, voice
from kg.extract.statements.circumstances import is_given, manner
from kg.extract.statements.confidence import confidence
from kg.extract.statements.learnt import Learnt, likeliest
from kg.extract.statements.matching import SYMMETRIC, Reading, readings
from kg.extract.statements.stances import stances
from kg.extract.statements.time import Time, find_time, normal_time
from kg.iris import Iri
from kg.language import Analysis, Sentence, Token
from kg.model.ids import fold, make_id
from kg.model.records import (
    ActorStatus,
    Attribution,
    Claim,
    Document,
    Extraction,
    Issue,
    IssueKind,
    Mention,
    PartKind,
    Passage,
    Resolution,
    Span,
    Step,
)
from kg.tagger import attributions as tagger
from kg.tagger.attributions import attributions
from kg.tagger.encoder import Encoded

if TYPE_CHECKING:
    from kg.registry import Registry

Report = Callable[[Issue], None]
_ADDED = frozenset({"relcl", "appos", "advcl", "parataxis", "punct"})
_LEAST = 0.75  # the share that makes a relation that no rule finds
_LONGEST = 120  # characters of a theme or content
TERRITORIAL = frozenset({"State", "Territory", "Region", "City", "Population", "People", "ArmedForce", "Alliance"})


@dataclass(frozen=True, slots=True)
class _Scene:
    """One document with what is known of it."""

    document: Document
    passages: dict[int, Passage]
    actor: dict[str, Iri]
    territorial: frozenset[str]
    report: Report
    encoded: Encoded | None
    unnamed: frozenset[Iri]


def claims(
    document: Document,
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    resolution: Resolution,
    registry: "Registry",
    report: Report,
    encoded: Encoded | None = None,
) -> Extraction:
    """All relations of actors that a document states, and the stances of its sources.

    A statement that a passage repeats is given once, at its first place (guideline 7). Times without a normal form
    are reported as `UNKNOWN_TIME`.
    """
    actor = {link.of: link.actor for link in resolution.links}
    types = {a.iri: a.type for a in resolution.actors}
    territorial = frozenset(of for of, iri in actor.items() if types.get(iri) in TERRITORIAL)
    unnamed = frozenset(a.iri for a in resolution.actors if a.status is ActorStatus.UNNAMED)
    passages = {p.number: p for p in document.passages}
    scene = _Scene(document, passages, actor, territorial, report, encoded, unnamed)
    linked = resolution.mentions or tuple(m for m in mentions if m.id in actor)
    found: dict[tuple[object, ...], Claim] = {}
    for sentence in analysis.sentences:
        for claim in _in_sentence(scene, sentence, _mentions_in(sentence, linked)):
            found.setdefault(_statement(scene, claim), claim)
    stated = tuple(sorted(found.values(), key=lambda c: (c.span.start, c.span.end, c.id)))
    judged = stances(document, analysis, linked, stated, actor, encoded)
    said = tuple(_attribution(one) for one in attributions(encoded, document.text)) if encoded else ()
    return Extraction(mentions, stated, judged, said)


def _attribution(found: tagger.Attribution) -> Attribution:
    source, cue, content = (tuple(Span(a, b) for a, b in part) for part in (found.source, found.cue, found.content))
    return Attribution(source, cue, content)


def _mentions_in(sentence: Sentence, mentions: tuple[Mention, ...]) -> list[Mention]:
    place = sentence.span
    return [m for m in mentions if m.passage == sentence.passage and m.span.within(place)]


def _in_sentence(scene: _Scene, sentence: Sentence, mentions: list[Mention]) -> Iterator[Claim]:
    passage = scene.passages.get(sentence.passage)
    if passage is None or not mentions:
        return
    clause = Clause(sentence, mentions, scene.territorial)
    for reading in _readings(scene, clause, mentions):
        if (claim := _claim(scene, clause, passage, reading)) is not None:
            yield claim


def _readings(scene: _Scene, clause: Clause, mentions: list[Mention]) -> Iterator[Reading]:
    """What the lexicon finds, then what was learnt of pairs of actors about which it says nothing."""
    found = list(readings(clause))
    if scene.encoded is None:
        yield from found
        return
    named = {of: iri for of, iri in scene.actor.items() if iri not in scene.unnamed}
    learnt = Learnt(clause, mentions, named, scene.encoded)
    met = set()
    for reading in found:
        weighed = reading
        if reading.object is not None:
            ends = (scene.actor.get(reading.subject.mention.id), scene.actor.get(reading.object.mention.id))
            met |= {ends, ends[::-1]}
            shares = learnt.shares(reading.subject.mention, reading.object.mention)
            if shares is not None:
                weighed = replace(reading, share=float(1 - shares[0]), likely=likeliest(shares))
        yield weighed
    for reading in learnt.readings(_LEAST):
        assert reading.object is not None
        if (scene.actor[reading.subject.mention.id], scene.actor[reading.object.mention.id]) not in met:
            yield reading


def _claim(scene: _Scene, clause: Clause, passage: Passage, reading: Reading) -> Claim | None:
    subject, other = reading.subject.mention, reading.object.mention if reading.object else None
    actor = scene.actor.get
    if actor(subject.id) is None or (other and actor(other.id) in (None, actor(subject.id))):
        return None
    matter = _matter(clause, reading.matter) if reading.matter else None
    if other is None and matter is None:
        return None
    words = scene.document.words(matter) if matter else None
    is_clause = reading.matter is not None and reading.matter.pos in ("VERB", "AUX")
    if clause.sentence.part in (PartKind.INTRO, PartKind.PROSE) and _is_voice(scene, passage, subject.id):
        return None
    sources = chain(clause, reading.verb, passage, scene.document.text, actor)
    polarity, modality = manner(clause, reading)
    time = None if is_given(reading) else find_time(clause, reading.verb)
    claim = Claim(
        id="",
        passage=passage.number,
        source=sources,
        subject=subject.id,
        relation=reading.predicate.relation,
        object=other.id if other else None,
        span=_evidence(clause, reading, matter),
        confidence=confidence(reading),
        polarity=polarity,
        modality=modality,
        time=scene.document.words(time.span) if time else None,
        time_normal=_normal(scene, passage, time) if time else None,
        theme=None if is_clause else words,
        content=words if is_clause else None,
        valence=reading.predicate.valence,
        rule=reading.predicate.rule,
        word=Span(reading.word.start, reading.word.end),
        likely=reading.likely,
    )
    return replace(claim, id=_id(scene, claim))


def _is_voice(scene: _Scene, passage: Passage, mention: str) -> bool:
    """Whether a mention is the speaker or outlet itself: what it thinks is a stance (guideline 9)."""
    return any(scene.actor.get(step.of) == scene.actor.get(mention) for step in voice(passage))


def _statement(scene: _Scene, claim: Claim) -> tuple[object, ...]:
    ends = [str(scene.actor[claim.subject]), str(scene.actor[claim.object]) if claim.object else ""]
    if claim.relation in SYMMETRIC:
        ends.sort()
    return (
        claim.passage,
        *ends,
        claim.relation,
        claim.polarity,
        claim.modality,
        fold(claim.time) if claim.time else None,
        fold(claim.theme or claim.content or ""),
    )


def _id(scene: _Scene, claim: Claim) -> str:
    fields = (claim.passage, claim.span.start, claim.span.end, claim.relation, claim.subject, claim.object)
    manner = (claim.polarity, claim.modality, *(step.words for step in claim.source))
    return make_id("claim", scene.document.key, *fields, *manner)


def _normal(scene: _Scene, passage: Passage, time: Time) -> str | None:
    normal = normal_time(time.tokens, _anchor(scene.document, passage))
    if normal is None:
        words = scene.document.words(time.span)
        message = f'"{words}" has no normal form' + (
            "" if _anchor(scene.document, passage) else "; the text has no date"
        )
        scene.report(Issue(IssueKind.UNKNOWN_TIME, "extract", scene.document.key, message, time.span))
    return normal


def _anchor(document: Document, passage: Passage) -> dt.date | None:
    return passage.date or document.date


def _evidence(clause: Clause, reading: Reading, matter: Span | None) -> Span:
    """The smallest run of words from the subject over the predicate to the object, with what belongs to them."""
    ends = [Span(reading.word.start, reading.word.end), reading.subject.mention.span]
    if reading.object is not None:
        ends.append(reading.object.mention.span)
    ends += [matter] if matter else []
    for kid in _particles(clause, reading.word):
        ends.append(Span(kid.start, kid.end))
    return Span(min(s.start for s in ends), max(s.end for s in ends))


def _matter(clause: Clause, head: Token) -> Span | None:
    """The words of a thing or a clause without what only adds to it; None where they are too many to be a matter."""
    sentence = clause.sentence
    added = {t.index for k in sentence.subtree(head) if k.dep in _ADDED for t in sentence.subtree(k)} - {head.index}
    inside = {t.index for t in sentence.subtree(head)} - added
    first = last = head.index
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    run = [t for t in sentence.tokens if first <= t.index <= last]
    while run and run[-1].pos == "PUNCT":
        run.pop()
    while run and run[0].pos == "PUNCT":
        run.pop(0)
    if not run or run[-1].end - run[0].start > _LONGEST:
        return None
    return Span(run[0].start, run[-1].end)


def _particles(clause: Clause, word: Token) -> list[Token]:
    return clause.sentence.kids(word, "aux", "auxpass", "neg", "prt") if word.pos in ("VERB", "AUX") else []


def sources_of(claim: Claim) -> tuple[Step, ...]:
    """The chain of a claim without its outlet."""
    return claim.source[:-1]
