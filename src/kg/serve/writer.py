"""The process that changes a store: one change after the other, each whole or not at all.

`python -m kg.serve.writer FOLDER` opens the store, says so with an END frame, and then does what requests say. It can
be killed where a change takes too long: the store is then as it was before that change, or as after it.
"""

import sys
from collections.abc import Iterator
from io import BufferedReader
from itertools import islice
from pathlib import Path
from typing import Any

from kg.errors import ImportingError, KgError, QueryError
from kg.iris import Iri
from kg.model.quads import Quad, line
from kg.rdf import parse_bytes
from kg.serve import frames
from kg.serve.isolation import end_with_parent, leave_network
from kg.store import Store
from kg.store.oxigraph import FullError, OxigraphStore

_AT_ONCE = 1000  # quads of an answer that go together


def main() -> None:
    end_with_parent()
    leave_network()
    source = sys.stdin.buffer
    assert isinstance(source, BufferedReader)
    try:
        store = OxigraphStore(Path(sys.argv[1]))
    except KgError as error:
        _fail(error)
        return
    frames.send(frames.packed(frames.END, {}))
    with store:
        while (frame := frames.read(source)) is not None:
            request = frames.unpacked(frame[1])
            data = [found[1] for _ in range(request["parts"]) if (found := frames.read(source)) is not None]
            try:
                if len(data) == request["parts"]:
                    frames.send(frames.packed(frames.END, _done(store, request, data) or {}))
            except (KgError, ValueError, OSError, RuntimeError) as error:
                _fail(error)


def _done(store: Store, request: dict[str, Any], data: list[bytes]) -> dict[str, Any]:
    """Do what a request says; what there is to say of it."""
    quads = [parse_bytes(part, "nquads") for part in data]
    match request["do"]:
        case "update":
            store.update(_filled(request["pieces"], request["documents"], data), base=request["base"])
        case "replace":
            store.replace(map(Iri, request["graphs"]), quads[0])
        case "add":
            store.add(quads[0])
        case "change":
            store.change(quads[0], quads[1])
        case "derive":
            store.derive()
        case "purge":
            store.purge()
        case "put" | "post":
            return _taken(store, request, data[0])
        case "delete":
            return {"there": _is_there(store, request["graph"], then_drop=True)}
        case "backup":
            store.backup(Path(request["folder"]), with_texts=request["texts"])
        case _:
            return _asked(store, request)
    return {}


def _filled(pieces: list[str], documents: list[dict[str, Any]], contents: list[bytes]) -> str:
    """An update with the triples of documents between its pieces."""
    triples = (_triples(content, **document) for content, document in zip(contents, documents, strict=True))
    return pieces[0] + "".join(found + piece for found, piece in zip(triples, pieces[1:], strict=True))


def _triples(content: bytes, form: str, base: str, silent: bool) -> str:
    """The triples of a document as SPARQL has them; none where it cannot be read and is loaded silently."""
    try:
        quads = list(parse_bytes(content, form, base=base))
    except ImportingError as error:
        if silent:
            return ""
        raise ImportingError(f"{base} cannot be loaded: {error.what}", error.where, error.remedy) from error
    if any(quad.graph for quad in quads):
        raise ImportingError(f"{base} cannot be loaded: it names graphs", "", "Load triples.")
    return "".join(map(line, quads))


def _asked(store: Store, request: dict[str, Any]) -> dict[str, Any]:
    """What a request asks for; quads go out as lines of N-Quads."""
    match request["do"]:
        case "quads":
            graph, subject = (None if request[name] is None else Iri(request[name]) for name in ("graph", "subject"))
            _tell(store.quads(graph, subject=subject))
        case "told":
            subject = None if request["subject"] is None else Iri(request["subject"])
            _tell(store.told(subject, Iri(request["predicate"])))
        case "graphs":
            return {"graphs": store.graphs()}
        case "revision":
            return {"revision": store.revision()}
        case "revisions":
            return {"revisions": list(store.revisions())}
    return {}


def _taken(store: Store, request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Put the triples of a file into a graph, in the place of those that are there or beside them."""
    graph = Iri(request["graph"])
    quads = list(parse_bytes(data, request["form"], graph, base=request["base"]))
    there = _is_there(store, graph)
    store.replace([graph] if request["do"] == "put" else [], quads)
    return {"there": there, "count": len(quads)}


def _is_there(store: Store, graph: Iri, *, then_drop: bool = False) -> bool:
    there = graph == "" or next(store.quads(graph), None) is not None
    if there and then_drop:
        store.replace([graph], ())
    return there


def _tell(quads: Iterator[Quad]) -> None:
    while some := "".join(map(line, islice(quads, _AT_ONCE))):
        frames.send(frames.packed(frames.DATA, some.encode()))


def _fail(error: Exception) -> None:
    said = (error.what, error.remedy) if isinstance(error, KgError) else (str(error), "")
    wrong = isinstance(error, (QueryError, ImportingError, ValueError))
    kind = "query" if wrong else "disk" if isinstance(error, FullError) else "engine"
    frames.send(frames.packed(frames.FAULT, {"kind": kind, "message": said[0], "remedy": said[1]}))


if __name__ == "__main__":
    main()
