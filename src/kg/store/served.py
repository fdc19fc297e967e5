"""A store of this machine that a server writes: what commands do to it goes through that server."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx

from kg.closing import Closing
from kg.errors import QueryError, StoreError
from kg.iris import Iri
from kg.model.quads import Quad, Term, line
from kg.rdf import asked, parse_bytes
from kg.store.base import Rows
from kg.store.oxigraph import OxigraphStore
from kg.store.results import rows, triples, truth

MARK = "server.json"  # in the folder of a store that a server writes: where it listens
TOKEN = "KG_STORE_TOKEN"
_PATIENCE = 3600.0  # seconds for one change: the server may derive edges from a whole store


def server_of(folder: Path) -> str | None:
    """The address of the server that writes a store, where one says so and answers."""
    try:
        address = str(json.loads((folder / MARK).read_text(encoding="utf8"))["address"])
        httpx.get(f"{address}/healthz", trust_env=False, timeout=30).raise_for_status()
    except (OSError, ValueError, KeyError, TypeError, httpx.HTTPError):
        return None
    return address


class ServedStore(Closing):
    """The methods of the store behind a server, called over HTTP with the token that the environment holds."""

    def __init__(self, folder: Path, address: str) -> None:
        token = os.environ.get(TOKEN, "").strip()
        if not token:
            remedy = f"Put the token of a person with the role write into the environment: {TOKEN}."
            raise StoreError(f"a server holds the store, at {address}", str(folder), remedy)
        self.folder: Path | None = folder
        headers = {"Authorization": f"Bearer {token}"}
        self._client = httpx.Client(base_url=address, headers=headers, timeout=_PATIENCE, trust_env=False)

    def select(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Rows:
        form = asked(query)
        if not isinstance(form, tuple):
            raise QueryError("the query is no SELECT", query.strip()[:80], "Use ask or construct for the other forms.")
        return Rows(form, tuple(self.solutions(query, graphs=graphs)))

    def columns(self, query: str) -> dict[str, list[str]]:
        return self.select(query).columns()

    def solutions(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[dict[str, Term]]:
        return iter(rows(self._answer(query, "application/sparql-results+json", graphs)))

    def ask(self, query: str, *, graphs: Sequence[Iri] | None = None) -> bool:
        return truth(self._answer(query, "application/sparql-results+json", graphs))

    def construct(self, query: str, *, graphs: Sequence[Iri] | None = None) -> Iterator[Quad]:
        return triples(self._answer(query, "application/n-triples", graphs), Iri(""))

    def graphs(self) -> tuple[Iri, ...]:
        return tuple(map(Iri, self._call("graphs").json()["graphs"]))

    def quads(self, graph: Iri | None = None, *, subject: Iri | None = None) -> Iterator[Quad]:
        return parse_bytes(self._call("quads", graph=graph, subject=subject).content, "nquads")

    def told(self, subject: Iri | None, predicate: Iri) -> Iterator[Quad]:
        return parse_bytes(self._call("told", subject=subject, predicate=predicate).content, "nquads")

    def replace(self, graphs: Iterable[Iri], quads: Iterable[Quad]) -> None:
        self._call("replace", graphs=list(graphs), added=_lines(quads))

    def add(self, quads: Iterable[Quad]) -> None:
        self._call("add", added=_lines(quads))

    def change(self, removed: Iterable[Quad], added: Iterable[Quad]) -> None:
        self._call("change", removed=_lines(removed), added=_lines(added))

    def update(self, text: str, *, base: str | None = None) -> None:
        self._checked(self._send("/sparql", data={"update": text if base is None else f"BASE <{base}>\n{text}"}))

    def revision(self) -> str:
        return str(self._call("revision").json()["revision"])

    def revisions(self) -> Iterator[tuple[Iri, str]]:
        for graph, revision in self._call("revisions").json()["revisions"]:
            yield Iri(graph), revision

    def derive(self) -> None:
        self._call("derive")

    def purge(self) -> None:
        self._call("purge")

    def backup(self, folder: Path, *, with_texts: bool = True) -> None:
        """The server copies the store beside it; from there it is taken."""
        made = self._call("copy").json()
        try:
            with OxigraphStore(Path(made["folder"]), read_only=True) as copy:
                copy.backup(folder, with_texts=with_texts)
        finally:
            self._call("forget", name=made["name"])

    def close(self) -> None:
        self._client.close()

    def _answer(self, query: str, accept: str, graphs: Sequence[Iri] | None) -> bytes:
        form = {"query": query, "default-graph-uri": list(graphs or ()), "named-graph-uri": list(graphs or ())}
        response = self._send("/sparql", data=form, headers={"accept": accept})
        if response.status_code == 400:
            raise QueryError(response.json()["error"], query.strip()[:80], "Correct it.")
        return self._checked(response).content

    def _call(self, method: str, **told: Any) -> httpx.Response:
        said = {name: value for name, value in told.items() if value is not None}
        return self._checked(self._send(f"/store/{method}", json=said))

    def _send(self, path: str, **sent: Any) -> httpx.Response:
        try:
            return self._client.post(path, **sent)
        except httpx.HTTPError as error:
            where, remedy = str(self._client.base_url), "Whether it was done is not known: run the command again."
            raise StoreError(f"the server that holds the store does not answer: {error}", where, remedy) from error

    def _checked(self, response: httpx.Response) -> httpx.Response:
        if not response.is_success:
            try:
                said = response.json()
            except ValueError:
                said = {"error": f"status {response.status_code}"}
            raise StoreError(f"the server refuses: {said['error']}", str(response.url), said.get("remedy", ""))
        return response


def _lines(quads: Iterable[Quad]) -> str:
    return "".join(map(line, quads))
