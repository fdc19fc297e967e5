"""Why a request is not answered, with the status that says so."""

from collections.abc import Mapping
from typing import Any, ClassVar


class ServiceError(Exception):
    """A status, what is wrong, and what to do about it."""

    status: ClassVar[int] = 500

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy


class BadRequestError(ServiceError):
    """The request is wrong."""

    status = 400


class BadQueryError(BadRequestError):
    """The query or update is wrong; `place` is the line and the column of a query, from 1, where that is known."""

    def __init__(self, what: str, remedy: str = "", place: tuple[int, int] | None = None) -> None:
        super().__init__(what, remedy)
        self.place = place


class UnauthorizedError(ServiceError):
    """There is no token, or nobody has it."""

    status = 401


class ForbiddenError(ServiceError):
    """Whoever asks may not do that, or nobody may."""

    status = 403


class MissingError(ServiceError):
    """There is no such thing."""

    status = 404


class MethodError(ServiceError):
    """The method is none of the resource."""

    status = 405

    def __init__(self, allowed: str) -> None:
        super().__init__("this method is not allowed here", f"Allowed: {allowed}.")
        self.allowed = allowed


class NotAcceptableError(ServiceError):
    """None of the forms asked for can be given."""

    status = 406


class PreconditionError(ServiceError):
    """What the client expects does not hold."""

    status = 412


class TooLargeError(ServiceError):
    """The request has more than the server takes."""

    status = 413


class UnsupportedError(ServiceError):
    """The content of the request has a form that is not known."""

    status = 415


class UnfitError(ServiceError):
    """A parameter has a value that it does not take."""

    status = 422


class EngineError(ServiceError):
    """The engine failed."""


class StorageError(ServiceError):
    """The disk has no room for a change."""

    status = 507


class FetchError(ServiceError):
    """A document that an update loads cannot be had from where it lies."""

    status = 502


class BusyError(ServiceError):
    """All processes are taken."""

    status = 503

    def __init__(self) -> None:
        super().__init__("the server is busy", "Ask again later.")


class IndexingError(ServiceError):
    """The search index cannot be asked, or not yet."""

    status = 503


class OverdueError(ServiceError):
    """The question takes longer than it may."""

    status = 503

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the answer took longer than {seconds:g} s and was given up", "Ask for less, or in parts.")


class OutOfMemoryError(ServiceError):
    """The question takes more memory than it may."""

    status = 503

    def __init__(self) -> None:
        super().__init__("the answer took more memory than it may and was given up", "Ask for less, or in parts.")


class BrokenError(Exception):
    """An answer whose beginning was sent and whose end is missing: the transfer must break."""


_FAULTS: dict[str, type[ServiceError]] = {"query": BadQueryError, "disk": StorageError, "index": IndexingError}


def fault(said: Mapping[str, Any]) -> ServiceError:
    """What a process tells of its fault, as an error: its `kind`, a message, a remedy, of a query perhaps the place."""
    if place := said.get("place"):
        return BadQueryError(said["message"], said["remedy"], (place[0], place[1]))
    return _FAULTS.get(said["kind"], EngineError)(said["message"], said["remedy"])
