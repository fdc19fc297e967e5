"""Reader processes: as many as there are questions at a time, each killed where its question takes too long.

Oxigraph cannot stop a query that runs inside a process; a process can be stopped.
"""

import asyncio
import os
import signal
import sys
import time
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.serve import frames
from kg.serve.errors import BusyError, EngineError, OutOfMemoryError, OverdueError, fault

_HELD = 1 << 20  # bytes of an answer that the server holds
_SLOW, _NICE = 1.0, 10  # seconds of work after which a question gives way to others, and how far
_LOOK = 0.5  # seconds between two looks at how long it has worked
_KILLED_BY = {-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGBUS, 101, 134}  # for want of memory


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a question may take: seconds of work, bytes of memory; how many are answered at a time."""

    seconds: float = 30.0
    memory: int = 1 << 30
    processes: int = 10


class Reader:
    """One process, and the question that it answers."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.idle = True
        self._gives_way = False
        self._before = 0.0  # seconds of work before this question

    @classmethod
    async def start(cls, memory: int) -> Self:
        """A process that is ready."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kg.serve.reader", str(memory),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_HELD,
        )  # fmt: skip
        assert process.stdout is not None
        if await frames.received(process.stdout) is None:
            raise EngineError("a process to read with cannot be started")
        return cls(process)

    @property
    def alive(self) -> bool:
        return self._process.returncode is None

    @property
    def fresh(self) -> bool:
        """Whether another question may follow."""
        return self.alive and self.idle

    async def ask(
        self, request: dict[str, Any], seconds: float, *, anew: bool = False
    ) -> AsyncGenerator[tuple[bytes, bytes], None]:
        """The frames of an answer. The time that the caller takes between two of them does not count.

        The seconds are those of all frames together; with `anew` those of each.

        OverdueError, OutOfMemoryError, BadQueryError, IndexingError or EngineError where there is none or no end.
        """
        self.idle, self._gives_way, self._before = False, False, self._processor()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with suppress(ConnectionError):
            self._process.stdin.write(frames.packed(frames.REQUEST, request))
            await self._process.stdin.drain()
        left = seconds
        while True:
            begun = time.monotonic()
            frame = await self._next(self._process.stdout, left, seconds)
            left = seconds if anew else left - (time.monotonic() - begun)
            if frame is None:
                code = await self._process.wait()
                raise OutOfMemoryError() if code in _KILLED_BY else EngineError(f"the process ended with {code}")
            kind, content = frame
            if kind == frames.FAULT:
                self.idle = True
                raise fault(frames.unpacked(content))
            if kind == frames.END:
                self.idle = True
            yield kind, content
            if kind == frames.END:
                return

    async def _next(self, source: asyncio.StreamReader, left: float, seconds: float) -> tuple[bytes, bytes] | None:
        waiting = asyncio.ensure_future(frames.received(source))
        try:
            while not self._gives_way and left > _LOOK and not await _is_done(waiting, _LOOK):
                left -= _LOOK
                if self._processor() - self._before > _SLOW:
                    self._give_way()
            if not waiting.done() and not await _is_done(waiting, left):
                self.kill()
                raise OverdueError(seconds)
            return await waiting
        except asyncio.CancelledError:
            self.kill()
            raise

    def _processor(self) -> float:
        """Seconds that the process has worked."""
        try:
            fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def _give_way(self) -> None:
        """Let short questions go first: only root may raise a priority again, so that of the thread is lowered."""
        with suppress(OSError):
            for thread in map(int, os.listdir(f"/proc/{self._process.pid}/task")):
                if thread != self._process.pid:
                    os.setpriority(os.PRIO_PROCESS, thread, _NICE)
        self._gives_way = True

    def kill(self) -> None:
        with suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        self.kill()
        await self._process.wait()


class Readers:
    """The processes; one is held ready beyond those at work, as far as there may be more."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._ready: deque[Reader] = deque()
        self._places = asyncio.Semaphore(limits.processes)
        self._tasks: set[asyncio.Task[None]] = set()
        self.working = 0

    async def __aenter__(self) -> Self:
        self._ready.append(await Reader.start(self._limits.memory))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*(reader.end() for reader in self._ready))

    @asynccontextmanager
    async def reader(self) -> AsyncIterator[Reader]:
        """A process for one question. BusyError where none becomes free within the time for one."""
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._places.acquire()
        except TimeoutError as error:
            raise BusyError() from error
        self.working += 1
        try:
            reader = self._ready.pop() if self._ready else await Reader.start(self._limits.memory)
            try:
                yield reader
            finally:
                if reader.fresh:
                    self._ready.append(reader)
                else:
                    self._later(reader.end())
                    if not self._ready:
                        self._later(self._prepare())
        finally:
            self.working -= 1
            self._places.release()

    async def _prepare(self) -> None:
        self._ready.append(await Reader.start(self._limits.memory))

    def _later(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _is_done(waiting: "asyncio.Future[Any]", seconds: float) -> bool:
    """Whether something comes to its end within so many seconds; it goes on where it does not."""
    return bool((await asyncio.wait({waiting}, timeout=seconds))[0])
