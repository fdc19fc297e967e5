"""What /proc says of processes that a test has begun."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def below(parent: int) -> Iterator[int]:
    """The processes that a process has begun, and those that these have begun; some may end meanwhile."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for child in map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text().split()):
            yield child
            yield from below(child)


def fields(process: int) -> list[str]:
    """What stands in /proc/PID/stat behind the name."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
