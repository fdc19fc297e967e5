"""Keeps of an answer what stands in the text: every word is looked up, what is not found is dropped and counted."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.llm.answer import Answer, SaidMention, SaidRelation, SaidStance
from kg.model.ids import fold, make_id
from kg.model.records import (
    Document,
    Issue,
    IssueKind,
    Mention,
    MentionForm,
    Modality,
    PartKind,
    Passage,
    Polarity,
    Span,
    StanceValue,
)
from kg.model.relation_types import relation_types

_SILENT = frozenset({PartKind.HEADER, PartKind.BYLINE})
_SINGLE, _DOUBLE = "'’‘", '"“”„«»'
_NAMES = frozenset({MentionForm.NAME, MentionForm.METONYM, MentionForm.ADJECTIVE})
_NOT_FOUND, _NO_MENTION, _NO_TYPE = "whose words are not in the text", "of nobody mentioned", "of no known type"
_NO_SECOND, _NO_NAME = "without a second actor or a theme", "without a name that could be one"
_LONGEST = 150  # characters of a name


@dataclass(frozen=True, slots=True)
class Called:
    """A mention, with the name and the type that the model gives to its actor."""

    mention: Mention
    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Related:
    """A relation that a passage states: ids of mentions, and the places of the words."""

    passage: int
    subject: str
    relation: str
    object: str | None
    span: Span
    polarity: Polarity
    modality: Modality
    time: Span | None
    theme: Span | None
    source: str | None  # id of the mention of who says it inside the passage


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement on the actor of a mention."""

    passage: int
    source: str | None
    target: str
    stance: StanceValue
    span: Span


@dataclass(frozen=True, slots=True)
class Verified:
    """What a model finds in a document and the document has."""

    model: str
    called: tuple[Called, ...] = ()
    related: tuple[Related, ...] = ()
    judged: tuple[Judged, ...] = ()


def verified(
    document: Document, answers: Mapping[int, Answer], model: str, report: Callable[[Issue], None]
) -> Verified:
    """What stands in the text of the answers about its passages. How much does not is an issue of the document."""
    dropped: Counter[tuple[str, str]] = Counter()
    called: list[Called] = []
    related: list[Related] = []
    judged: list[Judged] = []
    for passage in document.passages:
        if (answer := answers.get(passage.number)) is not None:
            reading = _Reading(document, passage, dropped)
            reading.mentions(answer.mentions)
            called += reading.called
            for said in answer.relations:
                if isinstance(found := reading.relation(said), str):
                    dropped["relation", found] += 1
                else:
                    related.append(found)
            for judgement in answer.stances:
                if isinstance(one := reading.stance(judgement), str):
                    dropped["stance", one] += 1
                else:
                    judged.append(one)
    if dropped:
        message = f"dropped of what {model} finds: {_listed(dropped)}"
        report(Issue(IssueKind.UNFOUNDED, "llm", document.key, message))
    distinct = tuple(dict.fromkeys(called))
    return Verified(model, distinct, tuple(dict.fromkeys(related)), tuple(dict.fromkeys(judged)))


def _listed(dropped: Counter[tuple[str, str]]) -> str:
    """How many of what, in order: 2 mentions whose words are not in the text, 1 stance of nobody mentioned."""
    counted = ((f"{count} {thing}{'s' if count > 1 else ''}", why) for (thing, why), count in sorted(dropped.items()))
    return ", ".join(f"{count} {why}" for count, why in counted)


