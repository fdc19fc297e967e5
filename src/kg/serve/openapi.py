"""What /openapi.json says beside what FastAPI finds out by itself: routes whose answers have many forms."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response

from kg.serve.about import FORMS
from kg.serve.negotiation import QUADS, SOLUTIONS, TRIPLES, Form

_FAULT = {
    "description": "The request is not answered; the status says why.",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Fault"}}},
}


def _parameter(name: str, about: str, *, required: bool = False, **schema: Any) -> dict[str, Any]:
    """A parameter of a query string."""
    schema = schema or {"type": "string"}
    return {"name": name, "in": "query", "required": required, "description": about, "schema": schema}


def _content(forms: Iterable[Form]) -> dict[str, Any]:
    return {form.media: {"schema": {} if "json" in form.media else {"type": "string"}} for form in forms}


def _answers(description: str, *forms: Form, **others: str) -> dict[str, Any]:
    """The responses of an operation: forms of success, other statuses without content, faults."""
    found: dict[str, Any] = {"200": {"description": description, "content": _content(forms)}} if forms else {}
    return found | {status[1:]: {"description": said} for status, said in others.items()} | {"default": _FAULT}


_IRI: dict[str, Any] = {"type": "string", "format": "iri"}
_FORMAT = _parameter(
    "format", "The form of the answer; else the header Accept says it.", type="string", enum=[f.name for f in FORMS]
)
ABOUT: dict[str, Any] = {
    "tags": ["things"],
    "summary": "A description of a thing, in RDF",
    "operation_id": "about",
    "response_class": Response,
    "description": "Its statements, and what belongs to it alone: the steps of a claim, the spans of a document.",
    "openapi_extra": {
        "parameters": [_parameter("iri", "What is described.", required=True, **_IRI), _FORMAT],
        "responses": _answers("What is said of it.", *FORMS, _304="The client has it."),
    },
}
IDENTIFIED: dict[str, Any] = {
    "tags": ["things"],
    "summary": "Where a thing of the graph is described",
    "operation_id": "identified",
    "status_code": 303,
    "response_class": Response,
    "description": "An IRI is the base of the project and what comes after /id/ here, encoded as it is in the graph.",
    "openapi_extra": {
        "parameters": [{"name": "rest", "in": "path", "required": True, "schema": {"type": "string"}}],
        "responses": _answers("", _303="The header Location says where."),
    },
}
_ANSWERS = _answers("The answer, or without a query the description of the service.", *SOLUTIONS, *TRIPLES)
_GRAPH = [
    _parameter("graph", "The IRI of the graph.", **_IRI),
    _parameter("default", "Instead of it: the graph without a name.", type="string", maxLength=0),
]
_CHANGED = _answers("", _201="A new graph.", _204="Changed.")
_TRIPLES = {"required": True, "content": _content(form for form in TRIPLES if form not in QUADS)}
_OTHERS: dict[str, Any] = {
    "/sparql": {
        "get": {
            "tags": ["sparql"],
            "summary": "A query (SPARQL 1.1 Protocol); without one the description of the service",
            "operationId": "sparql_get",
            "parameters": [
                _parameter("query", "SELECT, ASK, CONSTRUCT or DESCRIBE."),
                _parameter("default-graph-uri", "What the default graph is made of.", type="array", items=_IRI),
                _parameter("named-graph-uri", "Which graphs GRAPH finds.", type="array", items=_IRI),
                _parameter("timeout", "Seconds that it may take.", type="number", exclusiveMinimum=0),
                _parameter("rows", "How many rows a SELECT gives at most.", type="integer", minimum=1),
                _parameter(
                    "format", "The short name of a form.", enum=sorted({f.name for f in (*SOLUTIONS, *TRIPLES)})
                ),
            ],
            "responses": _ANSWERS,
        },
        "post": {
            "tags": ["sparql"],
            "summary": "A query, or an update by who may write",
            "operationId": "sparql_post",
            "security": [{}, {"token": []}],
            "requestBody": {
                "required": True,
                "content": {
                    "application/sparql-query": {"schema": {"type": "string"}},
                    "application/sparql-update": {"schema": {"type": "string"}},
                    "application/x-www-form-urlencoded": {
                        "schema": {
                            "type": "object",
                            "properties": {"query": {"type": "string"}, "update": {"type": "string"}},
                        }
                    },
                },
            },
            "responses": {**_ANSWERS, "204": {"description": "The update is made."}},
        },
    },
    "/graph-store": {
        "get": {
            "tags": ["sparql"],
            "summary": "The triples of a graph (Graph Store HTTP Protocol)",
            "operationId": "graph_get",
            "parameters": [*_GRAPH, _FORMAT],
            "responses": _answers("The triples.", *FORMS, _304="The client has them."),
        },
        **{
            method: {
                "tags": ["sparql"],
                "summary": summary,
                "operationId": f"graph_{method}",
                "security": [{"token": []}],
                "parameters": _GRAPH,
                "responses": _CHANGED,
                **({} if method == "delete" else {"requestBody": _TRIPLES}),
            }
            for method, summary in (
                ("put", "Put triples in the place of a graph"),
                ("post", "Add triples to a graph, or make a new one"),
                ("delete", "Remove a graph"),
            )
        },
    },
    "/dump": {
        "get": {
            "tags": ["sparql"],
            "summary": "All quads that a query sees",
            "operationId": "dump",
            "parameters": [_parameter("format", _FORMAT["description"], type="string", enum=[f.name for f in QUADS])],
            "responses": _answers("The quads, as the engine gives them.", *QUADS, _304="The client has them."),
        }
    },
    "/healthz": {
        "get": {
            "tags": ["server"],
            "summary": "Whether the server can answer",
            "operationId": "health",
            "responses": _answers("It can.", Form("text", "text/plain")),
        }
    },
    "/metrics": {
        "get": {
            "tags": ["server"],
            "summary": "Numbers for Prometheus",
            "operationId": "metrics",
            "responses": _answers("The numbers.", Form("text", "text/plain")),
        }
    },
}


def describe_others(app: FastAPI) -> None:
    """Let the description of an application tell of the routes that speak other protocols."""
    by_itself = app.openapi

    def openapi() -> dict[str, Any]:
        if not app.openapi_schema:
            schema = by_itself()
            schema["paths"] |= _OTHERS
            schema["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        assert app.openapi_schema is not None
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]
