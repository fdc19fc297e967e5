"""The process that answers queries: it opens the graphs of a store for reading alone, and may be killed at any time.

`python -m kg.serve.reader MEMORY` says with an END frame that it is ready, then reads requests from standard input and
writes what it finds to standard output. MEMORY is how many bytes it may take beyond those it begins with.
"""

import hashlib
import sys
import time
from io import BufferedReader
from pathlib import Path
from threading import Thread
from typing import Any

import pyoxigraph as ox

from kg.errors import KgError, QueryError, StoreError
from kg.iris import pov
from kg.rdf import NAMED_FORMATS
from kg.serve import frames
from kg.serve.isolation import end_with_parent, leave_network, limit_memory
from kg.serve.negotiation import HASH, TEXT, WORDS

_CHUNK = 1 << 18  # bytes of an answer that go together
_TEXTS = "texts"  # the folder beside that of the graphs
_TRIES, _PAUSE = 5, 0.05  # to open a store whose files change meanwhile, and seconds between
_FORMS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    **NAMED_FORMATS,
}
_FIRST = b'"bindings":[{'  # before the first row in JSON
_ROW = {"json": b"},{", "xml": b"<result>", "csv": b"\r\n", "tsv": b"\n"}  # what stands once a row, or between two


class _Out:
    """A file that sends what is written into it as frames."""

    def __init__(self, row: bytes) -> None:
        self._held = bytearray()
        self._row, self._before = row, b""
        self._is_first = True
        self.rows = 0  # how often `row` was written, and in JSON once more where there are any

    def write(self, data: bytes) -> int:
        self._held += data
        if len(self._held) >= _CHUNK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._held:
            if self._row:
                seen = self._before + self._held
                self.rows += seen.count(self._row) + (self._is_first and _FIRST in seen)
                self._before, self._is_first = bytes(seen[len(seen) - len(self._row) + 1 :]), False
            frames.send(frames.packed(frames.DATA, bytes(self._held)))
            self._held.clear()


def main() -> None:
    end_with_parent()
    leave_network()
    frames.widen()
    source = sys.stdin.buffer
    assert isinstance(source, BufferedReader)
    frames.send(frames.packed(frames.END, {}))
    opened: tuple[str, Any] = ("", None)
    limited = False
    while (frame := frames.read(source)) is not None:
        request = frames.unpacked(frame[1])
        try:
            if request["form"] not in (TEXT.name, WORDS.name) and opened[0] != request["state"]:
                opened = (request["state"], _opened(Path(request["folder"])))
        except (RuntimeError, OSError) as error:
            _fail("engine", error)
            continue
        if not limited:
            limit_memory(int(sys.argv[1]))
            limited = True
        work = Thread(target=_answered, args=(opened[1], request))  # whose priority the server may lower
        work.start()
        work.join()


def _answered(store: Any, request: dict[str, Any]) -> None:
    try:
        if request["form"] == WORDS.name:
            from kg.serve import worded  # takes longer to load than most queries to answer

            frames.send(frames.packed(frames.DATA, worded.said(request)))
            frames.send(frames.packed(frames.END, {"rows": None}))
        elif request["form"] == TEXT.name:
            frames.send(frames.packed(frames.DATA, _text(request).encode()))
            frames.send(frames.packed(frames.END, {"rows": None}))
        else:
            _answer(store, request)
    except SyntaxError as error:
        _misread(request, error)
    except (QueryError, ValueError) as error:
        _fail("query", error)
    except StoreError as error:
        _fail("index", error)
    except (RuntimeError, OSError) as error:
        _fail("engine", error)


def _fail(kind: str, error: Exception) -> None:
    what, remedy = (error.what, error.remedy) if isinstance(error, KgError) else (str(error), "")
    frames.send(frames.packed(frames.FAULT, {"kind": kind, "message": what, "remedy": remedy}))


def _misread(request: dict[str, Any], error: SyntaxError) -> None:
    """Tell that a query cannot be read, and the place in what the client wrote."""
    from kg.catalogue.syntax import syntax_fault  # takes longer to load than most queries to answer

    found = syntax_fault(request["written"], {}, request["base"])
    if found is None:  # the fault is not in what the client wrote
        _fail("query", error)
        return
    told = {"kind": "query", "message": found.what, "remedy": found.remedy, "place": [found.line, found.column]}
    frames.send(frames.packed(frames.FAULT, told))


def _opened(folder: Path) -> Any:
    """A store, opened again where files came and went meanwhile."""
    for _ in range(_TRIES - 1):
        try:
            return ox.Store.read_only(str(folder))
        except (OSError, RuntimeError):
            time.sleep(_PAUSE)
    return ox.Store.read_only(str(folder))


def _text(request: dict[str, Any]) -> str:
    """The full text of a document; empty where the store has none. It lies apart from all that queries see."""
    store = _opened(Path(request["folder"]).with_name(_TEXTS))
    found = store.quads_for_pattern(ox.NamedNode(request["text"]), ox.NamedNode(pov("text")), None, None)
    return next((quad.object.value for quad in found), "")


def _answer(store: Any, request: dict[str, Any]) -> None:
    """The answer to a query in the form asked for: of its solutions, or of its triples; or the hash, or all quads."""
    form = request["form"]
    if form == HASH.name:
        frames.send(frames.packed(frames.DATA, _hash(store).encode()))
        frames.send(frames.packed(frames.END, {"rows": None}))
        return
    if request["all"]:
        out = _Out(b"")
        store.dump(out, format=_FORMS[form])
        out.flush()
        frames.send(frames.packed(frames.END, {"rows": None}))
        return
    default, named = (_graphs(request[name]) for name in ("default", "named"))
    whole = default is None and named is None
    found = store.query(
        _query(request),
        base_iri=request["base"],
        use_default_graph_as_union=request["union"] and whole,
        default_graph=None if whole else default or [],
        named_graphs=None if whole else named or [],
    )
    out = _Out(_ROW.get(form, b"") if isinstance(found, ox.QuerySolutions) else b"")
    frames.send(frames.packed(frames.HEAD, {"form": form}))
    if isinstance(found, ox.QueryTriples) == (form in _ROW):
        raise ValueError(f"the answer to this query has no form {form}")
    found.serialize(out, _FORMS[form])
    out.flush()
    rows = out.rows - (form in ("csv", "tsv")) if isinstance(found, ox.QuerySolutions) else None
    frames.send(frames.packed(frames.END, {"rows": rows}))


def _query(request: dict[str, Any]) -> str:
    """The query of a request, with what the index of words finds where it has words to search."""
    query: str = request["query"]
    if request["index"] is None:
        return query
    from kg.serve import worded  # as above

    return worded.with_words(request)


def _hash(store: Any) -> str:
    """What `kg.catalogue.snapshot.hash_of` gives."""
    from kg.catalogue.snapshot import counts  # takes longer to load than most queries to answer

    found: list[bytes] = []
    for graph in store.named_graphs():
        if counts(graph.value):
            triples = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph).splitlines()
            found += [triple[:-1] + f"{graph} .\n".encode() for triple in triples]
    digest = hashlib.sha256()
    for line in sorted(found):
        digest.update(line)
    return digest.hexdigest()


def _graphs(names: list[str] | None) -> list[Any] | None:
    """The graphs of a dataset; an empty name is that of the unnamed one."""
    return None if names is None else [ox.NamedNode(name) if name else ox.DefaultGraph() for name in names]


if __name__ == "__main__":
    main()
