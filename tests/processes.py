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


def has_open(process: int, folder: Path) -> bool:
    """Whether a process has a file of a folder open."""
    with suppress(FileNotFoundError):  # one is closed meanwhile
        return any(link.readlink().is_relative_to(folder) for link in Path(f"/proc/{process}/fd").iterdir())
    return False


def fields(process: int) -> list[str]:
    """What stands in /proc/PID/stat behind the name."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
