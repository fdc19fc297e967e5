"""Routes that take a body in JSON, no longer than a person writes."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import Response

from kg.serve.body import read_body

_LARGEST = 1 << 20  # bytes


class _Bounded(Request):
    """Whose body is read up to its limit. TooLargeError where it is longer."""

    async def body(self) -> bytes:
        if not hasattr(self, "_body"):
            self._body = await read_body(self, _LARGEST)
        return self._body


class BoundedRoute(APIRoute):
    """A route whose requests are bounded."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            held = _Bounded(request.scope, request.receive)
            if self.body_field is not None:
                await held.body()  # before FastAPI does, which takes every fault of it for one of JSON
            return await handler(held)

        return bounded
