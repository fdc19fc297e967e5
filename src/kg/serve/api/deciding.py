"""What the routes of review take and give: who asks, decisions, and what to decide."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

from kg.serve.api.models import Model
from kg.serve.api.paging import Paging

SIGNED: dict[str, Any] = {"security": [{}, {"token": []}]}  # a token shows more
NEEDED: dict[str, Any] = {"security": [{"token": []}]}
Role = Literal["read", "review", "write"]
Action = Literal["accept", "reject", "edit", "add", "merge", "split", "name", "alias"]
_NO_CONTROL = r"^[^\x00-\x08\x0b-\x1f\x7f]*$"  # a file of rows must stay one that can be read
Words = Annotated[str, StringConstraints(max_length=4000, pattern=_NO_CONTROL)]


class Me(Model):
    """Who asks, and what this person may."""

    name: str | None = Field(description="None without a token.")
    role: Role
    may_review: bool = Field(description="Whether this person may decide here.")
    may_sign_in: bool = Field(description="Whether anybody may decide here who has a token and the role for it.")
    may_apply: bool = Field(description="Whether this person may have decisions applied here.")
    with_texts: bool = Field(description="Whether full texts are shown.")
    coders: list[str] = Field(
        description="Who decides on the same claims, and sees what the others of them decided when all are done."
    )


class Ingest(Model):
    """The last ingest by which decisions were applied."""

    is_running: bool
    done: int = Field(description="Documents that are looked through.")
    total: int = Field(description="All of them; 0 as long as it is not known.")
    said: list[str] = Field(description="What it said, the last lines.")
    has_failed: bool = Field(description="Whether it failed, or some texts could not be read.")


class DecisionMade(Model):
    """A row of the decisions; the next ingest applies it."""

    id: str
    target: str = Field(description="The id of a claim or mention, the IRI of an actor, or the key of a document.")
    action: str
    field: str
    old: str
    new: str
    words: str = Field(description="The evidence; of a claim that was extracted at most 300 characters.")
    coder: str
    date: str = Field(description="ISO 8601.")
    reason: str
    claim: str | None = Field(description="The id of the claim that it is about, where it is about one.")
    is_own: bool = Field(description="Whether it is by who asks.")


class Changed(Model):
    """What a request changed."""

    made: list[DecisionMade]
    withdrawn: list[DecisionMade] = Field(description="Rows that are there no more.")


class History(Model):
    """What was decided about a claim."""

    items: list[DecisionMade]
    hidden: bool = Field(description="Whether others decided, which is shown when all coders are done.")


class ToDecide(BaseModel):
    """A decision to be made. Defaults are factories, for a description that names them makes the fields compulsory."""

    model_config = ConfigDict(extra="forbid", alias_generator=to_camel, populate_by_name=True)

    target: Annotated[Words, StringConstraints(min_length=1)] = Field(
        description="The id of a claim or mention, the id or IRI of an actor, the key of a document."
    )
    action: Action
    field: Words = Field(
        default_factory=str, description="Of a claim (edit) or actor (name); the language of a name (alias)."
    )
    old: Words = Field(default_factory=str, description="What it was; of a claim the store says it.")
    new: Words = Field(default_factory=str, description="What it is to be.")
    words: Words = Field(
        default_factory=str, description="The evidence of a claim that is added; of another the store says it."
    )
    reason: Words = Field(default_factory=str, description="Why.")
    settles: bool = Field(
        default_factory=bool, description="It settles what coders decided differently, and stands for all."
    )


class ToDecideAll(BaseModel):
    """Decisions that are made all or not at all."""

    model_config = ConfigDict(extra="forbid")

    decisions: list[ToDecide] = Field(min_length=1, max_length=500)


class DecisionFilter(Paging):
    """Which decisions."""

    claim: str | None = Field(None, description="On a claim, by id or IRI.")
    document: str | None = Field(None, description="On claims and mentions of a document, by key or IRI.")
    coder: str | None = Field(None, description="By a coder.")
