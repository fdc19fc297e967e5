"""SPARQL 1.1 Protocol: queries and updates at one address, which describes itself where nothing is asked."""

from collections.abc import Iterable
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.iris import is_iri
from kg.serve.body import read_body
from kg.serve.description import description
from kg.serve.errors import BadQueryError, BadRequestError, ForbiddenError, MethodError, UnsupportedError
from kg.serve.loading import parted
from kg.serve.negotiation import charset_of, media_of
from kg.serve.service import Question, Service, form_for, service_of, told
from kg.serve.texts import check, form_of, limited, with_using

_QUERY, _UPDATE, _FORM = (
    "application/sparql-query",
    "application/sparql-update",
    "application/x-www-form-urlencoded",
)
_METHODS = "GET, HEAD, POST, OPTIONS"
Pairs = list[tuple[str, str]]


async def endpoint(request: Request) -> Response:
    """A query by GET, by a form or as it is; an update by a form or as it is."""
    service = service_of(request)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"allow": _METHODS})
    if request.method not in ("GET", "HEAD", "POST"):
        raise MethodError(_METHODS)
    pairs = _pairs(request.url.query)
    if request.method != "POST":
        if any(name == "update" for name, _ in pairs):
            raise BadRequestError("an update by GET is refused", "Send it by POST.")
        if not pairs:
            return description(request, service)
        return await _answered(request, service, pairs)
    content_type = request.headers.get("content-type")
    media = media_of(content_type)
    if media not in (_QUERY, _UPDATE, _FORM):
        raise UnsupportedError(
            f"the content type {media or '(none)'} is none of a query", f"Send {_QUERY}, {_UPDATE} or a form."
        )
    text = _decoded(await read_body(request, service.settings.largest), content_type)
    if media == _FORM:
        pairs += _pairs(text)
    else:
        if any(name in ("query", "update") for name, _ in pairs):
            raise BadRequestError("there is one text in the address and one in the body", "Send one.")
        pairs.append(("query" if media == _QUERY else "update", text))
    if any(name == "update" for name, _ in pairs):
        return await _updated(request, service, pairs)
    return await _answered(request, service, pairs)


async def _answered(request: Request, service: Service, pairs: Pairs) -> Response:
    query = written = _one(pairs, "query")
    check(query, service.settings.longest)
    if not form_of(query):
        raise BadQueryError("the query has no SELECT, ASK, CONSTRUCT or DESCRIBE", "Write one of them.")
    form = form_for(query, request.headers.get("accept"), _perhaps(pairs, "format"))
    if (rows := _number(pairs, "rows")) is not None and form_of(query) == "SELECT":
        query = limited(query, int(rows))
    default, named = _graphs(pairs, "default-graph-uri"), _graphs(pairs, "named-graph-uri")
    given = bool(default or named)
    seconds, base = _number(pairs, "timeout"), str(request.url).partition("?")[0]
    default_graphs, named_graphs = (default, named) if given else (None, None)
    question = Question(query, default_graphs, named_graphs, base, seconds, written=written)
    return await service.answer(request, question, form, {"kg-query-id": told(request).query})


async def _updated(request: Request, service: Service, pairs: Pairs) -> Response:
    writing = service.writer(request)
    update, base = _one(pairs, "update"), str(request.url).partition("?")[0]
    default, named = _graphs(pairs, "using-graph-uri"), _graphs(pairs, "using-named-graph-uri")
    if default or named:
        update = with_using(update, default, named)
    pieces, wanted = parted(update, base) if service.fetching is not None else ([update], [])
    check("\n".join(pieces), service.settings.largest)
    documents = await service.fetching.documents(wanted) if service.fetching is not None else []
    told_of = [{"form": one.form, "base": one.base, "silent": one.silent} for one in documents]
    contents = [one.content for one in documents]
    await writing.ask("update", *contents, pieces=pieces, documents=told_of, base=base)
    return Response(status_code=204)


def _pairs(text: str) -> Pairs:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)
    except ValueError as error:
        raise BadRequestError(f"the parameters cannot be read: {error}", "Encode them as UTF-8.") from error


def _decoded(body: bytes, content_type: str | None) -> str:
    if (charset := charset_of(content_type)) not in ("utf-8", "utf8", "us-ascii"):
        raise UnsupportedError(f"the character set {charset} is not taken", "Send UTF-8.")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadRequestError(f"byte {error.start} is not UTF-8", "Send UTF-8.") from error


def _one(pairs: Iterable[tuple[str, str]], name: str) -> str:
    found = [value for key, value in pairs if key == name]
    if len(found) != 1:
        raise BadRequestError(f"there are {len(found)} texts called {name}", "Send one.")
    return found[0]


def _perhaps(pairs: Iterable[tuple[str, str]], name: str) -> str | None:
    return next((value for key, value in pairs if key == name), None)


def _number(pairs: Iterable[tuple[str, str]], name: str) -> float | None:
    """A number above 0."""
    value = _perhaps(pairs, name)
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf") or (name == "rows" and number != int(number)):
        raise BadRequestError(f'{name} is no number above 0: "{value[:40]}"', "Correct it, or leave it out.")
    return number


def _graphs(pairs: Iterable[tuple[str, str]], name: str) -> tuple[str, ...]:
    """The graphs that a request names."""
    found = tuple(value for key, value in pairs if key == name)
    for value in found:
        if not is_iri(value):
            raise BadRequestError(f'{name} is no IRI: "{value[:80]}"', "Name a graph of the store.")
        if value.lower().startswith("file:"):
            raise ForbiddenError("a file is refused as a graph", "Name a graph of the store.")
    return found
