"""Disks that have no room, or on which nothing may be written: as real as the rights of who runs the tests allow.

A file system of its own (tmpfs) where one may be mounted. Everywhere: a limit on how large a file may grow, at which
the system refuses to write just as it does where there is no room; and folders without the right to write.
"""

import ctypes
import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KG = [sys.executable, "-c", "from kg.cli import main; main()"]
_SIZE = 96 << 20  # bytes of a file system
_LEFT = 1 << 19  # bytes that are free where it is full: enough to open a store
_LARGEST = 100_000  # bytes of a file where files have a limit
_DROP, _OVERRIDE, _SEARCH = 24, 1, 2  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


class Limited:
    """A folder in which the files of given processes may not grow."""

    says = "a file of the store may not grow further"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._full = False

    def fill(self, *processes: int) -> None:
        self._full = True
        for process in processes:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (_LARGEST, resource.RLIM_INFINITY))

    def free(self, *processes: int) -> None:
        self._full = False
        for process in processes:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)

    def kg(self, *words: str) -> "subprocess.CompletedProcess[str]":
        before = (lambda: self.fill(os.getpid())) if self._full else None
        return run(words, before)


class Mounted:
    """A small file system."""

    says = "the disk is full"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, *processes: int) -> None:
        found = os.statvfs(self.folder)
        (self.folder / "filler").write_bytes(bytes(max(0, found.f_bavail * found.f_frsize - _LEFT)))

    def free(self, *processes: int) -> None:
        (self.folder / "filler").unlink()

    def kg(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return run(words)


Disk = Limited | Mounted


@contextmanager
def disk(kind: str, folder: Path) -> Iterator[Disk]:
    """A disk of a kind in a folder."""
    if kind == "limited":
        yield Limited(folder)
        return
    with mounted(folder):
        yield Mounted(folder)


@contextmanager
def mounted(folder: Path) -> Iterator[None]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={_SIZE}", "tmpfs", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def locked(kind: str, folder: Path) -> Iterator[None]:
    """Let nothing be written below a folder: by the rights of the folders in it, or by the file system."""
    if kind == "mounted":
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
        yield
        return
    paths = [folder, *folder.rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        yield
    finally:
        for path in paths:
            path.chmod(path.stat().st_mode | 0o200)


def bound_by_rights() -> None:
    """Let the rights of files hold for this process also where root runs it, from the next program on."""
    if os.geteuid() == 0:
        for right in (_OVERRIDE, _SEARCH):
            ctypes.CDLL(None).prctl(_DROP, right)


def run(words: tuple[str, ...], before: object = None) -> "subprocess.CompletedProcess[str]":
    """A command of kg; `before` is called in its process before it begins."""
    return subprocess.run([*KG, *words], capture_output=True, text=True, check=False, preexec_fn=before)  # type: ignore[call-overload,no-any-return]


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of disks that can be had here; the first one everywhere."""
    probe = "mount -t tmpfs -o size=1m tmpfs /mnt && umount /mnt"
    may = subprocess.run(["unshare", "--mount", "sh", "-c", probe], capture_output=True, check=False).returncode == 0
    return ("limited", "mounted") if may else ("limited",)
