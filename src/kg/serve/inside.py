"""The store itself, for the commands of kg: each method that changes it, and what is kept back from queries.

A command that finds the store held by a server works through these addresses instead; they need the role write.
"""

import secrets
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse

from kg.serve import frames
from kg.serve.body import read_body
from kg.serve.errors import BadRequestError, BrokenError, MethodError, MissingError, ServiceError
from kg.serve.service import Service, service_of
from kg.serve.writing import Writing

PATH = "/store"
COPIES = "copies"  # folder in that of the store, into which the server copies it


class Asked(BaseModel):
    """What a method is told; quads are lines of N-Quads."""

    model_config = ConfigDict(extra="forbid")
    graphs: list[str] = Field(default_factory=list)
    added: str = ""
    removed: str = ""
    graph: str | None = None
    subject: str | None = None
    predicate: str = ""
    name: str = ""


async def method(request: Request) -> Response:
    """Call a method of the store: replace, add, change, derive, purge; graphs, quads, told, revisions; copy, forget."""
    service = service_of(request)
    writing = service.writer(request)
    if request.method != "POST":
        raise MethodError("POST")
    name, asked = request.path_params["method"], await _asked(request, service)
    match name:
        case "replace":
            said = await writing.ask("replace", asked.added.encode(), graphs=asked.graphs)
        case "add":
            said = await writing.ask("add", asked.added.encode())
        case "change":
            said = await writing.ask("change", asked.removed.encode(), asked.added.encode())
        case "derive" | "purge" | "graphs" | "revision" | "revisions":
            said = await writing.ask(name)
            if name == "purge":
                await service.source.seen()  # the snapshot before it goes
        case "quads":
            return await _told(writing, "quads", graph=asked.graph, subject=asked.subject)
        case "told":
            return await _told(writing, "told", subject=asked.subject, predicate=asked.predicate)
        case "copy":
            said = await _copied(service, writing)
        case "forget":
            _forget(service, asked.name)
            said = {}
        case _:
            raise MissingError(f"the store has no method {name}")
    return JSONResponse(said)


async def _asked(request: Request, service: Service) -> Asked:
    body = await read_body(request, service.settings.largest)
    try:
        return Asked.model_validate_json(body or b"{}")
    except ValidationError as error:
        raise BadRequestError(
            f"the request cannot be read: {error.errors()[0]['msg']}", "See /openapi.json."
        ) from error


async def _told(writing: Writing, do: str, **words: str | None) -> Response:
    """Quads as lines of N-Quads."""

    async def lines() -> AsyncIterator[bytes]:
        try:
            async for kind, content in writing.told(do, **words):
                if kind == frames.DATA:
                    yield content
        except ServiceError as error:
            raise BrokenError(error.what) from error

    return StreamingResponse(lines(), media_type="application/n-quads")


async def _copied(service: Service, writing: Writing) -> dict[str, str]:
    """A copy of the store beside it, from which a command on this machine takes what it needs."""
    folder = service.settings.folder / COPIES / secrets.token_hex(8)
    folder.parent.mkdir(parents=True, exist_ok=True)
    await writing.ask("backup", folder=str(folder), texts=True)
    return {"name": folder.name, "folder": str(folder.resolve())}


def _forget(service: Service, name: str) -> None:
    folder: Path = service.settings.folder / COPIES / name
    if not name.isalnum() or not folder.is_dir():
        raise MissingError("there is no such copy")
    shutil.rmtree(folder)
