"""What the server and its processes say to each other: frames over a pipe.

A frame is one byte for its kind, four for the length of what follows (big-endian), and that.
"""

import fcntl
import json
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from asyncio import StreamReader  # a reader process, which is to begin fast, needs none

REQUEST, HEAD, DATA, END, FAULT = b"Q", b"H", b"D", b"E", b"X"
_LENGTH = 4  # bytes
_PIPE = 1 << 20  # bytes


def packed(kind: bytes, content: bytes | dict[str, Any]) -> bytes:
    """A frame; a dictionary goes as JSON."""
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    return kind + len(body).to_bytes(_LENGTH) + body


def unpacked(content: bytes) -> dict[str, Any]:
    """The dictionary of a frame."""
    found: dict[str, Any] = json.loads(content)
    return found


def read(source: BinaryIO) -> tuple[bytes, bytes] | None:
    """The next frame of a pipe; None at its end."""
    head = source.read(1 + _LENGTH)
    if len(head) <= _LENGTH:
        return None
    return head[:1], source.read(int.from_bytes(head[1:]))


async def received(source: "StreamReader") -> tuple[bytes, bytes] | None:
    """The next frame of a pipe; None where the other side has ended."""
    try:
        head = await source.readexactly(1 + _LENGTH)
        return head[:1], await source.readexactly(int.from_bytes(head[1:]))
    except (EOFError, ConnectionResetError):
        return None


def widen() -> None:
    """Let standard output, a pipe, hold more than the 64 KiB of the beginning, so that two processes alternate less."""
    with suppress(OSError):  # the system may allow less
        fcntl.fcntl(1, fcntl.F_SETPIPE_SZ, _PIPE)


def send(frame: bytes) -> None:
    """Write a frame to standard output, however slowly it is taken."""
    view = memoryview(frame)
    while view:
        view = view[os.write(1, view) :]
