"""The RDF store: a protocol and its engines."""

from pathlib import Path

from kg.store.base import Rows, Store
from kg.store.oxigraph import OxigraphStore, is_store


def open_store(folder: Path | None, *, read_only: bool = False, union: bool = True) -> Store:
    """The store in a folder, or one in memory. StoreError where it is locked, damaged or no store.

    Without `union` the default graph of a query is the graph without a name, as in the standard.
    """
    return OxigraphStore(folder, read_only=read_only, union=union)


__all__ = ["Rows", "Store", "is_store", "open_store"]
