"""Searches a store as people ask: by names of outlets, with the names of who speaks where."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.catalogue.catalogue import actor_given
from kg.errors import UsageError
from kg.iris import PREF_LABEL, Iri
from kg.model.period import period
from kg.model.quads import plain
from kg.search import KINDS, LONGEST, Filter, Hit, Index
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Found:
    """An actor, outlet, passage, quotation or claim with some of its words, at most 300 signs.

    `marks` are the places in `words` of what was asked for; `score` is that of bm25, the higher the better.
    """

    kind: str
    iri: str
    words: str
    marks: tuple[tuple[int, int], ...]
    document: str
    outlet: str
    speaker: str
    date: str
    score: float


def filtered(
    store: Store,
    kinds: Sequence[str] = (),
    outlet: str | None = None,
    country: str | None = None,
    since: str | None = None,
    until: str | None = None,
    document: str | None = None,
) -> Filter:
    """The filter for an outlet by name or IRI, a document by IRI, days, months or years.

    UsageError or QueryError where a value means nothing that is there.
    """
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        raise UsageError(f"nothing is called {unknown[0]}", "kind", f"Choose from {', '.join(KINDS)}.")
    if document is not None and not store.ask(f"ASK {{ ?thing <https://w3id.org/pov#partOf> <{Iri(document)}> }}"):
        raise UsageError(f"there is no document {document}", "document", "`kg query documents` lists the keys.")
    return Filter(
        tuple(kinds),
        None if outlet is None else actor_given(store, outlet, "outlet"),
        None if country is None else country.upper(),
        period(since, "since"),
        period(until, "until"),
        document,
    )


def find(store: Store, index: Index, words: str, wanted: Filter, limit: int, width: int = LONGEST) -> list[Found]:
    """The best hits, at most `limit`, each with at most `width` signs of its words."""
    names: dict[str | None, str] = {None: ""}
    return [_found(store, hit, width, names) for hit in index.search(words, wanted, limit)]


def _found(store: Store, hit: Hit, width: int, names: dict[str | None, str]) -> Found:
    entry = hit.entry
    for iri in (entry.outlet, entry.speaker):
        if iri not in names:
            names[iri] = _name(store, Iri(iri or ""))
    words, marks = hit.shown(width)
    outlet, speaker = names[entry.outlet], names[entry.speaker]
    return Found(
        entry.kind, entry.iri, words, marks, entry.document or "", outlet, speaker, entry.date or "", hit.score
    )


def _name(store: Store, iri: Iri) -> str:
    return min((plain(quad.object) for quad in store.told(iri, PREF_LABEL)), default=str(iri))
