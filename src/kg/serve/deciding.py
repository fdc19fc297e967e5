"""The decisions of a project as the server reads and writes them: rows of files that `kg review` writes too."""

import asyncio
import csv
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

from starlette.concurrency import run_in_threadpool

from kg.decisions import Decision, read_decisions
from kg.decisions.coders import SETTLED, visible
from kg.decisions.rows import Change, change_decisions
from kg.decisions.turns import one_at_a_time
from kg.errors import ProjectError
from kg.serve.errors import ServiceError, StorageError


@dataclass(frozen=True, slots=True)
class Decided:
    """The decisions as the files had them at one time, in the order in which they are replayed, and those on a target.

    `coders` judge the same claims without knowing of each other until all of them are done.
    """

    rows: tuple[Decision, ...] = ()
    on: Mapping[str, tuple[Decision, ...]] = field(default_factory=dict)
    coders: tuple[str, ...] = ()

    @classmethod
    def of(cls, rows: tuple[Decision, ...], coders: tuple[str, ...]) -> "Decided":
        on: dict[str, list[Decision]] = {}
        for row in rows:
            on.setdefault(row.target, []).append(row)
        return cls(rows, {target: tuple(found) for target, found in on.items()}, coders)

    def seen_by(self, asker: str | None, target: str | None = None) -> tuple[Decision, ...]:
        """What somebody may see, of all or of a target."""
        return visible(self.rows if target is None else self.on.get(target, ()), asker, self.coders)


class Deciding:
    """A folder of decisions; None where the server has no project, so that nothing is decided."""

    def __init__(self, folder: Path | None, coders: tuple[str, ...] = ()) -> None:
        self.folder, self.coders = folder, coders
        self._turn = asyncio.Lock()
        self._reading = threading.Lock()
        self._read: tuple[object, Decided] = ((), Decided(coders=coders))

    def decided(self) -> Decided:
        """What the files hold now; they are read again where one of them is another than before."""
        if self.folder is None:
            return self._read[1]
        with self._reading, _told():
            if self._read[0] != _stamp(self.folder):
                with one_at_a_time(self.folder) if self.folder.is_dir() else nullcontext():
                    self._read = (_stamp(self.folder), Decided.of(read_decisions(self.folder), self.coders))
            return self._read[1]

    async def change(self, coder: str, change: Change) -> tuple[Decision, ...]:
        """Write what is made of a coder's rows, one change after the other; the rows that are gone."""
        assert self.folder is not None
        async with self._turn:
            return await run_in_threadpool(self._changed, self.folder, coder, change)

    def _changed(self, folder: Path, coder: str, change: Change) -> tuple[Decision, ...]:
        with _told():
            return change_decisions(folder, coder, change)


def decided_by(row: Decision) -> str:
    """Who decided: of what settles a claim the reason says it first."""
    return row.reason.partition(":")[0] if row.coder == SETTLED else row.coder


@contextmanager
def _told() -> Iterator[None]:
    """Files that cannot be read or written are no fault of who asks."""
    try:
        yield
    except ProjectError as error:
        raise ServiceError(f"the decisions cannot be read: {error.what}", error.remedy) from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ServiceError(f"the decisions cannot be read: {error}", "Correct the files of the project.") from error
    except OSError as error:
        raise StorageError(
            f"the decisions cannot be read or written: {error.strerror}", "Make room for them."
        ) from error


def _stamp(folder: Path) -> object:
    """What is another where a file was written, since each is put in the place of the one before it."""
    found = []
    for path in sorted(folder.glob("*.csv")) if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # taken away meanwhile
            told = path.stat()
            found.append((path.name, told.st_ino, told.st_mtime_ns, told.st_size))
    return tuple(found)
