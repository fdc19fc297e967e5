"""Parts of lists: how much is asked for, and where it goes on."""

from collections.abc import Sequence
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request

from kg.iris import Iris
from kg.serve.api.lookup import Ids
from kg.serve.api.models import Page
from kg.serve.service import service_of

T = TypeVar("T")


class Paging(BaseModel):
    """What every list takes."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=500, description="How many to give.")
    offset: int = Field(0, ge=0, le=2**31 - 1, description="How many to leave out before them.")

    def cut(self, rows: Sequence[T]) -> Sequence[T]:
        """The part of a list that is asked for."""
        return rows[self.offset : self.offset + self.limit]


def page(request: Request, paging: Paging, items: Sequence[T], total: int) -> Page[T]:
    """A part of a list, with the address of the next."""
    behind = paging.offset + paging.limit
    further = request.url.include_query_params(offset=behind)
    following = f"{further.path}?{further.query}" if behind < total else None
    return Page(items=list(items), total=total, limit=paging.limit, offset=paging.offset, next=following)


def ids_of(request: Request) -> Ids:
    """The ids of the project that is served."""
    return Ids(Iris(service_of(request).settings.base))
