"""What a process does with the index of words: bring it up to date, search it, put what it finds into a query."""

import json
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.catalogue.matching import with_matches
from kg.errors import StoreError
from kg.rdf import fault_of_query
from kg.search import Filter, Hit, Index, words_in
from kg.store import Store
from kg.store.oxigraph import OxigraphStore

_TRIES, _PAUSE = 5, 0.05  # to open a store whose files change meanwhile, and seconds between


def said(request: Mapping[str, Any]) -> bytes:
    """The answer to a request, in JSON. QueryError where the words are no question, StoreError where the index fails.

    `do` is follow (with `folder`, that of a store), search (with `words`, `wanted`, `limit`, `offset`) or things (with
    `words`, `most`); `index` is the file of the index.
    """
    path = Path(request["index"])
    if request["do"] == "follow":
        _follow(Path(request["folder"]), path)
        return b"null"
    with words_in(path) as words:
        if request["do"] == "things":
            return json.dumps(words.things(request["words"], request["most"])).encode()
        wanted = Filter(**{**request["wanted"], "kinds": tuple(request["wanted"]["kinds"])})
        part = words.part(request["words"], wanted, request["limit"], request["offset"])
        return json.dumps({"hits": [_shown(hit) for hit in part.hits], "total": part.total}).encode()


def with_words(request: Mapping[str, Any]) -> str:
    """The query of a request, with the things that `index`, the file of the index, has for its words."""
    query: str = request["query"]
    if fault_of_query(query, request["base"]) is not None:  # the engine says it better
        return query
    with words_in(Path(request["index"])) as words:
        return with_matches(words.things, query, request["given"], "", request["base"])


def _shown(hit: Hit) -> dict[str, Any]:
    """A hit with no more of its words than may leave the store."""
    words, marks = hit.shown()
    return {**asdict(hit.entry), "words": words, "marks": marks, "score": hit.score}


def _follow(folder: Path, path: Path) -> None:
    with ExitStack() as stack:

        def anew() -> Store:
            return stack.enter_context(_opened(folder))

        stack.enter_context(Index(anew(), path)).follow(anew=anew)


def _opened(folder: Path) -> Store:
    """A store, opened again where files came and went meanwhile."""
    for _ in range(_TRIES - 1):
        try:
            return OxigraphStore(folder, read_only=True)
        except StoreError:
            time.sleep(_PAUSE)
    return OxigraphStore(folder, read_only=True)
