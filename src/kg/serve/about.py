"""What the IRIs of the graph stand for: an IRI leads to a document that describes the thing."""

import re
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.iris import Iri, is_iri
from kg.serve import graphs
from kg.serve.errors import BadRequestError, MissingError
from kg.serve.negotiation import QUADS, SOLUTIONS, TRIPLES, Form, chosen
from kg.serve.service import Question, Service, service_of

_LISTS = "/api/actors, /api/claims and /api/documents list what there is."
PATH, IDS = "/about", "/id/"
_THERE = "ASK { { <IRI> ?p ?o } UNION { ?s ?p <IRI> } UNION { ?s <IRI> ?o } UNION { GRAPH <IRI> { ?s ?p ?o } } }"
_ABOUT = """PREFIX pov: <https://w3id.org/pov#>
DESCRIBE <IRI> ?owned WHERE {
  OPTIONAL {
    { <IRI> pov:attributionStep|pov:evidence|pov:span|pov:issueSpan|pov:expresses ?owned }
    UNION { ?owned pov:spanOf|pov:partOf|pov:holder <IRI> }
  }
}"""


def _also(form: Form) -> Form:
    """Browsers get Turtle."""
    return Form(form.name, form.media, (*form.also, "text/html")) if form.name == "turtle" else form


FORMS = tuple(_also(form) for form in TRIPLES if form not in QUADS or form.name == "jsonld")


async def identified(request: Request) -> Response:
    """Where the description of a thing is (303), or of a graph its triples. MissingError where there is neither."""
    service = service_of(request)
    for iri in _spellings(request, service.settings.base):
        if await _is_there(request, service, iri):
            break
    else:
        raise MissingError("nothing is said of this", _LISTS)
    is_graph = iri.startswith(f"{service.settings.base}graph/")
    place = f"{graphs.PATH}?graph=" if is_graph else f"{PATH}?iri="
    return RedirectResponse(place + quote(iri, safe=""), 303)


async def about(request: Request) -> Response:
    """What is said of a thing, with what belongs to it alone: the steps of a claim, the spans of a document."""
    service = service_of(request)
    iri = request.query_params.get("iri", "")
    if not is_iri(iri):
        raise BadRequestError("iri is no absolute IRI", "Write ?iri= and the encoded IRI.")
    form = chosen(request.headers.get("accept"), FORMS, request.query_params.get("format"))
    seen = await service.source.seen()
    headers = graphs.marks(seen, form)
    if graphs.is_unchanged(request, headers, seen.since):
        return Response(status_code=304, headers=headers)
    if not await _is_there(request, service, Iri(iri)):
        raise MissingError(f"nothing is said of {iri}", _LISTS)
    return await service.answer(request, Question(_ABOUT.replace("IRI", iri), seen=seen), form, headers)


async def _is_there(request: Request, service: Service, iri: Iri) -> bool:
    question = Question(_THERE.replace("IRI", iri))
    return (await service.text(request, question, chosen("text/csv", SOLUTIONS))).strip() == b"true"


def _spellings(request: Request, base: str) -> list[Iri]:
    """The IRIs that an address may stand for: encoded as it is, and with letters beyond ASCII (RFC 3987, 3.2)."""
    raw: bytes = request.scope["raw_path"]
    rest = raw.partition(IDS.encode())[2].decode("latin-1")
    read = re.sub("(?:%[89A-Fa-f][0-9A-Fa-f])+", lambda run: unquote(run[0]), rest)
    return [Iri(base + each) for each in dict.fromkeys((rest, read)) if is_iri(base + each) and "\ufffd" not in each]
