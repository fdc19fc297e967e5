"""What there is to say about a claim, as plain records."""

from dataclasses import dataclass
from enum import StrEnum

from kg.iris import Iri
from kg.model.records import Claim, Commitment, MentionForm, Span


class Loss(StrEnum):
    """Why a word was not understood in a sense that it has."""

    LATER = "fits too, but is tried later"
    NO_ACTORS = "no actors stand where it needs them"
    NO_WORDS = "the words that it needs are not there"


@dataclass(frozen=True, slots=True)
class Rival:
    """An actor that was weighed and lost; `weight` is what spoke for it, None where there was only an order."""

    actor: str
    iri: Iri
    weight: float | None


@dataclass(frozen=True, slots=True)
class Meant:
    """Words, the actor that they were taken for, by what rule, and the actors that it was preferred to.

    `weight` is what spoke for the actor, on the scale of its rivals.
    """

    words: str
    span: Span
    form: MentionForm
    actor: str
    iri: Iri
    by: str
    score: float
    weight: float | None = None
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A step in the chain of sources, and why it is one. `meant` is whom words of the text name as the source."""

    name: str
    iri: Iri | None
    commitment: Commitment
    why: str
    meant: Meant | None = None


@dataclass(frozen=True, slots=True)
class Sense:
    """A relation type that the lexicon gives for the predicate's word, by which entry, and why it was not taken."""

    relation: str
    rule: str
    loss: Loss


@dataclass(frozen=True, slots=True)
class Explanation:
    """All about one claim. `number` counts the document's claims in the order of the text, from 1.

    `object` is None where the claim is about the `matter`. `likely` are relation types, or none, with the shares that
    the tagger gives them between subject and object. `review` is what people decided about the claim.
    """

    number: int
    claim: Claim
    sentence: Span
    subject: Meant
    object: Meant | None
    matter: Span | None
    sources: tuple[Source, ...]
    senses: tuple[Sense, ...]
    review: str | None = None

    @property
    def about(self) -> str:
        """What the relation is to: an actor, or the words of a matter."""
        return self.object.actor if self.object else self.claim.theme or self.claim.content or ""
