"""The API in JSON: actors, outlets, claims, documents, networks, named queries; and what IRIs lead to."""

from typing import Any

from fastapi import FastAPI

from kg.catalogue import Catalogue
from kg.serve import about
from kg.serve.api import (
    actors,
    claims,
    classes,
    coverage,
    decisions,
    documents,
    mentions,
    networks,
    overview,
    portraits,
    review,
    search,
    stances,
    texts,
    viewpoints,
    vocabulary,
)
from kg.serve.api.kept import keep
from kg.serve.api.models import Fault
from kg.serve.api.named import router_of
from kg.serve.digest import Digests
from kg.serve.openapi import ABOUT, IDENTIFIED, describe_others
from kg.serve.service import Service

_FAULTS: dict[int | str, dict[str, Any]] = {
    422: {"model": Fault, "description": "A parameter has a value that it does not take."},
    "default": {"model": Fault, "description": "The request is not answered; the status says why."},
}


def add_api(app: FastAPI, service: Service) -> None:
    """Add the routes to an application. QueryError where a named query cannot be read."""
    app.state.digests = Digests(service)
    keep(app)
    catalogue = Catalogue.load(*service.settings.queries)
    for part in (
        decisions, texts,  # before claims and documents, whose ids may hold any sign
        actors, claims, classes, coverage, documents, mentions, networks, overview, portraits, review, search, stances,
        viewpoints, vocabulary,
    ):  # fmt: skip
        app.include_router(part.router, responses=_FAULTS)
    app.include_router(router_of(catalogue), responses=_FAULTS)
    for path, endpoint, described in (
        (about.PATH, about.about, ABOUT),
        (f"{about.IDS}{{rest:path}}", about.identified, IDENTIFIED),
    ):
        app.add_api_route(path, endpoint, methods=["GET"], responses=_FAULTS, **described)
        app.add_route(path, endpoint, methods=["HEAD"], include_in_schema=False)
    describe_others(app)
