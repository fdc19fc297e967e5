"""All that a query sees, as one file of quads."""

from starlette.requests import Request
from starlette.responses import Response

from kg.serve import graphs
from kg.serve.errors import MethodError
from kg.serve.negotiation import QUADS, chosen
from kg.serve.service import Question, service_of

PATH = "/dump"
_METHODS = "GET, HEAD, OPTIONS"


async def dump(request: Request) -> Response:
    """The quads of one state of the store, in the order of the engine. A part of them may take as long as a query."""
    service = service_of(request)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"allow": _METHODS})
    if request.method not in ("GET", "HEAD"):
        raise MethodError(_METHODS)
    form = chosen(request.headers.get("accept"), QUADS, request.query_params.get("format"))
    seen = await service.source.seen()
    headers = graphs.marks(seen, form)
    if graphs.is_unchanged(request, headers, seen.since):
        return Response(status_code=304, headers=headers)
    with service.source.held(seen):
        return await service.answer(request, Question("", seen=seen, all=True), form, headers)
