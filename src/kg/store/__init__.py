"""The RDF store: a protocol and its engines."""

from pathlib import Path

from kg.model.place import Place
from kg.store.base import Rows, Store
from kg.store.oxigraph import OxigraphStore, is_store


def open_store(where: Path | Place | None, *, read_only: bool = False) -> Store:
    """The store in a folder, on a server, or one in memory. StoreError where it is locked, damaged or no store."""
    if isinstance(where, Place):
        from kg.store.remote import RemoteStore  # with httpx, for which a local store need not wait

        return RemoteStore(where, read_only=read_only)
    return OxigraphStore(where, read_only=read_only)


def is_made(where: Path | Place) -> bool:
    """Whether there is a store: a server counts as one."""
    return isinstance(where, Place) or is_store(where)


__all__ = ["Rows", "Store", "is_made", "open_store"]
