"""What answers were made from, kept while the store stays as it is."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from fastapi import FastAPI, Request

from kg.catalogue.snapshot import Snapshot, described
from kg.serve.asked import Store

T = TypeVar("T")
_NETWORKS = 4  # whole views of the store
_GROUPED = 8  # the claims of a filter
_DOUBTS = 4  # what is in doubt, by kind and document
_COUNTED = 100  # numbers and lists of IRIs


class Kept:
    """The last values that were made of a state of the store, `most` of them, each by a key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    def of(self, store: Store, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key; two who ask at once may both make it."""
        whole = store.seen.state, key
        with self._lock:
            found = self._found.get(whole)
        if found is None:
            found = make()
        with self._lock:
            self._found[whole] = found
            self._found.move_to_end(whole)
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return found


def keep(app: FastAPI) -> None:
    """Let the application keep values."""
    app.state.kept, app.state.grouped, app.state.counted = Kept(_NETWORKS), Kept(_GROUPED), Kept(_COUNTED)
    app.state.doubts = Kept(_DOUBTS)


def kept_of(request: Request) -> Kept:
    """What the application keeps of views of networks."""
    found: Kept = request.app.state.kept
    return found


def grouped_of(request: Request) -> Kept:
    """What the application keeps of claims and stances that were grouped."""
    found: Kept = request.app.state.grouped
    return found


def counted_of(request: Request) -> Kept:
    """What the application keeps of numbers and lists, such as what was counted in the whole store."""
    found: Kept = request.app.state.counted
    return found


def coverage_of(request: Request, store: Store) -> Snapshot:
    """What graphs of the store are made of, but for its hash."""
    return counted_of(request).of(store, "coverage", lambda: described(store, ""))


def doubts_of(request: Request) -> Kept:
    """What the application keeps of doubts, which are asked for again after each decision."""
    found: Kept = request.app.state.doubts
    return found
