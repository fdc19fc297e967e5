"""Runs the real command line on a terminal and measures it: progress, resident memory and processor time (Linux)."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PROGRESS = re.compile(r"\r\x1b\[K(\d+)/\d+ ")
_OVERWRITTEN = re.compile(r"\r\x1b\[K[^\r\n]*(?=\r\x1b\[K)")
_TICKS, _PAGE = os.sysconf("SC_CLK_TCK"), os.sysconf("SC_PAGE_SIZE")
_EVERY = 0.2  # seconds between two samples
_TIMES = slice(11, 15)  # of /proc/PID/stat behind the name: time of the process and of children that have ended
_SESSION, _RESIDENT = 3, 21


@dataclass(frozen=True, slots=True)
class Sample:
    """Where a run was: documents done, seconds since its start, and what its processes together had taken."""

    done: int
    seconds: float
    busy: float  # seconds of processor time
    megabytes: float  # resident


@dataclass(frozen=True, slots=True)
class Run:
    """A command that has ended: its exit code, what it left on the terminal, and how it went."""

    code: int
    written: str
    samples: tuple[Sample, ...]

    @property
    def last_line(self) -> str:
        return self.written.rstrip().rpartition("\n")[2]


def run(*words: str, folder: Path, kill_at: int | None = None) -> Run:
    """Run `kg` with a terminal as standard error. With `kill_at` kill -9 all its processes at so many documents."""
    ours, theirs = pty.openpty()
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-c", "from kg.cli import main; main()", *words],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    samples: list[Sample] = []
    done, written = 0, ""
    try:
        for chunk in _written(ours):
            written += chunk
            done = max([done, *(int(found[1]) for found in _PROGRESS.finditer(written))])
            written = _OVERWRITTEN.sub("", written)
            if not samples or time.monotonic() - begun - samples[-1].seconds >= _EVERY:
                samples.append(Sample(done, time.monotonic() - begun, *_taken(process.pid)))
            if kill_at is not None and done >= kill_at:
                break
    finally:
        if process.poll() is None and (kill_at is not None or sys.exc_info()[0]):
            os.killpg(process.pid, signal.SIGKILL)
        code = process.wait()
        os.close(ours)
    return Run(code, written, tuple(samples))


def _written(terminal: int) -> Iterator[str]:
    """What comes on a terminal until all that write to it have ended; nothing where nothing came for a while."""
    while True:
        ready, _, _ = select.select([terminal], [], [], _EVERY)
        try:
            yield os.read(terminal, 65536).decode(errors="replace") if ready else ""
        except OSError:  # how Linux says that the other end is closed
            return


def _taken(session: int) -> tuple[float, float]:
    """Processor time in seconds and resident memory in MB of all processes of a session."""
    ticks = pages = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended meanwhile
            continue
        if int(fields[_SESSION]) == session:
            ticks += sum(map(int, fields[_TIMES]))
            pages += int(fields[_RESIDENT])
    return ticks / _TICKS, pages * _PAGE / 1e6
