"""The hash of what is served, made once for each state."""

import asyncio
from pathlib import Path

from starlette.requests import Request

from kg.serve.errors import BusyError, ServiceError
from kg.serve.negotiation import HASH
from kg.serve.service import Question, Service
from kg.serve.source import Seen

_LARGEST = (
    600_000_000  # bytes of a store that are hashed within the usual limits: nobody waits for those of a larger one
)


class Digests:
    """What all who ask for the hash of the same state wait for together."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._state = ""
        self._making: asyncio.Future[str | None] | None = None

    async def of(self, request: Request, seen: Seen) -> str | None:
        """None where the store is too large to be hashed within the limits of a question."""
        if self._making is None or self._state != seen.state:
            self._state, self._making = seen.state, asyncio.ensure_future(self._made(request, seen))
        return await asyncio.shield(self._making)

    async def _made(self, request: Request, seen: Seen) -> str | None:
        if _size(seen.folder) > _LARGEST:
            return None
        try:
            return (await self._service.text(request, Question("", seen=seen), HASH)).decode()
        except BusyError:
            self._making = None
            return None
        except ServiceError:
            return None


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
