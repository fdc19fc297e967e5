"""What all routes share: settings, processes, people, measures and the log; and how an answer goes to the client."""

import asyncio
import secrets
import tempfile
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from kg.catalogue.matching import has_matches
from kg.iris import DEFAULT_BASE, Iri
from kg.serve import frames
from kg.serve.addresses import Hosts
from kg.serve.applying import Applying
from kg.serve.deciding import Deciding
from kg.serve.errors import BadRequestError, BrokenError, ForbiddenError, ServiceError
from kg.serve.fetching import Fetching
from kg.serve.indexing import Indexing
from kg.serve.negotiation import SOLUTIONS, TEXT, TRIPLES, Form, chosen
from kg.serve.people import People, Person, require
from kg.serve.pool import Limits, Readers
from kg.serve.source import Seen, Snapshots, Source, Unchanging
from kg.serve.texts import check, form_of
from kg.serve.writing import Writing

T = TypeVar("T")
_SPOOLED = 1 << 20  # bytes of an answer that are kept in memory before a file takes them


@dataclass(frozen=True, slots=True)
class Settings:
    """How a server is to be. Without people it only reads; `union` says whether a query sees all graphs as one."""

    folder: Path
    base: str = DEFAULT_BASE
    people: People = field(default_factory=People)
    limits: Limits = field(default_factory=Limits)
    origins: tuple[str, ...] = ()  # that a browser may call from; * for all
    largest: int = 1 << 28  # bytes of a request with data, and of the documents that an update loads
    longest: int = 1 << 20  # characters of a query
    union: bool = True
    hosts: Hosts = field(default_factory=Hosts)  # from which an update may load
    queries: tuple[Path, ...] = ()  # folders with named queries beside those of the package
    with_texts: bool = False  # whether the API gives full texts; SPARQL never sees them
    decisions: Path | None = None  # folder of the decisions by hand; None outside of a project
    coders: tuple[str, ...] = ()  # who do not see each other's decisions on a claim until all of them are done
    ingest: tuple[str, ...] = ()  # the words after `kg ingest` by which decisions are applied; none: not by the server


@dataclass(frozen=True, slots=True)
class Question:
    """A query with its dataset (None: the usual one), the seconds it may take, the state that is asked (None: now).

    With `all` it is no query: all quads are asked for, and the seconds count anew for each part of the answer.
    With `text` neither: the full text of that document is asked for, in the form TEXT.
    """

    query: str
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None
    base: str | None = None
    seconds: float | None = None
    seen: Seen | None = None
    all: bool = False
    text: Iri | None = None
    given: Mapping[str, str] = field(default_factory=dict)  # values of variables that stand for words to search
    written: str | None = None  # the query as the client wrote it, in which the place of a fault is told


@dataclass(slots=True)
class Told:
    """What the log says of a request beside method, path and status."""

    query: str = field(default_factory=lambda: secrets.token_hex(6))  # id
    person: str = "-"
    rows: int | None = None
    why: str | None = None  # it was not answered


