"""The decisions of a project as the server reads and writes them: rows of files that `kg review` writes too."""

import asyncio
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from kg.decisions import Decision, read_decisions, write_decisions

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions as the files had them at one time, by date, and those on each target."""

    rows: tuple[Decision, ...] = ()
    on: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: tuple[Decision, ...]) -> "Decided":
        on: dict[str, list[Decision]] = {}
        for row in rows:
            on.setdefault(row.target, []).append(row)
        return cls(rows, {target: tuple(found) for target, found in on.items()})


class Deciding:
    """A folder of decisions, and the coders who do not see each other's rows on a claim until all of them are done."""

    def __init__(self, folder: Path, coders: tuple[str, ...] = ()) -> None:
        self.folder, self.coders = folder, coders
        self._turn = asyncio.Lock()
        self._reading = threading.Lock()
        self._read: tuple[object, Decided] = (None, Decided())

    def decided(self) -> Decided:
        """What the files hold now; they are read again where one of them is another than before."""
        with self._reading:
            stamp = _stamp(self.folder)
            if self._read[0] != stamp:
                self._read = (stamp, Decided.of(read_decisions(self.folder)))
            return self._read[1]

    async def change(self, work: Callable[[], T]) -> T:
        """Let one who writes do so in a thread while no other of this server does."""
        async with self._turn:
            return await run_in_threadpool(work)

    def write(self, coder: str, rows: Sequence[Decision], withdrawn: Collection[Decision] = ()) -> tuple[Decision, ...]:
        """Write rows of a coder, and leave out those that are withdrawn; the rows that are gone."""
        before = self.decided().rows
        write_decisions(self.folder, coder, rows, withdrawn)
        after = set(self.decided().rows)
        return tuple(row for row in before if row.coder == coder and row not in after)


def _stamp(folder: Path) -> object:
    """What is another where a file was written: each is put in the place of the one before it."""
    found = [(path.name, path.stat()) for path in sorted(folder.glob("*.csv"))] if folder.is_dir() else []
    return tuple((name, told.st_ino, told.st_mtime_ns, told.st_size) for name, told in found)
