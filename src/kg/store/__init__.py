"""The RDF store: a protocol and its engines."""

from pathlib import Path

from kg.store.base import Rows, Store
from kg.store.oxigraph import OxigraphStore


def open_store(folder: Path | None, *, read_only: bool = False) -> Store:
    """The store in a folder, or one in memory. StoreError where it is locked, damaged or no store."""
    return OxigraphStore(folder, read_only=read_only)


__all__ = ["Rows", "Store", "open_store"]
