"""The index of words of a store that is served: a process of its own brings it up to date before it is asked."""

import asyncio
import json
from collections.abc import Mapping
from contextlib import aclosing
from pathlib import Path
from typing import Any

from kg.search import NAME
from kg.serve import frames
from kg.serve.errors import IndexingError
from kg.serve.negotiation import WORDS
from kg.serve.pool import Reader, Readers
from kg.serve.source import Seen, Source

_LONGEST = 86_400.0  # seconds for one run: the first one takes in the whole store
_MEMORY = 1 << 31  # bytes


class Indexing:
    """One run after the other; all who search in a state wait for the same one."""

    def __init__(self, folder: Path, source: Source, readers: Readers) -> None:
        self._path, self._source, self._readers = folder / NAME, source, readers
        self._state = ""  # that the index has
        self._begun = self._ended = 0  # runs
        self._running: asyncio.Task[None] | None = None

    async def __aenter__(self) -> "Indexing":
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._running is not None:
            self._running.cancel()
            await asyncio.wait({self._running})

    async def told(self, seen: Seen, request: Mapping[str, Any], seconds: float) -> Any:
        """What the index of at least this state answers. ServiceError where there is no answer in time."""
        index = await self.current(seen, seconds)
        async with self._readers.reader() as reader:
            return await _answer(reader, {**request, "index": index}, seconds)

    async def current(self, seen: Seen, seconds: float) -> str:
        """The file of the index when it has all of a state. IndexingError where that takes longer."""
        enough = self._begun + 1  # a run that begins from now on
        try:
            async with asyncio.timeout(seconds):
                while self._state != seen.state and self._ended < enough:
                    if self._running is None:
                        self._running = asyncio.create_task(self._run())
                    await asyncio.shield(self._running)
        except TimeoutError as error:
            raise IndexingError("the search index is being brought up to date", "Ask again later.") from error
        return str(self._path)

    async def _run(self) -> None:
        try:
            self._begun += 1
            state = (await self._source.seen()).state
            async with self._source.whole() as folder:
                reader = await Reader.start(_MEMORY)
                try:
                    request = {"do": "follow", "folder": str(folder), "index": str(self._path)}
                    await _answer(reader, request, _LONGEST)
                finally:
                    await reader.end()
            self._state, self._ended = state, self._begun
        finally:
            self._running = None


async def _answer(reader: Reader, request: Mapping[str, Any], seconds: float) -> Any:
    found = b""
    async with aclosing(reader.ask({**request, "form": WORDS.name}, seconds)) as answer:
        async for kind, content in answer:
            if kind == frames.DATA:
                found += content
    return json.loads(found)