@dataclass(slots=True)
class _Reading:
    """The answer about one passage, read beside its text."""

    document: Document
    passage: Passage
    dropped: Counter[tuple[str, str]]
    called: list[Called] = field(default_factory=list)

    def mentions(self, said: Sequence[SaidMention]) -> None:
        """Find the mentions: a name wherever it stands, other words once for each time they are listed."""
        listed: Counter[str] = Counter()
        named: dict[str, SaidMention] = {}
        found: dict[str, Called] = {}
        for one in said:
            spans = [span for span in self._places(one.words) if self._is_running(span)]
            if one.form in _NAMES:
                spans = spans if named.setdefault(one.words, one) is one else []
                missing = not spans and named[one.words] is one
            else:
                spans = spans[listed[one.words] :][:1]
                listed[one.words] += 1
                missing = not spans
            name = " ".join(one.name.split())
            if missing or not _is_name(name):
                self.dropped["mention", _NOT_FOUND if missing else _NO_NAME] += 1
                continue
            for span in spans:
                called = Called(self._mention(span, one.form), name, one.type)
                found.setdefault(called.mention.id, called)
        self.called = sorted(_outer(found.values()), key=lambda c: (c.mention.span.start, -c.mention.span.end))

    def relation(self, said: SaidRelation) -> Related | str:
        """The relation, or why it is dropped."""
        span = next(iter(self._places(said.words)), None)
        theme = next(iter(self._places(said.theme)), None) if said.theme else None
        if span is None or (theme is None and said.theme and not said.object):
            return _NOT_FOUND
        if said.relation not in relation_types():
            return _NO_TYPE
        if not said.object and theme is None:
            return _NO_SECOND
        subject, other, source = (self._named(n, span) if n else None for n in (said.subject, said.object, said.source))
        if subject is None or (said.object and other is None) or (said.source and source is None):
            return _NO_MENTION
        time = self._time(said.time, span) if said.time else None
        ends = (subject, said.relation, other)
        return Related(self.passage.number, *ends, span, said.polarity, said.modality, time, theme, source)

    def stance(self, said: SaidStance) -> Judged | str:
        """The judgement, or why it is dropped."""
        span = next(iter(self._places(said.words)), None)
        if span is None:
            return _NOT_FOUND
        target, source = (self._named(name, span) if name else None for name in (said.target, said.source))
        if target is None or (said.source and source is None):
            return _NO_MENTION
        return Judged(self.passage.number, source, target, said.stance, span)

    def _time(self, words: str, span: Span) -> Span | None:
        """Where the time is told: inside the evidence if it can be, else at the first place."""
        found = self._places(words)
        if not found:
            self.dropped["time", _NOT_FOUND] += 1
        return next((one for one in found if one.within(span)), found[0] if found else None)

    def _named(self, name: str, span: Span) -> str | None:
        """The mention of an actor that words rest on: inside them, else the last before them, else the first."""
        own = [c.mention for c in self.called if fold(c.name) == fold(name)]
        inside = [m for m in own if m.span.within(span)]
        before = [m for m in own if m.span.start < span.start]
        chosen = inside[:1] or before[-1:] or own[:1]
        return chosen[0].id if chosen else None

    def _mention(self, span: Span, form: MentionForm) -> Mention:
        fields = (self.document.key, self.passage.number, span.start, span.end, form, "llm")
        return Mention(make_id("mention", *fields), self.passage.number, span, form)

    def _is_running(self, span: Span) -> bool:
        """Whether words stand in running text: a header names sources."""
        return any(span.within(part.span) for part in self.passage.parts if part.kind not in _SILENT)

    def _places(self, words: str) -> list[Span]:
        """Where words stand in the passage; line breaks and the form of quotation marks make no difference."""
        pattern = _pattern(words)
        here = self.passage.span
        if pattern is None:
            return []
        return [Span(m.start(), m.end()) for m in pattern.finditer(self.document.text, here.start, here.end)]


def _outer(found: Collection[Called]) -> Iterator[Called]:
    """All but the names inside longer names: the France of France Insoumise."""
    names = {c.mention.span for c in found if c.mention.form is MentionForm.NAME}
    for one in found:
        span = one.mention.span
        if one.mention.form not in _NAMES or not any(span.within(other) for other in names - {span}):
            yield one


def _is_name(name: str) -> bool:
    return 0 < len(name) <= _LONGEST and name.isprintable()


def _pattern(words: str) -> re.Pattern[str] | None:
    parts = unicodedata.normalize("NFC", words).strip(f" \n\t{_DOUBLE}").split()
    if not parts:
        return None
    spelt = r"\s+".join("".join(_letter(c) for c in part) for part in parts)
    left = r"(?<!\w)" if parts[0][0].isalnum() else ""
    right = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(left + spelt + right)


def _letter(letter: str) -> str:
    for alike in (_SINGLE, _DOUBLE):
        if letter in alike:
            return f"[{alike}]"
    return re.escape(letter)
