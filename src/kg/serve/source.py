"""Where readers find what there is to read: the store itself, or after a change a new snapshot of it."""

import asyncio
import secrets
import shutil
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from kg.errors import StoreError
from kg.serve.errors import EngineError, StorageError
from kg.serve.writing import Writing
from kg.store import is_store

_AGAIN = 2.0  # seconds between two tries to make a snapshot after a change that failed
_EVERY = 0.5  # seconds between two looks at whether files of a store have changed


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader opens: a folder, the name of the state in which it is, and since when.

    Full texts lie in a folder beside it, where the source has them.
    """

    folder: Path
    state: str
    since: datetime


class Source(Protocol):
    """What a reader may open now."""

    async def seen(self) -> Seen:
        """A state in which every change is that was acknowledged before."""
        ...

    def mark(self) -> object:
        """What is another one after a change, found without making anything that could be read."""
        ...

    @contextmanager
    def held(self, seen: Seen) -> Iterator[None]:
        """While a reader is at work, its folder stays."""
        ...

    def whole(self) -> AbstractAsyncContextManager[Path]:
        """The folder of a store that may be read, with full texts; as new as what can be seen now, or newer."""
        ...


class Unchanging:
    """A store that this server does not change; another process may, and is then seen within a second."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "graphs"
        if not is_store(folder):
            raise StoreError("there is no store", str(folder), "Make one with `kg ingest`.")
        self._looked, self._seen = 0.0, self._look()

    async def seen(self) -> Seen:
        if time.monotonic() - self._looked > _EVERY:
            self._seen = self._look()
        return self._seen

    def mark(self) -> object:
        return self._look().state

    @contextmanager
    def held(self, seen: Seen) -> Iterator[None]:
        yield

    @asynccontextmanager
    async def whole(self) -> AsyncIterator[Path]:
        yield self._folder.parent

    def _look(self) -> Seen:
        self._looked = time.monotonic()
        files = []
        for path in self._folder.iterdir():
            with suppress(FileNotFoundError):
                if not path.name.startswith("LOG"):
                    files.append((path.name, path.stat().st_size, path.stat().st_mtime))
        state = str(hash(tuple(sorted(files))))
        changed = max((mtime for _, _, mtime in files), default=0.0)
        return Seen(self._folder, state, datetime.fromtimestamp(changed, UTC))


class Snapshots:
    """The store of a writer, as hard links made when something is read for the first time after a change.

    After a change that failed, the newest one goes on to be read where another cannot be made.
    """

    def __init__(self, folder: Path, writing: Writing, *, with_texts: bool = False) -> None:
        self._folder, self._writing, self._with_texts = folder / "readers", writing, with_texts
        self._made: Seen | None = None
        self._of = (-1, -1)  # the numbers of changes, and of doubtful ones, that the newest snapshot holds
        self._tried = 0.0
        self._making = asyncio.Lock()
        self._at_work: Counter[Path] = Counter()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def seen(self) -> Seen:
        async with self._making:
            before, of = self._made, (self._writing.changes, self._writing.doubts)
            if before is None or self._of[0] != of[0]:
                return await self._make(of)
            if self._of != of and time.monotonic() - self._tried > _AGAIN:
                self._tried = time.monotonic()
                with suppress(EngineError, StorageError):
                    return await self._make(of)
            return before

    def mark(self) -> object:
        return self._writing.changes, self._writing.doubts

    async def _make(self, of: tuple[int, int]) -> Seen:
        """A snapshot with so many changes, in the place of the last one."""
        before = self._made
        folder = self._folder / f"{self._writing.name}-{of[0]}-{of[1]}"
        await self._writing.ask("backup", folder=str(folder), texts=self._with_texts)
        self._made, self._of = Seen(folder / "graphs", folder.name, self._writing.since), of
        if before is not None:
            self._forget(before.folder)
        return self._made

    @contextmanager
    def held(self, seen: Seen) -> Iterator[None]:
        self._at_work[seen.folder] += 1
        try:
            yield
        finally:
            self._at_work[seen.folder] -= 1
            self._forget(seen.folder)

    @asynccontextmanager
    async def whole(self) -> AsyncIterator[Path]:
        folder = self._folder / f"{self._writing.name}-{secrets.token_hex(4)}"
        folder.parent.mkdir(parents=True, exist_ok=True)
        try:
            await self._writing.ask("backup", folder=str(folder), texts=True)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _forget(self, folder: Path) -> None:
        """Remove a snapshot that is no more the newest, when nobody is at work in it."""
        if self._made is not None and folder != self._made.folder and self._at_work[folder] <= 0:
            self._at_work.pop(folder, None)
            shutil.rmtree(folder.parent, ignore_errors=True)
