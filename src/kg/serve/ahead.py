"""What the explorer needs of the whole store, read when a server starts and after changes: nobody waits for it."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import Request

from kg.errors import KgError
from kg.networks.told import CLAIM, DOCUMENT, PASSAGE, RELATION, STANCE, Told
from kg.serve.api.actors import ActorFilter, actors, outlets
from kg.serve.api.annotated import claims_of, stances_of
from kg.serve.api.classes import counted
from kg.serve.api.kept import counted_of, whole_of
from kg.serve.api.overview import overview
from kg.serve.api.review import doubts_in
from kg.serve.api.viewpoints import NetworkChoice, made
from kg.serve.asked import AskedService
from kg.serve.digest import Digests
from kg.serve.errors import ServiceError
from kg.serve.service import Service
from kg.serve.service import Told as Logged

_LOOK = 1.0  # seconds between two looks at the store; what has not changed since the last one is read
_REST = 3.0  # times as long as the last reading took, until the next one
_SCOPE = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": [], "server": ("", 0)}
_MOST_DISCUSSED = ActorFilter.model_validate({"order": "claims", "mentioned": True})
_log = logging.getLogger("kg.serve.ahead")


@asynccontextmanager
async def read_ahead(app: Starlette, service: Service) -> AsyncIterator[None]:
    """Read while the server runs, one question at a time; broken off where the server ends before."""
    reading, ending = _Reading(app, service), asyncio.Event()

    async def work() -> None:
        while not ending.is_set():
            rest = await reading.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(ending.wait(), rest)

    working = asyncio.create_task(work())
    try:
        yield
    finally:
        ending.set()
        reading.stop()
        await working


class _Reading:
    """Marks of the store: as it was at the last look, and when it was read last."""

    def __init__(self, app: Starlette, service: Service) -> None:
        self._app, self._service = app, service
        self._before: object = None
        self._read: object = None
        self._store: AskedService | None = None

    def stop(self) -> None:
        if self._store is not None:
            self._store.stop()

    async def look(self) -> float:
        """Read what is new and has come to rest; how many seconds to wait until the next look."""
        begun = time.monotonic()
        try:
            mark = self._service.source.mark()
            is_at_rest, self._before = mark == self._before or self._read is None, mark
            if mark == self._read or not is_at_rest:
                return _LOOK
            self._read = mark
            seen = await self._service.source.seen()
            with self._service.source.held(seen):
                request = Request(_SCOPE | {"app": self._app, "state": {"told": Logged()}})
                self._store = AskedService(self._service, request, seen)
                if await asyncio.to_thread(_is_read, request, self._store):
                    digests: Digests = self._app.state.digests
                    await digests.of(request, seen)
        except (KgError, ServiceError, OSError) as error:  # who asks for the same tries it again, and is told
            _log.warning("the store is not read ahead: %s", error)
        return _LOOK + _REST * (time.monotonic() - begun)


def _is_read(request: Request, store: AskedService) -> bool:
    """Read; whether that was not broken off."""
    with suppress(CancelledError):
        _read(request, store)
        return True
    return False


def _read(request: Request, store: AskedService) -> None:
    """The claims and stances first, of which all else is made; then what the views show that are opened first."""
    claims_of(request.app, store)
    stances_of(request.app, store)
    told = Told(whole_of(request.app, store))
    for annotations in (CLAIM, STANCE):
        told.things(annotations)
    for others in (RELATION, PASSAGE, DOCUMENT):
        told.index(others)
    made(store, request, "judgements", NetworkChoice.model_validate({}))
    counted(store, counted_of(request))
    overview(request, store)
    for listed in (actors, outlets):
        listed(request, store, _MOST_DISCUSSED)
    if store.service.settings.people:
        doubts_in(store, request, "claim")
