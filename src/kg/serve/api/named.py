"""The queries of the catalogue, each at an address of its own."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from kg.catalogue import Catalogue, Query
from kg.catalogue.catalogue import values_of, with_values
from kg.catalogue.matching import with_words_written
from kg.errors import QueryError
from kg.serve.api.models import Model, NamedQuery, Parameter, Queries
from kg.serve.asked import Store
from kg.serve.errors import BadRequestError, MissingError
from kg.serve.negotiation import SOLUTIONS, TRIPLES, Form
from kg.serve.service import Question, form_for, told

_PATH = "/api/queries"
_TYPES: Mapping[str, dict[str, Any]] = {
    "iri": {"type": "string", "description": "An IRI, or the name of an actor."},
    "integer": {"type": "integer", "minimum": -(10**17), "maximum": 10**17},
    "date": {"type": "string", "format": "date"},
    "string": {"type": "string"},
}
_FREE = {
    "name": "values", "in": "query", "required": False, "style": "form", "explode": True,
    "description": "Values of the parameters of the query, by their names.",
    "schema": {"type": "object", "additionalProperties": {"type": "string"}},
}  # fmt: skip
_ROWS = {
    "type": "object",
    "required": ["head"],
    "properties": {
        "head": {"type": "object", "properties": {"vars": {"type": "array", "items": {"type": "string"}}}},
        "boolean": {"type": "boolean"},
        "results": {
            "type": "object",
            "required": ["bindings"],
            "properties": {
                "bindings": {"type": "array", "items": {"type": "object", "additionalProperties": {"type": "object"}}}
            },
        },
    },
}


class QueryText(Model):
    """A query as it is written."""

    text: str


def router_of(catalogue: Catalogue) -> APIRouter:
    """The routes of a catalogue."""
    router = APIRouter(tags=["queries"])
    listed = Queries(items=[_listed(query) for query in catalogue.queries()])

    @router.get(_PATH)
    def queries() -> Queries:
        """The queries of the catalogue, by folder and name."""
        return listed

    @router.get(_PATH + "/{name}/text", openapi_extra={"parameters": [_FREE]})
    def query_text(request: Request, store: Store, name: str) -> QueryText:
        """The text of a query with values for its parameters, to be changed and asked at /sparql."""
        query = _there(catalogue, name)
        given = _given(request)
        filled = with_words_written(with_values(store, query, given), values_of(query, given))
        lines = filled.splitlines(keepends=True)
        return QueryText(text="".join([f"# {query.summary}\n", *(one for one in lines if not one.startswith("#+"))]))

    for query in catalogue.queries():
        router.add_api_route(
            f"{_PATH}/{query.name}", _asking(query), summary=query.summary, description=query.description,
            operation_id=f"query_{query.name}", response_class=Response, responses=_responses(query),
            openapi_extra={"parameters": [*map(_parameter, query.parameters), _format(query)]},
        )  # fmt: skip
    return router


def _asking(query: Query) -> Callable[[Request, Store], Awaitable[Response]]:
    """What answers at the address of a query."""

    async def ask(request: Request, store: Store) -> Response:
        given = _given(request)
        short = given.pop("format", None)
        form = form_for(query.text, request.headers.get("accept"), short)
        text = await run_in_threadpool(with_values, store, query, given)
        headers = {"kg-query-id": told(request).query}
        question = Question(text, seen=store.seen, given=values_of(query, given))
        return await store.service.answer(request, question, form, headers)

    return ask


def _there(catalogue: Catalogue, name: str) -> Query:
    """The query of a name. MissingError where there is none."""
    try:
        return catalogue.get(name)
    except QueryError as error:
        raise MissingError(error.what, error.remedy) from error


def _given(request: Request) -> dict[str, str]:
    """The parameters of an address. BadRequestError where one stands there twice."""
    given = dict(request.query_params)
    if len(given) < len(request.query_params.multi_items()):
        raise BadRequestError("a parameter is given twice", "Give it once.")
    return given


def _listed(query: Query) -> NamedQuery:
    parameters = [
        Parameter.model_validate({"name": p.name, "type": p.type, "default": p.default}) for p in query.parameters
    ]
    return NamedQuery.model_validate(
        {
            "name": query.name,
            "folder": query.folder,
            "summary": query.summary,
            "description": query.description,
            "form": query.form,
            "parameters": parameters,
            "href": f"{_PATH}/{query.name}",
        }
    )


def _forms(query: Query) -> tuple[Form, ...]:
    return TRIPLES if query.form in ("CONSTRUCT", "DESCRIBE") else SOLUTIONS


def _parameter(parameter: Any) -> dict[str, Any]:
    """A parameter as OpenAPI describes it."""
    schema = dict(_TYPES[parameter.type])
    description = schema.pop("description", "")
    if parameter.default is not None:
        schema["default"] = int(parameter.default) if parameter.type == "integer" else parameter.default
    described = {"name": parameter.name, "in": "query", "required": False, "schema": schema}
    return described | ({"description": description} if description else {})


def _format(query: Query) -> dict[str, Any]:
    names = [form.name for form in _forms(query)]
    about = "The form of the answer; else the header Accept says it."
    return {
        "name": "format", "in": "query", "required": False, "description": about,
        "schema": {"type": "string", "enum": names},
    }  # fmt: skip


def _responses(query: Query) -> dict[int | str, dict[str, Any]]:
    content = {form.media: {"schema": _ROWS if form.name == "json" else {"type": "string"}} for form in _forms(query)}
    return {200: {"description": "The answer.", "content": content}}
