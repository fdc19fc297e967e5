"""Review: what is in doubt, on what coders disagree, and how far they are."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request

from kg.serve.api.decisions import SIGNED, DecisionMade
from kg.serve.api.models import Claim, DocumentNamed, Model, Page
from kg.serve.api.paging import Paging, page
from kg.serve.asked import Store

router = APIRouter(prefix="/api/review", tags=["review"])
DoubtKind = Literal["claim", "actor", "mention"]
Reason = Literal["low-confidence", "unresolved", "provisional", "ambiguous", "contradicted"]


class Doubt(Model):
    """Something that a person should look at."""

    kind: DoubtKind
    target: str = Field(description="What a decision about it has as its target: the id of a claim, an IRI.")
    reasons: list[Reason] = Field(
        description="low-confidence: of the extractor; unresolved: a name by which nobody is known; provisional: an"
        " actor that the registry lacks; ambiguous: a name of several actors; contradicted: another source says the"
        " opposite."
    )
    doubt: float = Field(ge=0, le=1, description="From 0 to 1, which is the most.")
    what: str
    words: str
    document: DocumentNamed | None
    claim: Claim | None


class Disagreement(Model):
    """A claim on which coders decided differently."""

    target: str = Field(description="The id of the claim.")
    claim: Claim | None = Field(description="None where it is in the store no more.")
    decisions: list[DecisionMade]
    settled: list[DecisionMade] = Field(description="What stands for all, where that was decided.")


class CoderProgress(Model):
    """How far a coder is."""

    name: str
    decided: int = Field(description="Claims with a verdict of this coder.")
    is_self: bool


class Progress(Model):
    """How far coders are, and how much they agree."""

    coders: list[CoderProgress]
    both: int = Field(description="Claims on which all of the coders of the same claims, else two at least, are done.")
    agreeing: int = Field(description="Those of them on which all decided alike.")


class QueueFilter(Paging):
    """What is in doubt."""

    kind: DoubtKind | None = Field(None, description="Only of this kind.")
    document: str | None = Field(None, description="Only in a document, by key or IRI.")


@router.get("/queue", openapi_extra=SIGNED)
async def queue(request: Request, store: Store, wanted: Annotated[QueueFilter, Query()]) -> Page[Doubt]:
    """What is in doubt, the most doubtful first, without what who asks has decided already."""
    return page(request, wanted, [], 0)


@router.get("/disagreements", openapi_extra=SIGNED)
async def disagreements(request: Request, store: Store, wanted: Annotated[Paging, Query()]) -> Page[Disagreement]:
    """Claims on which all coders are done and decided differently; what is not settled comes first."""
    return page(request, wanted, [], 0)


@router.get("/progress", openapi_extra=SIGNED)
async def progress(request: Request) -> Progress:
    """How many claims each coder has decided on, and how often they agree."""
    return Progress(coders=[], both=0, agreeing=0)
