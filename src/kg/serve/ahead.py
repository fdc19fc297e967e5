"""What the explorer needs of the whole store, read when a server starts: the first who comes does not wait for it."""

import asyncio
import logging
from collections.abc import AsyncIterator
from concurrent.futures import CancelledError
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette
from starlette.requests import Request

from kg.errors import KgError
from kg.networks.told import CLAIM, DOCUMENT, PASSAGE, RELATION, STANCE, Told
from kg.serve.api.annotated import claims_of, stances_of
from kg.serve.api.kept import whole_of
from kg.serve.asked import AskedService
from kg.serve.service import Service
from kg.serve.service import Told as Logged

_log = logging.getLogger("kg.serve.ahead")


@asynccontextmanager
async def read_ahead(app: Starlette, service: Service) -> AsyncIterator[None]:
    """Read while the server runs, one question at a time; broken off where the server ends before."""
    store: AskedService | None = None

    async def work() -> None:
        nonlocal store
        try:
            seen = await service.source.seen()
            with service.source.held(seen):
                store = AskedService(service, Request({"type": "http", "state": {"told": Logged()}}), seen)
                await asyncio.to_thread(_read, app, store)
        except KgError as error:  # who asks for the same tries it again, and is told
            _log.warning("the store is not read ahead: %s", error)

    working = asyncio.create_task(work())
    try:
        yield
    finally:
        if store is not None:
            store.stop()
        await working


def _read(app: Starlette, store: AskedService) -> None:
    with suppress(CancelledError):
        claims_of(app, store)
        stances_of(app, store)
        told = Told(whole_of(app, store))
        for annotations in (CLAIM, STANCE):
            told.things(annotations)
        for others in (RELATION, PASSAGE, DOCUMENT):
            told.index(others)
