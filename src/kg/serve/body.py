"""The body of a request, no longer than it may be."""

from starlette.requests import ClientDisconnect, Request

from kg.serve.errors import BadRequestError, TooLargeError


async def read_body(request: Request, largest: int) -> bytes:
    """All of it. TooLargeError where it has more bytes than `largest`, whether it says so or not."""
    said = request.headers.get("content-length", "0")
    if said.isdigit() and int(said) > largest:
        raise _too_large(largest)
    parts, size = [], 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > largest:
                raise _too_large(largest)
            parts.append(part)
    except ClientDisconnect as error:
        raise BadRequestError("the client has gone") from error
    return b"".join(parts)


def _too_large(largest: int) -> TooLargeError:
    return TooLargeError(f"the request has more than {largest} bytes", "Send it in parts.")
