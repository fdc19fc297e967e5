"""Listens on an address, with patience for slow clients that has an end."""

import asyncio
import logging
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.serve.app import application
from kg.serve.errors import BrokenError
from kg.serve.service import Settings

_HEAD = 32_768  # bytes of a request line with its header
_PATIENCE = 10.0  # seconds for the header of a request
_IDLE = 15  # seconds for which a connection is kept without a request


class _Patient(H11Protocol):
    """Closes a connection on which the header of a first request does not come."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._waiting = self.loop.call_later(_PATIENCE, self._give_up)

    def handle_events(self) -> None:
        super().handle_events()
        if self.cycle is not None:
            self._waiting.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        self._waiting.cancel()
        super().connection_lost(exc)

    def _give_up(self) -> None:
        if self.cycle is None:
            self.transport.abort()


def listen(settings: Settings, host: str, port: int) -> None:
    """Serve until a signal comes. StoreError where the store cannot be opened."""
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    config = uvicorn.Config(
        application(settings), host=host, port=port, http=_Patient, lifespan="on", access_log=False, log_config=None,
        server_header=False, h11_max_incomplete_event_size=_HEAD, timeout_keep_alive=_IDLE, timeout_graceful_shutdown=5,
    )  # fmt: skip
    uvicorn.Server(config).run()


def _is_news(record: logging.LogRecord) -> bool:
    """Not what breaks a transfer on purpose: the log of requests tells it."""
    error = record.exc_info[1] if record.exc_info else None
    return not _is_broken(error)


def _is_broken(error: Any) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_is_broken(one) for one in error.exceptions)
    return isinstance(error, BrokenError)
