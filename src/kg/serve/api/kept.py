"""What answers were made from, kept while the store stays as it is."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import UTC, datetime
from threading import Lock
from typing import Any, TypeVar

from fastapi import Request
from starlette.applications import Starlette

from kg.catalogue.snapshot import Snapshot, described
from kg.serve.asked import AskedService, Store

T = TypeVar("T")
_NETWORKS = 4  # whole views of the store
_CHOSEN = 8  # the claims of a filter
_DOUBTS = 4  # what is in doubt, by kind and document
_COUNTED = 100  # numbers and lists of IRIs
_COLUMNS = 100  # of the whole store


class Kept:
    """The last values that were made of the newest state of the store, `most` of them, each by a key."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._state, self._since = "", datetime.min.replace(tzinfo=UTC)
        self._lock = Lock()

    def of(self, store: AskedService, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key; who asks while another makes it waits for that."""
        whole = store.seen.state, key
        with self._lock:
            making = self._making.setdefault(whole, Lock())
        with making:
            with self._lock:
                found = self._found.get(whole)
            try:
                found = make() if found is None else found
            finally:
                with self._lock:
                    self._making.pop(whole, None)
            self._keep(whole, found, store.seen.since)
        return found

    def _keep(self, whole: tuple[str, Hashable], found: object, since: datetime) -> None:
        with self._lock:
            if since < self._since:  # it took longer than the store stayed as it was
                return
            if whole[0] != self._state:  # of an earlier one nobody will ask again
                self._found.clear()
                self._state, self._since = whole[0], since
            self._found[whole] = found
            self._found.move_to_end(whole)
            while len(self._found) > self._most:
                self._found.popitem(last=False)


class Whole:
    """A store of which each column is read once, by all who make something of the whole of it."""

    def __init__(self, store: AskedService, kept: Kept) -> None:
        self._store, self._kept = store, kept
        self.select, self.solutions = store.select, store.solutions
        self.ask, self.construct = store.ask, store.construct

    def columns(self, query: str) -> dict[str, list[str]]:
        return self._kept.of(self._store, query, lambda: self._shared(self._store.columns(query)))

    def _shared(self, columns: dict[str, list[str]]) -> dict[str, list[str]]:
        """Columns in which equal texts are one: what a claim is named by stands in each of its columns."""
        one = self._kept.of(self._store, "texts", dict[str, str]).setdefault
        return {name: [one(text, text) for text in column] for name, column in columns.items()}


def keep(app: Starlette) -> None:
    """Let the application keep values."""
    app.state.kept, app.state.chosen, app.state.counted = Kept(_NETWORKS), Kept(_CHOSEN), Kept(_COUNTED)
    app.state.doubts, app.state.columns = Kept(_DOUBTS), Kept(_COLUMNS)


def kept_of(request: Request) -> Kept:
    """What the application keeps of views of networks."""
    found: Kept = request.app.state.kept
    return found


def chosen_of(request: Request) -> Kept:
    """What the application keeps of filters: which claims or stances meet one."""
    found: Kept = request.app.state.chosen
    return found


def columns_of(app: Starlette) -> Kept:
    """What the application keeps of the whole store: its columns, and claims and stances as numbers."""
    found: Kept = app.state.columns
    return found


def whole_of(app: Starlette, store: AskedService) -> Whole:
    """The store with the columns that the application keeps."""
    return Whole(store, columns_of(app))


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
