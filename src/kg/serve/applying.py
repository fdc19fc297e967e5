"""Applying decisions: an ingest of the texts in a process of its own, which changes the store through the server."""

import asyncio
import json
import os
import signal
import sys
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from kg.serve.people import made
from kg.store.served import TOKEN

_NAME = "kg-ingest"  # of who changes the store, in the log
_LINES = 20  # of what an ingest says that are kept
_LONGEST = 1 << 20  # bytes of a line
# It ends with the server, and so do the processes that it has started: each document is written whole or not at all.
_PROGRAM = """
import os, signal
from kg.serve.isolation import end_with_parent
signal.signal(signal.SIGTERM, lambda *_: os.killpg(0, signal.SIGKILL))
end_with_parent(signal.SIGTERM)
os.nice(10)
from kg.cli import main
main()
"""


@dataclass(frozen=True, slots=True)
class Applied:
    """How far the last ingest is, in documents, and what it said."""

    is_running: bool = False
    done: int = 0
    total: int = 0  # 0 as long as it is not known
    said: tuple[str, ...] = ()
    has_failed: bool = False


class Applying:
    """One ingest at a time. `words` are those after `kg ingest`, with store and project; without any none is made."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)
        self.person, self._token = made(_NAME, "write")  # known to this run of the server alone
        self._process: asyncio.subprocess.Process | None = None
        self._work: asyncio.Task[None] | None = None
        self._done = self._total = 0
        self._said: deque[str] = deque(maxlen=_LINES)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._work is not None:
            if self._process is not None and self._process.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)
            await self._work

    @property
    def is_offered(self) -> bool:
        return bool(self._words)

    @property
    def applied(self) -> Applied:
        """How far it is now."""
        is_running = self._work is not None and not self._work.done()
        code = None if self._process is None else self._process.returncode
        failed = self._work is not None and not is_running and code != 0
        return Applied(is_running, self._done, self._total, tuple(self._said), failed)

    async def begin(self) -> Applied:
        """Begin one where none is running."""
        if not self.applied.is_running:
            self._done, self._total, self._process = 0, 0, None
            self._said.clear()
            self._work = asyncio.create_task(self._run())
        return self.applied

    async def _run(self) -> None:
        try:
            await self._ingested()
        except (OSError, ValueError) as error:  # no process can be made, or a line of it is no line
            self._said.append(str(error))

    async def _ingested(self) -> None:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _PROGRAM, "ingest", *self._words, "--json", "--verbose",
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE,
            env={**os.environ, TOKEN: self._token}, limit=_LONGEST, start_new_session=True,
        )  # fmt: skip
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self._hear(line.decode(errors="replace").strip())
        await self._process.wait()

    def _hear(self, line: str) -> None:
        try:
            told = json.loads(line)
            message, level = str(told["message"]), told["level"]
        except (ValueError, KeyError, TypeError):
            message, told, level = line, {}, "error"
        if "total" in told:
            self._done, self._total = int(told["done"]), int(told["total"])
        elif level != "debug" and message:
            self._said.append(message)
