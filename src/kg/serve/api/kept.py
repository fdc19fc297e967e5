"""What answers were made from, kept while the store stays as it is."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from fastapi import FastAPI, Request

from kg.serve.asked import Store

T = TypeVar("T")
_MOST = 4


class Kept:
    """The last values that were made of a state of the store, each by a key."""

    def __init__(self) -> None:
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
            while len(self._found) > _MOST:
                self._found.popitem(last=False)
        return found


def keep(app: FastAPI) -> None:
    """Let the application keep values; doubts apart, which are asked for again after each decision."""
    app.state.kept, app.state.doubts = Kept(), Kept()


def kept_of(request: Request) -> Kept:
    """What the application keeps."""
    found: Kept = request.app.state.kept
    return found


def doubts_of(request: Request) -> Kept:
    """The doubts that it keeps."""
    found: Kept = request.app.state.doubts
    return found
