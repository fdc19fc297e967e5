"""The RDF store: a protocol and its engines."""

from pathlib import Path

from kg.model.place import Place
from kg.store.base import Asked, Rows, Store
from kg.store.oxigraph import HeldError, OxigraphStore, is_store


def open_store(where: Path | Place | None, *, read_only: bool = False, union: bool = True) -> Store:
    """The store in a folder, on a server, or one in memory. StoreError where it is locked, damaged or no store.

    Where a server of this machine holds it, changes go through that server. Without `union` the default graph of a
    query is the graph without a name, as in the standard; on a server it is the union of all graphs.
    """
    if isinstance(where, Place):
        from kg.store.remote import RemoteStore  # with httpx, for which a local store need not wait

        return RemoteStore(where, read_only=read_only)
    try:
        return OxigraphStore(where, read_only=read_only, union=union)
    except HeldError:
        from kg.store.served import ServedStore, server_of

        if where is None or (address := server_of(where)) is None:
            raise
        return ServedStore(where, address)


def is_made(where: Path | Place) -> bool:
    """Whether there is a store: a server counts as one."""
    return isinstance(where, Place) or is_store(where)


__all__ = ["Asked", "Rows", "Store", "is_made", "is_store", "open_store"]
