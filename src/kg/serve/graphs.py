"""SPARQL 1.1 Graph Store HTTP Protocol: a graph as a resource, named by its address or beside that of the store."""

import secrets
from collections.abc import Iterator
from datetime import datetime
from email.parser import BytesParser
from email.policy import HTTP
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg.iris import is_iri
from kg.serve.body import read_body
from kg.serve.errors import BadRequestError, MethodError, MissingError, PreconditionError
from kg.serve.negotiation import QUADS, SOLUTIONS, TRIPLES, Form, chosen, form_of, media_of
from kg.serve.service import Question, Service, service_of
from kg.serve.source import Seen

PATH = "/graph-store"
_METHODS = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
_ALL = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_FORMS = tuple(form for form in TRIPLES if form not in QUADS or form.name == "jsonld")


async def graph(request: Request) -> Response:
    """One graph, the unnamed one, or by POST to the store a new one."""
    service, name = service_of(request), _named(request)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"allow": _METHODS})
    if request.method in ("GET", "HEAD"):
        if name is None:
            raise BadRequestError("no graph is named", "Add ?default or ?graph=IRI.")
        return await given(request, service, name)
    if request.method == "DELETE":
        return await _deleted(request, service, name)
    if request.method in ("PUT", "POST"):
        return await _taken(request, service, name)
    raise MethodError(_METHODS)


async def given(request: Request, service: Service, name: str) -> Response:
    """The triples of a graph; `name` is empty for the unnamed one. MissingError where there is no such graph."""
    form = chosen(request.headers.get("accept"), _FORMS, request.query_params.get("format"))
    seen = await service.source.seen()
    headers = marks(seen, form)
    if is_unchanged(request, headers, seen.since):
        return Response(status_code=304, headers=headers)
    if name and not await _is_there(request, service, name):
        raise MissingError(f"there is no graph {name}", "GRAPH ?g { } in a query lists them.")
    with service.source.held(seen):
        return await service.answer(request, Question(_ALL, (name,), (), seen=seen), form, headers)


def marks(seen: Seen, form: Form) -> dict[str, str]:
    """ETag and Last-Modified of a state in a form."""
    return {"etag": f'"{seen.state}-{form.name}"', "last-modified": format_datetime(seen.since, usegmt=True)}


def is_unchanged(request: Request, headers: dict[str, str], since: datetime) -> bool:
    """Whether a client has what it asks for (RFC 9110, 13.1)."""
    if (known := request.headers.get("if-none-match")) is not None:
        return known.strip() == "*" or headers["etag"] in [tag.strip().removeprefix("W/") for tag in known.split(",")]
    if (date := request.headers.get("if-modified-since")) is not None:
        try:
            return since.replace(microsecond=0) <= parsedate_to_datetime(date) < datetime.now(since.tzinfo)
        except (ValueError, TypeError):
            return False
    return False


async def _is_there(request: Request, service: Service, name: str) -> bool:
    text = await service.text(request, Question(f"ASK {{ GRAPH <{name}> {{ }} }}"), chosen("text/csv", SOLUTIONS))
    return text.strip() == b"true"


async def _deleted(request: Request, service: Service, name: str | None) -> Response:
    writing = service.writer(request)
    if name is None:
        raise BadRequestError("no graph is named", "Add ?default or ?graph=IRI.")
    await _as_expected(request, service)
    if not (await writing.ask("delete", graph=name))["there"]:
        raise MissingError(f"there is no graph {name}", "GRAPH ?g { } in a query lists them.")
    return Response(status_code=204)


async def _taken(request: Request, service: Service, name: str | None) -> Response:
    writing = service.writer(request)
    new = name is None
    if name is None:
        if request.method == "PUT":
            raise BadRequestError("no graph is named", "Add ?default or ?graph=IRI.")
        name = f"{request.url.scheme}://{request.url.netloc}{PATH}/{secrets.token_hex(8)}"
    await _as_expected(request, service)
    body = await read_body(request, service.settings.largest)
    done = {"there": True}
    for form, data in _parts(request.headers.get("content-type"), body):
        said = await writing.ask(
            request.method.lower(), data, graph=name, form=form.name, base=name or str(request.url)
        )
        done["there"] &= said["there"]
    if new or not done["there"]:
        return Response(status_code=201, headers={"location": name})
    return Response(status_code=204)


def _parts(content_type: str | None, body: bytes) -> Iterator[tuple[Form, bytes]]:
    """What a request brings: one text, or the files of a form."""
    if media_of(content_type) != "multipart/form-data":
        yield form_of(content_type, _FORMS), body
        return
    message = BytesParser(policy=HTTP).parsebytes(f"content-type: {content_type}\r\n\r\n".encode() + body)
    for part in message.iter_parts():
        content = part.get_payload(decode=True)
        yield form_of(part.get_content_type(), _FORMS), content if isinstance(content, bytes) else b""


def _named(request: Request) -> str | None:
    """The graph that a request means: empty for the unnamed one, none for the store itself."""
    named, path = request.query_params.getlist("graph"), request.url.path
    if "default" in request.query_params:
        if named or request.query_params["default"]:
            raise BadRequestError("both the unnamed graph and another are named", "Write ?default or ?graph=IRI.")
        return ""
    if len(named) > 1 or (named and not is_iri(named[0])):
        raise BadRequestError("graph is no single absolute IRI", "Write ?graph= and the encoded IRI.")
    if named:
        return named[0]
    if path.rstrip("/") == PATH:
        return None
    return f"{request.url.scheme}://{request.url.netloc}{quote(path, safe='/%:@!$&()*+,;=~')}"


async def _as_expected(request: Request, service: Service) -> None:
    """PreconditionError where a client changes another state than it knows."""
    if (expected := request.headers.get("if-match")) is not None and expected.strip() != "*":
        state = (await service.source.seen()).state
        if not any(tag.strip().strip('"').startswith(f"{state}-") for tag in expected.split(",")):
            raise PreconditionError("the store has changed since", "Look again.")
