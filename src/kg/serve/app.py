"""The web application: what answers at which address, and what a request meets before and after."""

import json
import logging
import time

from fastapi import FastAPI
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.serve import dump, explorer, graphs, inside, protocol
from kg.serve.api import add_api
from kg.serve.faults import tell_faults
from kg.serve.service import Service, Told, service_of

_LINE, _HEADERS = 1 << 15, 1 << 15  # bytes of an address, and of a header
_SMALL = 1000  # bytes of an answer below which it is not compressed
_access = logging.getLogger("kg.serve.access")


def application(service: Service) -> FastAPI:
    """The application of a service that runs."""
    app = FastAPI(
        title="kg", summary="Who says, through whom, that who does what to whom", version="1",
        docs_url=None, redoc_url=None,  # those pages fetch scripts from elsewhere
    )  # fmt: skip
    app.state.service = service
    every = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"]
    app.add_route("/sparql", protocol.endpoint, methods=every, include_in_schema=False)
    app.add_route(graphs.PATH, graphs.graph, methods=every, include_in_schema=False)
    app.add_route(graphs.PATH + "/{rest:path}", graphs.graph, methods=every, include_in_schema=False)
    app.add_route(inside.PATH + "/{method}", inside.method, methods=every, include_in_schema=False)
    app.add_route(dump.PATH, dump.dump, methods=every, include_in_schema=False)
    app.add_route("/healthz", _health, include_in_schema=False)
    app.add_route("/metrics", _metrics, include_in_schema=False)
    tell_faults(app, _ROUTES)
    add_api(app, service)
    explorer.add_explorer(app)
    app.add_middleware(GZipMiddleware, minimum_size=_SMALL, compresslevel=1)
    app.add_middleware(_Bounded)
    if service.settings.origins:  # around what refuses, so that a page can read why
        app.add_middleware(
            CORSMiddleware, allow_origins=service.settings.origins, allow_methods=["*"], allow_headers=["*"],
            expose_headers=["kg-query-id", "location", "etag", "retry-after"],
        )  # fmt: skip
    app.add_middleware(Logged, service=service)
    return app


class Logged:
    """Counts requests, and writes a line of JSON for each."""

    def __init__(self, app: ASGIApp, service: Service) -> None:
        self._app, self._service = app, service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        told, begun, status = Told(), time.monotonic(), 500
        scope.setdefault("state", {})["told"] = told

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        whole = False
        try:
            await self._app(scope, receive, sending)
            whole = True
        finally:
            seconds = time.monotonic() - begun
            route = "/" + scope["path"].strip("/").partition("/")[0]
            route = route if route in _ROUTES else "other"
            self._service.measures.requests.labels(route, str(status) if whole else "broken").inc()
            self._service.measures.seconds.labels(route).observe(seconds)
            line = {
                "query": told.query, "person": told.person, "method": scope["method"], "path": scope["path"],
                "status": status, "whole": whole, "seconds": round(seconds, 4), "rows": told.rows, "why": told.why,
            }  # fmt: skip
            _access.info(
                json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False)
            )


class _Bounded:
    """Refuses requests whose line or header is too long, or that speak no HTTP/1.

    What is longer than the parser holds does not come so far.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if scope["http_version"] not in ("1.0", "1.1"):
                await JSONResponse({"error": "this server speaks HTTP/1.1"}, 400)(scope, receive, send)
                return
            if len(scope["raw_path"]) + len(scope["query_string"]) > _LINE:
                remedy = "Send the query by POST."
                await JSONResponse({"error": "the address is too long", "remedy": remedy}, 414)(scope, receive, send)
                return
            if sum(len(name) + len(value) for name, value in scope["headers"]) > _HEADERS:
                await JSONResponse({"error": "the header is too long"}, 431)(scope, receive, send)
                return
        await self._app(scope, receive, send)


_ROUTES = frozenset(
    {
        "/sparql", "/graph-store", "/healthz", "/metrics", "/api", "/id", "/about", "/store", "/dump", "/openapi.json",
        explorer.ASSETS,
    }
)  # fmt: skip


async def _health(request: Request) -> Response:
    """Whether a state can be read; who writes has a process that lives."""
    await service_of(request).source.seen()
    return PlainTextResponse("ok\n")


async def _metrics(request: Request) -> Response:
    return Response(
        generate_latest(service_of(request).measures.registry), headers={"content-type": CONTENT_TYPE_LATEST}
    )
