"""What is read, found and linked. Spans count Unicode code points of a document's text (NFC, LF), half-open."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from kg.iris import Iri


class PartKind(StrEnum):
    """What a stretch of a passage is; each part is analysed by itself."""

    TITLE = "title"
    LEAD = "lead"
    HEADER = "header"  # outlet, country, leaning, date: no running text
    HEADLINE = "headline"
    INTRO = "intro"  # the editors' sentence before a quotation
    QUOTE = "quote"  # the words of the outlet or speaker, without the quotation marks around them
    PROSE = "prose"  # running text with or without quotations inside it
    BYLINE = "byline"


class MentionForm(StrEnum):
    NAME = "name"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"
    METONYM = "metonym"
    ADJECTIVE = "adjective"


class Polarity(StrEnum):
    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    ASSERTED = "asserted"
    POSSIBLE = "possible"
    PREDICTED = "predicted"
    INTENDED = "intended"
    DEMANDED = "demanded"
    CONDITIONAL = "conditional"
    QUESTIONED = "questioned"


class Commitment(StrEnum):
    COMMITS = "commits"
    RELAYS = "relays"
    DOUBTS = "doubts"


class StanceValue(StrEnum):
    POSITIVE = "positive"
    NEGATIVE = "negative"
    MIXED = "mixed"


class ActorStatus(StrEnum):
    REGISTERED = "registered"
    PROVISIONAL = "provisional"  # named, but not in the registry: one for all documents
    UNNAMED = "unnamed"  # exists in one document only
    IMPERSONAL = "impersonal"  # a survey, reports: a source that cannot act; one document only


class IssueKind(StrEnum):
    UNREADABLE = "unreadable"
    UNPLACED = "unplaced"  # text that no layout rule could place
    UNKNOWN_OUTLET = "unknown-outlet"
    UNKNOWN_ACTOR = "unknown-actor"
    UNRESOLVED_MENTION = "unresolved-mention"
    AMBIGUOUS_NAME = "ambiguous-name"
    UNKNOWN_TIME = "unknown-time"
    UNTYPED_RELATION = "untyped-relation"
    STALE_DECISION = "stale-decision"
    UNSUPPORTED_LANGUAGE = "unsupported-language"
    UNANSWERED = "unanswered"  # what the larger model said of a passage cannot be read
    UNFOUNDED = "unfounded"  # what the larger model found does not stand in the text
    DISAGREEMENT = "disagreement"  # between the rules and the larger model


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters from `start` up to, not including, `end`."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"no span from {self.start} to {self.end}")

    def within(self, other: "Span") -> bool:
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage that is analysed by itself."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document with one voice of its own: 0 is title and lead, contributions count from 1.

    `outlet` and `country` are as printed until the sources are resolved, then the outlet's canonical name and its
    ISO 3166-1 code. `guest` is true where the header names a person: then `outlet` holds that person.
    """

    number: int
    span: Span
    parts: tuple[Part, ...]
    outlet: str | None = None
    country: str | None = None
    headline: str | None = None
    speaker: str | None = None
    speaker_role: str | None = None
    leaning: str | None = None
    date: dt.date | None = None
    guest: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One text as stored. `key` is unique in a project; `version` is the hash of the normalised text."""

    key: str
    text: str
    layout: str
    language: str
    passages: tuple[Passage, ...]
    date: dt.date | None = None
    title: str | None = None
    address: str | None = None  # where it was published (URL), if known
    licence: str | None = None  # IRI of the licence of the text, if known
    version: str = ""
    source_hash: str = ""  # SHA-256 of the bytes it was read from

    @property
    def contributions(self) -> tuple[Passage, ...]:
        """The passages after title and lead."""
        return tuple(p for p in self.passages if p.number > 0)

    def words(self, span: Span) -> str:
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True)
class Office:
    """A person's time in an office: `title` in `of` (an actor's IRI), EDTF dates or None where not known."""

    title: str
    of: Iri | None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who can act or be quoted. `type` is a class of the ontology: Person, State, Government, Newspaper …"""

    iri: Iri
    name: str
    type: str
    status: ActorStatus = ActorStatus.REGISTERED
    country: str | None = None
    gender: str | None = None  # m, f or None
    names: tuple[str, ...] = ()  # further names, in any script
    adjectives: tuple[str, ...] = ()  # Turkish
    metonyms: tuple[str, ...] = ()  # Ankara, the Kremlin
    ambiguous: tuple[str, ...] = ()  # names, adjectives or metonyms of the above that must not decide alone
    offices: tuple[Office, ...] = ()
    of: Iri | None = None  # the territory it is the government, force or population of


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, pronoun, description, metonym or adjective that stands for an actor.

    `name` is the bare name inside the span, where there is one: in "President Putin" the span of "Putin".
    """

    id: str
    passage: int
    span: Span
    form: MentionForm
    name: Span | None = None


# Actors that were weighed, the best first, each with what spoke for it; None where they were only put in order.
Weighed: TypeAlias = tuple[tuple[Actor, float | None], ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Who is meant. `of` is a mention id, or `outlet:N`, `speaker:N` for the sources of passage N, or `editors`."""

    of: str
    actor: Iri
    score: float
    by: str  # the rule or decision that made it
    weighed: Weighed = field(default=(), compare=False)  # for `kg explain`


@dataclass(frozen=True, slots=True)
class Resolution:
    """All links of a document, and the actors among them, each once, in the order of their IRIs.

    `mentions` are those that have a link, in the order of the text; where words stand for two actors there are two.
    `unresolved` are those that stand for somebody of whom it is not plain who it is.
    """

    links: tuple[Link, ...]
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...] = ()
    unresolved: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One place in a chain of sources. `of` is what a Link is about; `words` are as in the text."""

    of: str
    words: str
    commitment: Commitment
    cue: Span | None = field(default=None, compare=False)  # the word that says so, for `kg explain`


@dataclass(frozen=True, slots=True)
class Claim:
    """A passage states, on the word of a chain of sources (innermost first, outlet last), that a relation holds.

    `subject` and `object` are mention ids; `object` is None where the relation has only a theme or content. The
    actors meant stand in the Links. `time` is as in the text, `time_normal` in EDTF.
    """

    id: str
    passage: int
    source: tuple[Step, ...]
    subject: str
    relation: str
    object: str | None
    span: Span
    confidence: float
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    time: str | None = None
    time_normal: str | None = None
    theme: str | None = None
    content: str | None = None
    valence: str | None = None  # of `characterises` only
    rule: str = ""  # what found it, for `kg explain`
    behalf: str | None = None  # for whom the innermost source speaks: what a Link is about
    word: Span | None = field(default=None, compare=False)  # that expresses the relation
    likely: tuple[tuple[str, float], ...] = field(default=(), compare=False)  # relation types by learnt share


@dataclass(frozen=True, slots=True)
class Stance:
    """The judgement of a source (innermost) on the actor of a mention, in one passage."""

    id: str
    passage: int
    source: Step
    target: str
    stance: StanceValue
    span: Span
    confidence: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what, as spans: source, cue and content, each perhaps in several pieces."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one document."""

    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()
    stances: tuple[Stance, ...] = ()
    attributions: tuple[Attribution, ...] = ()


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be understood: what, where, in which stage.

    `mention` is the id of the mention of which it is not plain who is meant; a decision about it has that as target.
    """

    kind: IssueKind
    stage: str
    document: str
    message: str
    span: Span | None = None
    mention: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """What a check found: `level` is error or warning, `check` the shape, query or axiom, `entity` what is wrong."""

    level: str
    check: str
    entity: str
    property: str = ""
    value: str = ""
    message: str = ""
