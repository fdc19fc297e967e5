"""How it is said that a request is not answered: the same form for every fault."""

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import KgError
from kg.serve import explorer
from kg.serve.errors import (
    BadQueryError,
    BadRequestError,
    MethodError,
    MissingError,
    ServiceError,
    UnauthorizedError,
    UnfitError,
)  # fmt: skip
from kg.serve.service import Told


def tell_faults(app: FastAPI, taken: frozenset[str]) -> None:
    """Give an application its answers to what goes wrong; `taken` are first parts of addresses that are no page."""
    app.state.taken = taken
    app.add_exception_handler(ServiceError, _said)
    app.add_exception_handler(KgError, _wrong)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _elsewhere)
    app.add_exception_handler(Exception, _failed)


async def _said(request: Request, error: Exception) -> Response:
    """A fault as the client gets it."""
    assert isinstance(error, ServiceError)
    told = request.state.told if hasattr(request.state, "told") else Told()
    told.why = error.what
    headers = {"allow": error.allowed} if isinstance(error, MethodError) else {}
    if isinstance(error, UnauthorizedError):
        headers["www-authenticate"] = 'Bearer realm="kg"'
    if error.status == 503:
        headers["retry-after"] = "1"
    said: dict[str, str | int] = {"error": error.what, "remedy": error.remedy, "query": told.query}
    if isinstance(error, BadQueryError) and error.place is not None:
        said |= dict(zip(("line", "column"), error.place, strict=True))
    return JSONResponse({k: v for k, v in said.items() if v}, error.status, headers=headers)


async def _wrong(request: Request, error: Exception) -> Response:
    """What a parameter says is understood by nobody."""
    assert isinstance(error, KgError)
    what = f"{error.what} ({error.where})" if error.where else error.what
    return await _said(request, BadRequestError(what, error.remedy))


async def _unfit(request: Request, error: Exception) -> Response:
    """A parameter has no value of its type."""
    assert isinstance(error, RequestValidationError)
    faults = [f"{'.'.join(str(part) for part in e['loc'][1:])}: {e['msg']}" for e in error.errors()]
    return await _said(request, UnfitError("; ".join(faults), "/openapi.json says what each parameter takes."))


async def _elsewhere(request: Request, error: Exception) -> Response:
    """No route has the address, or the method; a browser gets the explorer there."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and explorer.is_asked(request, request.app.state.taken):
        try:
            return await explorer.page(request)
        except MissingError as missing:
            return await _said(request, missing)
    if error.status_code == 405:
        return await _said(request, MethodError((error.headers or {}).get("allow", "GET")))
    return await _said(request, MissingError("nothing answers here", "/openapi.json lists what does."))


async def _failed(request: Request, error: Exception) -> Response:
    """A fault of the server; its cause is in the log."""
    return await _said(request, ServiceError("the server failed", "Its log says more."))
