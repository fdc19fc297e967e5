"""A store as the program's own code asks one, of which each question goes to a reader process."""

import asyncio
import io
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from typing import Annotated, Any

from fastapi import Depends
from starlette.requests import Request

from kg.iris import Iri
from kg.model.quads import Quad, Term, plain
from kg.rdf import parse_bytes, rows
from kg.serve import frames
from kg.serve.negotiation import SOLUTIONS, TEXT, TRIPLES, Form, chosen
from kg.serve.service import Question, Service, service_of
from kg.serve.source import Seen
from kg.store import Rows
from kg.store.results import tab_separated

_ROWS, _TRIPLES = chosen(None, SOLUTIONS, "json"), chosen(None, TRIPLES, "ntriples")
_COLUMNS = chosen(None, SOLUTIONS, "tsv")
_YES = chosen(None, SOLUTIONS, "csv")


class AskedService:
    """One state of a store that is served, for threads beside the loop of the server.

    The limits of time and memory hold for each question; ServiceError where one is not answered, CancelledError
    where it was stopped.
    """

    def __init__(self, service: Service, request: Request, seen: Seen) -> None:
        self.service, self.request, self.seen = service, request, seen
        self._loop = asyncio.get_running_loop()
        self._asked: Future[bytes] | None = None
        self._stopped = False

    def stop(self) -> None:
        """Break off the question that is asked, and answer no further one. Called in the loop of the server."""
        self._stopped = True
        if self._asked is not None:
            self._asked.cancel()

    def select(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Rows:
        variables, found = rows(self._whole(query, _ROWS, graphs))
        return Rows(variables, tuple(found))

    def columns(self, query: str) -> dict[str, list[str]]:
        written = self._whole(query, _COLUMNS, None).decode()
        return tab_separated([name[1:] for name in written.partition("\n")[0].split("\t")], written)

    def solutions(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[dict[str, Term]]:
        parts = self.service.parts(self.request, self._question(query, graphs), _ROWS)
        with io.BufferedReader(_Arriving(parts, self._loop)) as arriving:
            yield from rows(arriving)[1]

    def ask(self, query: str, *, graphs: Sequence[Iri] | None = None) -> bool:
        return self._whole(query, _YES, graphs).strip() == b"true"

    def construct(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[Quad]:
        yield from parse_bytes(self._whole(query, _TRIPLES, graphs), _TRIPLES.name)

    def text(self, document: Iri) -> str:
        """The full text of a document; empty where the store has none. ForbiddenError where the server gives none."""
        answer = self.service.text(self.request, Question("", text=document, seen=self.seen), TEXT)
        return asyncio.run_coroutine_threadsafe(answer, self._loop).result().decode()

    def beside(self, subject: Iri, predicate: Iri) -> str:
        """What is said of something beside the texts, which no query sees; for the server itself, never for an answer.

        Empty where nothing is said, or the server changes nothing.
        """
        told = asyncio.run_coroutine_threadsafe(_told(self.service, subject, predicate), self._loop).result()
        return next((plain(quad.object) for quad in parse_bytes(told, "nquads")), "")

    def _whole(self, query: str, form: Form, graphs: Sequence[Iri] | None) -> bytes:
        if self._stopped:
            raise CancelledError
        answer = self.service.text(self.request, self._question(query, graphs), form)
        self._asked = asyncio.run_coroutine_threadsafe(answer, self._loop)
        return self._asked.result()

    def _question(self, query: str, graphs: Sequence[Iri] | None) -> Question:
        dataset = None if graphs is None else tuple(graphs)
        return Question(query, dataset, dataset, seen=self.seen)


async def _told(service: Service, subject: Iri, predicate: Iri) -> bytes:
    if service.writing is None:
        return b""
    frames_of = service.writing.told("told", subject=subject, predicate=predicate)
    return b"".join([content async for kind, content in frames_of if kind == frames.DATA])


class _Arriving(io.RawIOBase):
    """An answer as a file that is read while it comes, from another thread than that of the loop."""

    def __init__(self, parts: AsyncGenerator[bytes, None], loop: asyncio.AbstractEventLoop) -> None:
        self._parts, self._loop, self._held = parts, loop, b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._held:
            self._held = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
        taken, self._held = self._held[: len(buffer)], self._held[len(buffer) :]
        buffer[: len(taken)] = taken
        return len(taken)

    async def _next(self) -> bytes:
        return await anext(self._parts, b"")

    def close(self) -> None:
        if not self.closed:
            asyncio.run_coroutine_threadsafe(self._parts.aclose(), self._loop).result()
        super().close()


async def _asked(request: Request) -> AsyncIterator[AskedService]:
    """What a request asks: the store as it is when the request comes, until it is answered."""
    service = service_of(request)
    seen = await service.source.seen()
    with service.source.held(seen):
        yield AskedService(service, request, seen)


Store = Annotated[AskedService, Depends(_asked)]  # a parameter of a route
