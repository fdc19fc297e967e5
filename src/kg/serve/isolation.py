"""What a process that runs foreign queries may do: reach no network, take so much memory, end with its server."""

import ctypes
import resource
import signal
from pathlib import Path

_PARENT_DEATH = 1  # PR_SET_PDEATHSIG
_NEW_USER, _NEW_NET = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET


def end_with_parent(sent: signal.Signals = signal.SIGKILL) -> None:
    """Be sent a signal when the process that started this one ends, however it ends (Linux)."""
    ctypes.CDLL(None).prctl(_PARENT_DEATH, sent)


def leave_network() -> bool:
    """Move into a network of its own, in which there is nothing; False where the system does not allow it.

    A second wall behind the check of the text: an address that the engine would fetch cannot be reached.
    """
    return bool(ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NET) == 0)


def limit_memory(further: int) -> None:
    """Let this process take so many bytes more than it has; beyond that it ends, without a core file."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + further,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
