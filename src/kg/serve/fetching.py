"""The client that fetches what an update loads: from hosts that are listed alone, within limits.

A name is looked up once, its addresses are checked, and the connection goes to one of those that were, so that a name
cannot stand for another address a moment later. Each redirection is checked as the first address was.
"""

import asyncio
import socket
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import httpx

from kg.serve.addresses import PORTS, Hosts, is_public
from kg.serve.errors import FetchError, ForbiddenError, TooLargeError, UnsupportedError
from kg.serve.loading import Wanted
from kg.serve.negotiation import QUADS, TRIPLES, Form, form_of, media_of

_MOST = 5  # redirections
_REDIRECTED = frozenset({301, 302, 303, 307, 308})
FORMS = tuple(form for form in TRIPLES if form not in QUADS or form.name == "jsonld")
_ENDINGS = {
    ".ttl": "text/turtle", ".nt": "application/n-triples", ".jsonld": "application/ld+json",
    ".rdf": "application/rdf+xml", ".owl": "application/rdf+xml",
}  # fmt: skip
_VAGUE = ("", "text/plain", "application/octet-stream", "binary/octet-stream")  # say less than an ending does
_ACCEPT = ", ".join(form.media for form in FORMS)


@dataclass(frozen=True, slots=True)
class Document:
    """What an address gave: its content in a form, and the IRI against which relative ones in it are resolved."""

    content: bytes
    form: str
    base: str
    silent: bool


async def looked_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host. OSError where there is none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class Fetching:
    """Fetches from `hosts`, in all so many bytes and seconds for an update.

    `may` says which IP addresses may be reached, `look_up` finds those of a name, `trusted` are the authorities whose
    certificates are taken (None: the usual ones).
    """

    def __init__(
        self,
        hosts: Hosts,
        largest: int,
        seconds: float,
        *,
        may: Callable[[str], bool] = is_public,
        look_up: Callable[[str, int], Awaitable[list[str]]] = looked_up,
        trusted: ssl.SSLContext | None = None,
    ) -> None:
        self._hosts, self._largest, self._seconds = hosts, largest, seconds
        self._may, self._look_up = may, look_up
        self._trusted = trusted or httpx.create_ssl_context()

    async def documents(self, wanted: Sequence[Wanted]) -> list[Document]:
        """What is wanted, in its order. FetchError where something cannot be had, unless it is wanted silently.

        ForbiddenError and TooLargeError, silently or not, where it may not be had.
        """
        found: list[Document] = []
        end, left = asyncio.get_running_loop().time() + self._seconds, self._largest
        for one in wanted:
            try:
                async with asyncio.timeout_at(end):
                    document = await self._document(one, left)
            except (TimeoutError, FetchError, UnsupportedError) as error:
                if not one.silent:
                    raise _late(one.address, self._seconds) if isinstance(error, TimeoutError) else error from error
                document = Document(b"", "ntriples", one.address, True)
            left -= len(document.content)
            found.append(document)
        return found

    async def _document(self, wanted: Wanted, largest: int) -> Document:
        address = wanted.address
        for _ in range(1 + _MOST):
            url = self._checked(address)
            async with self._answer(url) as response:
                if response.status_code in _REDIRECTED and "location" in response.headers:
                    address = str(url.join(response.headers["location"]))
                    continue
                if not response.is_success:
                    raise FetchError(f"{url} answers with the status {response.status_code}")
                form = _form(response.headers.get("content-type"), url)
                content = await _content(response, largest)
                return Document(content, form.name, str(url.copy_with(fragment=None)), wanted.silent)
        raise ForbiddenError(f"{wanted.address} leads on more than {_MOST} times", "Name the last address.")

    def _checked(self, address: str) -> httpx.URL:
        """ForbiddenError where an address is none from which may be fetched."""
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise ForbiddenError(f"{address[:200]} is no address: {error}", "Correct it.") from error
        if url.scheme not in PORTS or not url.host:
            raise ForbiddenError(f"{address[:200]} is refused: it is no address of http or https", "Name such a one.")
        if url.userinfo:
            raise ForbiddenError(f"an address of {url.host} with a user is refused", "Leave out what stands before @.")
        if not self._hosts.hold(url):
            where = url.netloc.decode("ascii")
            raise ForbiddenError(f"{where} is not among the hosts to load from", "The server is told by --load-from.")
        return url

    async def _addresses(self, url: httpx.URL) -> list[str]:
        """The IP addresses of a host. ForbiddenError where one of them may not be reached."""
        host = url.raw_host.decode("ascii")
        try:
            found = await self._look_up(host, url.port or PORTS[url.scheme])
        except (OSError, UnicodeError) as error:
            raise FetchError(f"the host {host} is not found: {error}") from error
        if not all(map(self._may, found)):
            raise ForbiddenError(f"{host} is refused: it lies in a network that is not open to all")
        return found

    @asynccontextmanager
    async def _answer(self, url: httpx.URL) -> AsyncIterator[httpx.Response]:
        """The answer of the first of the addresses that takes a connection; no cookie outlives it."""
        headers = {
            "host": url.netloc.decode("ascii"), "accept": _ACCEPT, "accept-encoding": "gzip", "user-agent": "kg",
        }  # fmt: skip
        named = {"sni_hostname": url.raw_host.decode("ascii")}
        reason: Exception | None = None
        async with httpx.AsyncClient(verify=self._trusted, trust_env=False, timeout=self._seconds) as client:
            for address in await self._addresses(url):
                asked = client.build_request("GET", url.copy_with(host=address), headers=headers, extensions=named)
                try:
                    response = await client.send(asked, stream=True)
                except (httpx.ConnectError, httpx.ConnectTimeout) as error:
                    reason = error
                    continue
                except httpx.HTTPError as error:
                    raise FetchError(f"{url} gives no answer: {error}") from error
                try:
                    yield response
                finally:
                    await response.aclose()
                return
        raise FetchError(f"{url} cannot be reached: {reason}")


async def _content(response: httpx.Response, largest: int) -> bytes:
    """The content of an answer, unpacked by no more than it may have. TooLargeError where it has more."""
    packing = response.headers.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "gzip", "x-gzip"):
        raise FetchError(f"{response.url} is packed as {packing}, which was not asked for")
    unpacking = None if packing == "identity" else zlib.decompressobj(wbits=31)
    parts, size = [], 0
    try:
        async for raw in response.aiter_raw():
            part = raw if unpacking is None else unpacking.decompress(raw, largest - size + 1)
            size += len(part)
            if size > largest:
                raise TooLargeError(f"what is loaded has more than {largest} bytes", "Load it in parts.")
            parts.append(part)
    except (httpx.HTTPError, zlib.error) as error:
        raise FetchError(f"the answer of {response.url.host} breaks off: {error}") from error
    if unpacking is not None and (not unpacking.eof or unpacking.unused_data):
        raise FetchError(f"the answer of {response.url.host} is not packed as one whole")
    return b"".join(parts)


def _form(content_type: str | None, url: httpx.URL) -> Form:
    """The form of a document by its content type; where that says little, by the ending of its name."""
    ending = "." + url.path.rpartition("/")[2].rpartition(".")[2].lower()
    if media_of(content_type) in _VAGUE and ending in _ENDINGS:
        return form_of(_ENDINGS[ending], FORMS)
    return form_of(content_type, FORMS)


def _late(address: str, seconds: float) -> FetchError:
    return FetchError(f"{address} and what was loaded before took longer than {seconds:g} s")