class Measures:
    """What /metrics tells."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "kg_requests", "Requests by route and status", ("route", "status"), registry=self.registry
        )
        self.seconds = Histogram("kg_request_seconds", "Seconds that requests took", ("route",), registry=self.registry)
        self.rows = Counter("kg_rows", "Rows given", registry=self.registry)
        self.stopped = Counter("kg_stopped", "Questions given up, by reason", ("reason",), registry=self.registry)
        self.readers = Gauge("kg_readers_working", "Processes that answer a question", registry=self.registry)
        self.changes = Counter("kg_changes", "Changes made to the store", registry=self.registry)


class Service:
    """A store that is served. `fetching` loads what updates name; None where LOAD is refused."""

    def __init__(self, settings: Settings, fetching: Fetching | None = None) -> None:
        self.settings, self.measures = settings, Measures()
        if fetching is None and settings.hosts.known:
            fetching = Fetching(settings.hosts, settings.largest, settings.limits.seconds)
        self.fetching = fetching
        self.readers = Readers(settings.limits)
        self.writing: Writing | None = None
        self.deciding = Deciding(settings.decisions, settings.coders)
        self.applying = Applying(settings.ingest)
        self.people = settings.people.and_also(self.applying.person) if self.applying.is_offered else settings.people
        self.source: Source
        self.indexing: Indexing

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """StoreError where the store cannot be opened."""
        async with AsyncExitStack() as stack:
            folder = self.settings.folder
            if self.settings.people:
                self.writing = await stack.enter_async_context(
                    Writing(folder, self.settings.limits.seconds, self.measures.changes.inc)
                )
                self.source = Snapshots(folder, self.writing, with_texts=self.settings.with_texts)
            else:
                self.source = Unchanging(folder)
            await stack.enter_async_context(self.readers)
            self.indexing = await stack.enter_async_context(Indexing(folder, self.source, self.readers))
            await stack.enter_async_context(self.applying)
            yield

    def person(self, request: Request) -> Person:
        """Who asks."""
        found = self.people.of(request.headers.get("authorization"))
        told(request).person = found.name
        return found

    def may_apply(self, person: Person) -> bool:
        """Whether somebody may have decisions applied; no coder: the graph would show what the others decided."""
        return self.applying.is_offered and person.may("review") and person.name not in self.deciding.coders

    def writer(self, request: Request, role: str = "write") -> Writing:
        """The process that changes the store, for somebody who may; ForbiddenError where the server only reads."""
        if self.writing is None:
            raise ForbiddenError("this server only reads", "Start it with --people FILE.")
        require(self.person(request), role)
        return self.writing

    async def answer(
        self, request: Request, question: Question, form: Form, headers: Mapping[str, str] = {}
    ) -> Response:
        """The answer in a form; a status where there is none. It is sent while it is made."""
        answer = self._frames(question, form, request)
        try:
            first, whole = await _or_gone(request, _begun(answer))
        except BaseException:
            await answer.aclose()
            raise
        kept = {"content-type": form.content_type, "vary": "accept, accept-encoding", **headers}
        if whole or request.method == "HEAD":
            await answer.aclose()
            return Response(first, headers=kept)
        if request.scope["http_version"] == "1.0":  # it ends an answer by closing, as a break does
            return await _spooled(first, answer, kept)
        return StreamingResponse(_rest(first, answer), headers=kept)

    async def text(self, request: Request, question: Question, form: Form) -> bytes:
        """The whole answer."""
        return b"".join([part async for part in self.parts(request, question, form)])

    async def parts(self, request: Request, question: Question, form: Form) -> AsyncGenerator[bytes, None]:
        """The answer as it is made."""
        answer = self._frames(question, form, request)
        try:
            async for kind, content in answer:
                if kind == frames.DATA:
                    yield content
        finally:
            await answer.aclose()

    async def _frames(
        self, question: Question, form: Form, request: Request
    ) -> AsyncGenerator[tuple[bytes, bytes], None]:
        check(question.query, self.settings.longest)
        if (form is TEXT or question.text is not None) and not self.settings.with_texts:
            raise ForbiddenError("this server gives no full texts", "Start it with --with-texts.")
        seconds = min(question.seconds or self.settings.limits.seconds, self.settings.limits.seconds)
        try:
            seen = question.seen or await self.source.seen()
            with self.source.held(seen):
                index = await self.indexing.current(seen, seconds) if has_matches(question.query) else None
                async with self.readers.reader() as reader:
                    self.measures.readers.set(self.readers.working)
                    asked = {**self._request(question, form, seen), "index": index, "given": dict(question.given)}
                    async for kind, content in reader.ask(asked, seconds, anew=question.all):
                        if kind == frames.END:
                            rows = frames.unpacked(content)["rows"]
                            told(request).rows = rows
                            self.measures.rows.inc(rows or 0)
                        yield kind, content
        except ServiceError as error:
            self.measures.stopped.labels(type(error).__name__).inc()
            raise
        finally:
            self.measures.readers.set(self.readers.working)

    def _request(self, question: Question, form: Form, seen: Seen) -> dict[str, Any]:
        return {
            "folder": str(seen.folder), "state": f"{seen.folder} {seen.state}", "query": question.query,
            "written": question.query if question.written is None else question.written,
            "default": question.default, "named": question.named, "base": question.base,
            "union": self.settings.union, "form": form.name, "all": question.all, "text": question.text,
        }  # fmt: skip


def told(request: Request) -> Told:
    """What the log will say of a request."""
    found: Told = request.state.told
    return found


def service_of(request: Request) -> Service:
    """The service behind an application."""
    found: Service = request.app.state.service
    return found


def form_for(query: str, accept: str | None, short: str | None = None) -> Form:
    """The form of the answer to a query. BadRequestError where it is none."""
    kind = form_of(query)
    return chosen(accept, TRIPLES if kind in ("CONSTRUCT", "DESCRIBE") else SOLUTIONS, short)


async def _begun(answer: AsyncGenerator[tuple[bytes, bytes], None]) -> tuple[bytes, bool]:
    """The first bytes of an answer, and whether they are all: what is shorter than one part is whole or not begun."""
    first = b""
    async for kind, content in answer:
        if kind == frames.DATA:
            if first:
                return first + content, False
            first = content
        if kind == frames.END:
            return first, True
    return first, True


async def _rest(first: bytes, answer: AsyncGenerator[tuple[bytes, bytes], None]) -> AsyncIterator[bytes]:
    """All parts. BrokenError where the end is missing, which breaks the transfer."""
    try:
        yield first
        async for kind, content in answer:
            if kind == frames.DATA:
                yield content
    except ServiceError as error:
        raise BrokenError(error.what) from error
    finally:
        await answer.aclose()


async def _spooled(
    first: bytes, answer: AsyncGenerator[tuple[bytes, bytes], None], headers: Mapping[str, str]
) -> Response:
    """An answer that is sent when it is whole, with its length."""
    with ExitStack() as stack:
        file = stack.enter_context(tempfile.SpooledTemporaryFile(_SPOOLED))
        file.write(first)
        async for kind, content in answer:
            if kind == frames.DATA:
                file.write(content)
        stack.pop_all()
    size = file.tell()
    file.seek(0)

    async def parts() -> AsyncIterator[bytes]:
        with file:
            while part := file.read(_SPOOLED):
                yield part

    return StreamingResponse(parts(), headers={**headers, "content-length": str(size)})


async def _or_gone(request: Request, work: Awaitable[T]) -> T:
    """What comes of some work; it is given up where the client goes meanwhile."""
    working = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({working, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            working.cancel()
            with suppress(asyncio.CancelledError):
                await working
            raise BadRequestError("the client has gone")
        return working.result()
    finally:
        gone.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
