"""The explorer in a browser: the built front end, which lies in the package."""

from collections.abc import MutableMapping
from pathlib import Path

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from kg.serve.errors import MissingError

FOLDER = Path(__file__).resolve().parent / "static"
ASSETS = "/assets"
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types kg-layout"  # lets the worker of web/src/drawing begin
)
_HEADERS = {
    "content-security-policy": _POLICY,
    "cross-origin-opener-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
_REMEDY = "In a checkout `make web` builds it; the API answers without it."


def is_built(folder: Path = FOLDER) -> bool:
    """Whether the front end is there."""
    return (folder / "index.html").is_file()


def add_explorer(app: FastAPI, folder: Path = FOLDER) -> None:
    """Add the routes to an application. Where nothing is built, they say so."""
    app.state.explorer = Explorer(folder) if is_built(folder) else None
    app.add_route("/", page, methods=["GET", "HEAD"], include_in_schema=False)
    if is_built(folder):
        app.mount(ASSETS, Explorer(folder / "assets", "public, max-age=31536000, immutable"))


class Explorer(StaticFiles):
    """Files of the front end. Names of assets change with their content, so that a browser may keep them for good."""

    def __init__(self, folder: Path, caching: str = "no-cache") -> None:
        super().__init__(directory=folder)
        self._caching = caching

    async def get_response(self, path: str, scope: MutableMapping[str, object]) -> Response:
        found = await super().get_response(path, scope)
        found.headers.update({**_HEADERS, "cache-control": self._caching})
        return found


async def page(request: Request) -> Response:
    """The one page of the explorer; it reads the address by itself. MissingError where it is not built."""
    explorer: Explorer | None = request.app.state.explorer
    if explorer is None:
        raise MissingError("the explorer is not built", _REMEDY)
    found = await explorer.get_response("index.html", request.scope)
    found.headers["vary"] = "accept"
    return found


def is_asked(request: Request, taken: frozenset[str]) -> bool:
    """Whether a browser asks for a page at an address whose first part is none of those that are taken."""
    first = "/" + request.url.path.strip("/").partition("/")[0]
    accepted = request.headers.get("accept", "")
    return request.method in ("GET", "HEAD") and "text/html" in accepted and first not in taken
