"""Listens on an address, with patience for slow clients that has an end."""

import asyncio
import json
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import StoreError, UsageError
from kg.serve.ahead import read_ahead
from kg.serve.app import application
from kg.serve.errors import BrokenError
from kg.serve.explorer import is_built
from kg.serve.service import Service
from kg.store.served import MARK

_PARTING = 5  # seconds that requests have when the server ends
_HEAD = 1 << 16  # bytes of a request line with its header that the parser holds
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


def listen(service: Service, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until a signal comes; `tell` is told where. StoreError, or UsageError where the address is taken."""
    with suppress(KeyboardInterrupt):
        asyncio.run(_listen(service, host, port, tell))


async def _listen(service: Service, host: str, port: int, tell: Callable[[str], None]) -> None:
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    logging.getLogger("uvicorn.error").addFilter(_is_news)
    folder = service.settings.folder
    with _bound(host, port) as bound:
        async with service.running():
            app = application(service)
            config = uvicorn.Config(
                app, http=_Patient, lifespan="off", access_log=False, log_config=None,
                server_header=False, h11_max_incomplete_event_size=_HEAD, timeout_keep_alive=_IDLE,
                timeout_graceful_shutdown=_PARTING,
            )  # fmt: skip
            address = f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}"
            with _announced(folder / MARK, address) if service.writing else nullcontext():
                tell(f"{folder} is served at {address}/sparql")
                tell(f"the explorer is at {address}/" if is_built() else "the explorer is not built: run `make web`")
                async with read_ahead(app, service):
                    await uvicorn.Server(config).serve(sockets=[bound])


def _bound(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        bound = socket.create_server((host, port), family=family, backlog=128)
    except (OSError, OverflowError) as error:
        where = f"{host}, port {port}"
        raise UsageError(f"the address cannot be listened on: {error}", where, "Choose another with --port.") from error
    # asyncio does so for the sockets that it makes itself: else the end of an answer waits 40 ms for the client
    bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return bound


@contextmanager
def _announced(mark: Path, address: str) -> Iterator[None]:
    """Say beside a store at which address it is served, so that commands on this machine find the server."""
    try:
        mark.write_text(json.dumps({"address": address}), encoding="utf8")
    except OSError as error:
        raise StoreError(f"the mark of a server cannot be written: {error}", str(mark), "Make room for it.") from error
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def _is_news(record: logging.LogRecord) -> bool:
    """Not what breaks a transfer on purpose: the log of requests tells it."""
    error = record.exc_info[1] if record.exc_info else None
    return not _is_broken(error)


def _is_broken(error: Any) -> bool:
    if isinstance(error, BaseExceptionGroup):
        return all(_is_broken(one) for one in error.exceptions)
    return isinstance(error, BrokenError)
