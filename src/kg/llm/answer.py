"""What the model is to say of a passage: its form as records and as a JSON schema."""

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from kg.model.records import MentionForm, Modality, Polarity, StanceValue
from kg.model.relation_types import relation_types

ActorType = Literal[
    "Person",
    "State",
    "Government",
    "Region",
    "City",
    "PoliticalParty",
    "ArmedForce",
    "InternationalOrganisation",
    "Company",
    "Organisation",
    "Population",
    "Bloc",
    "Sector",
    "Group",
]


@dataclass(frozen=True, slots=True)
class SaidMention:
    """Words that stand for an actor, and the actor's name."""

    words: str
    name: str
    type: ActorType
    form: MentionForm = MentionForm.NAME


@dataclass(frozen=True, slots=True)
class SaidRelation:
    """Who does what to whom, by the names of mentions, and the words that show it."""

    subject: str
    relation: str
    words: str
    object: str | None = None
    theme: str | None = None
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    time: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class SaidStance:
    """Who is judged by whom, and the words that show it."""

    target: str
    stance: StanceValue
    words: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """All that the model finds in a passage."""

    mentions: tuple[SaidMention, ...] = ()
    relations: tuple[SaidRelation, ...] = ()
    stances: tuple[SaidStance, ...] = ()


@cache
def _adapter() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


@cache
def schema() -> dict[str, Any]:
    """The JSON schema of an answer, as strict as servers want it: every property is required, no other allowed."""
    made = _adapter().json_schema()
    for described in (made, *made["$defs"].values()):
        described.pop("title", None)
        described.pop("description", None)
        for value in described.get("properties", {}).values():
            value.pop("default", None)
            value.pop("title", None)
        if described.get("type") == "object":
            described["required"] = list(described["properties"])
            described["additionalProperties"] = False
    made["required"] = list(made["properties"])
    made["$defs"]["SaidRelation"]["properties"]["relation"]["enum"] = list(relation_types())
    return made


def read_answer(text: str) -> Answer | None:
    """The answer in a model's words; None where there is none that can be read.

    >>> read_answer('Here it is: {"mentions": [], "relations": [], "stances": []}')
    Answer(mentions=(), relations=(), stances=())
    >>> read_answer('{"mentions": [')
    """
    start, end = text.find("{"), text.rfind("}")
    if not 0 <= start < end:
        return None
    try:
        return _adapter().validate_json(text[start : end + 1])
    except ValidationError:
        return None
