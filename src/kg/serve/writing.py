"""The one process that changes the store, and how it is asked."""

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.errors import StoreError
from kg.serve import frames
from kg.serve.errors import EngineError, OverdueError, fault
from kg.store.oxigraph import FullError

_CHANGING = frozenset({"update", "replace", "add", "change", "derive", "purge", "put", "post", "delete"})
_LONG = frozenset({"derive", "purge", "backup"})  # what may take as long as it takes
_PARTING = 10.0  # seconds in which it may end by itself
_HELD = 1 << 20  # bytes of an answer that the server holds


class Writing:
    """Changes one after the other.

    `changes` counts those that were made, `doubts` those of which it is not known; `since` is when the last one was.
    """

    def __init__(self, folder: Path, seconds: float, tell: Callable[[], None] = lambda: None) -> None:
        self._folder, self._seconds, self._tell = folder, seconds, tell  # `tell` is called after each change
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self.name = secrets.token_hex(4)  # of this run of the server, so that states of two runs differ
        self.changes = self.doubts = 0
        self.since = datetime.now(UTC)

    async def __aenter__(self) -> Self:
        await self._start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        async with self._turn:
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.close()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._process.wait(), _PARTING)
            await self._end()

    async def ask(self, do: str, *data: bytes, **words: Any) -> dict[str, Any]:
        """What the process says when it is done. BadQueryError, EngineError or OverdueError where it is not."""
        said: dict[str, Any] = {}
        async for kind, content in self.told(do, *data, **words):
            if kind == frames.END:
                said = frames.unpacked(content)
        return said

    async def told(self, do: str, *data: bytes, **words: Any) -> AsyncIterator[tuple[bytes, bytes]]:
        """The frames that the process sends, the last of them END."""
        async with self._turn:
            if self._process is None or self._process.returncode is not None:
                try:
                    await self._start()
                except StoreError as error:
                    why = "disk" if isinstance(error, FullError) else ""
                    raise fault({"kind": why, "message": error.what, "remedy": error.remedy}) from error
            process = self._process
            assert process is not None
            whole = False
            try:
                async for kind, content in self._frames(process, {"do": do, "parts": len(data), **words}, data):
                    whole = kind == frames.END
                    if kind == frames.FAULT:
                        said = frames.unpacked(content)
                        whole = said["kind"] == "query"  # else the engine takes no change until it is opened anew
                        raise fault(said)
                    if kind == frames.END and do in _CHANGING:
                        self.changes += 1
                        self._tell()
                        self.since = datetime.now(UTC)
                    yield kind, content
            finally:
                if not whole:  # the rest of an answer would be taken for that of the next request
                    if do in _CHANGING:
                        self.doubts += 1
                    await self._end()

    async def _frames(
        self, process: asyncio.subprocess.Process, request: dict[str, Any], data: tuple[bytes, ...]
    ) -> AsyncIterator[tuple[bytes, bytes]]:
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(ConnectionError):
            process.stdin.write(frames.packed(frames.REQUEST, request))
            for part in data:
                process.stdin.write(frames.packed(frames.DATA, part))
                await process.stdin.drain()
        kind = b""
        while kind not in (frames.END, frames.FAULT):
            try:
                seconds = None if request["do"] in _LONG else self._seconds
                frame = await asyncio.wait_for(frames.received(process.stdout), seconds)
            except TimeoutError as error:
                raise OverdueError(self._seconds) from error
            if frame is None:
                raise EngineError("the change was broken off", "It was made whole or not at all: look, and try again.")
            kind = frame[0]
            yield frame

    async def _start(self) -> None:
        """StoreError where the store cannot be opened."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.serve.writer", str(self._folder),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_HELD,
        )  # fmt: skip
        assert self._process.stdout is not None
        frame = await frames.received(self._process.stdout)
        if frame is None or frame[0] != frames.END:
            said = frames.unpacked(frame[1]) if frame else {"message": "the store cannot be opened", "remedy": ""}
            kind = FullError if said.get("kind") == "disk" else StoreError
            raise kind(said["message"], str(self._folder), said["remedy"])

    async def _end(self) -> None:
        if self._process is not None and self._process.returncode is None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
