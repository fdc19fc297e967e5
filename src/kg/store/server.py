"""The door to a SPARQL server: requests over HTTP, tried again where that may help, and what its refusals mean."""

import email.utils
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass

import httpx

from kg.errors import QueryError, StoreError
from kg.iris import Iri
from kg.model.place import Place
from kg.store.access import Access

ROWS, TRIPLES = "application/sparql-results+json", "application/n-triples"
_LONGEST = 300  # characters of what a server says that are shown
_MOST = 8_000_000  # characters of the first update: Virtuoso takes 10 MB
_BUSY = frozenset({429, 503})
_PATIENCE = 120.0  # seconds that a server may ask to wait for
_TOO_LARGE = re.compile(
    r"HT057|memory exhausted|exceeded \d+ lines|too (?:large|long|big)|stack overflow", re.IGNORECASE
)
_SAID = re.compile(r"<(?:style|title)\b.*?</(?:style|title)>|<[^>]*>|\n\nSPARQL query:.*", re.DOTALL)


class TooLargeError(Exception):
    """The server takes no update of that length."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The body of an answer; `most` where the server gives no more than so many rows."""

    body: bytes
    most: int | None = None


class Server:
    """A server at its addresses. `most` is the greatest length of an update that it is known not to refuse."""

    def __init__(self, place: Place, access: Access) -> None:
        self._place, self.most = place, _MOST
        settings = place.settings
        # Virtuoso 7.2 refuses a login without reading the request, and waits for ever on what follows it.
        limits = httpx.Limits(max_keepalive_connections=0) if access.digest else httpx.Limits()
        auth: httpx.Auth | None = None
        if access.user:
            made = httpx.DigestAuth if access.digest else httpx.BasicAuth
            auth = made(access.user, access.password)
        headers = {"Authorization": f"Bearer {access.token}"} if access.token else {}
        self._client = httpx.Client(headers=headers, auth=auth, timeout=settings.timeout, limits=limits)

    def close(self) -> None:
        self._client.close()

    def ask(self, query: str, accept: str, graphs: Sequence[Iri] | None = None) -> Answer:
        """The whole answer to a query. QueryError where the server cannot answer it."""
        form = {"query": query, "default-graph-uri": list(graphs or ()), "named-graph-uri": list(graphs or ())}
        response = self._send(self._place.query, data=form, headers={"Accept": accept})
        if response.status_code in (400, 500):
            what = f"the query failed: {_said(response)}"
            raise QueryError(what, query.strip()[:80], "Correct it, or ask for less.")
        self._check(response)
        if "x-sql-state" in response.headers:
            what = f"the server gave up: {response.headers.get('x-sql-message', '') or 'the query took too long'}"
            raise QueryError(what, query.strip()[:80], "Ask for less, or let the server take more time.")
        most = response.headers.get("x-sparql-maxrows", "")
        return Answer(response.content, int(most) if most.isdigit() else None)

    def update(self, text: str, *, again: bool = True) -> None:
        """Run an update; `again` says that it may be run twice. TooLargeError where it must be made smaller."""
        kind = {"Content-Type": "application/sparql-update; charset=utf-8"}
        self._write(self._place.update, text.encode(), kind, again=again)

    def post(self, graph: Iri, triples: str, *, again: bool = True) -> None:
        """Add N-Triples to a graph by the Graph Store protocol. TooLargeError as for an update."""
        address = str(httpx.URL(self._place.graph_store).copy_merge_params({"graph": graph}))
        self._write(address, triples.encode(), {"Content-Type": TRIPLES}, again=again)

    @property
    def has_graph_store(self) -> bool:
        return bool(self._place.graph_store)

    def _write(self, address: str, body: bytes, headers: dict[str, str], *, again: bool) -> None:
        if len(body) > self.most:
            raise TooLargeError
        response = self._send(address, content=body, headers=headers, again=again)
        if response.status_code == 413 or (response.status_code in (400, 500) and _TOO_LARGE.search(response.text)):
            self.most = len(body) // 2
            raise TooLargeError
        self._check(response)

    def _send(self, address: str, *, again: bool = True, **sent: object) -> httpx.Response:
        """The answer to a POST, tried again where the server is busy or the connection breaks, else StoreError."""
        settings = self._place.settings
        for attempt in range(1, settings.tries + 1):
            wait: float | None = None
            try:
                response = self._client.post(address, **sent)  # type: ignore[arg-type]
            except (httpx.ConnectError, httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
                raise self._unreached(error) from error
            except httpx.TimeoutException as error:
                remedy = "Look at the server, or raise timeout below [store] in kg.toml."
                what = f"the server gave no answer in {settings.timeout:g} seconds"
                raise StoreError(what, self._place.address, remedy) from error
            except httpx.TransportError as error:
                what, remedy = f"the connection to the server broke: {error}", "Run the same command again."
                if not again:
                    what += "; whether the change was made is not known"
                if not again or attempt == settings.tries:
                    raise StoreError(what, self._place.address, remedy) from error
            else:
                if response.status_code not in _BUSY:
                    return response
                wait = _asked_to_wait(response)
                if attempt == settings.tries or (wait or 0) > _PATIENCE:
                    what = f"the server is busy: {response.status_code} {_said(response)}".rstrip()
                    remedy = f"Run the same command again{f' in {wait:g} seconds' if wait else ' later'}."
                    raise StoreError(what, self._place.address, remedy)
            time.sleep(_pause(settings.pause, attempt, wait))
        raise AssertionError("the last try returns or raises")

    def _unreached(self, error: Exception) -> StoreError:
        if "CERTIFICATE" in str(error).upper():
            remedy = "Name the file of the authority that signed it in the environment: SSL_CERT_FILE."
            return StoreError(f"the server's certificate is not trusted: {error}", self._place.address, remedy)
        remedy = "Start it, or correct the address (--store, or [store] in kg.toml)."
        return StoreError(f"the server cannot be reached: {error}", self._place.address, remedy)

    def _check(self, response: httpx.Response) -> None:
        status = response.status_code
        if status < 300:
            return
        what = f"the server refuses: {status} {_said(response)}".rstrip()
        remedy = "Look into docs/remote.md for what a server needs."
        if status in (401, 403):
            remedy = f"Put user and password, or a token, into the environment: {self._place.settings.variables}."
        elif status < 400:
            remedy = f"Name the address to which it sends: {response.headers.get('location', '')}".rstrip(": ") + "."
        elif status in (404, 405, 415):
            remedy = "Correct the addresses of the server: query, update and graph-store below [store] in kg.toml."
        raise StoreError(what, self._place.address, remedy)


def _pause(pause: float, attempt: int, wait: float | None) -> float:
    """Seconds before the next try: doubled each time, of uneven length, and never less than the server asks for."""
    return (wait or 0) + float(pause * 2 ** (attempt - 1)) * random.uniform(0.5, 1)


def _asked_to_wait(response: httpx.Response) -> float | None:
    """The seconds of the header Retry-After, which has a number or a date."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdigit():
        return float(value)
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, TypeError):
        return None


def _said(response: httpx.Response) -> str:
    """What a server says of an error, in one line."""
    return " ".join(_SAID.sub(" ", response.text).split())[:_LONGEST]
