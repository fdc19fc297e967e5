"""Clusters of actors by many methods, for a whole debate or over time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from kg.networks.clusters import communities, concor, extra, linkages, partitions
from kg.networks.clusters.affiliation import affiliation, jaccard
from kg.networks.clusters.compared import Asked, Clusterings, chosen, compare
from kg.networks.clusters.material import Material, Method
from kg.networks.counted import Counting, Counts
from kg.networks.matrices import matrix
from kg.networks.selected import select
from kg.networks.settings import Settings
from kg.networks.statements import Statements
from kg.networks.windows import Window, slices

METHODS: tuple[Method, ...] = tuple(
    one
    for one in (
        *linkages.METHODS,
        *partitions.METHODS,
        *concor.METHODS,
        *communities.METHODS,
        *extra.METHODS,
    )
    if one.name != "spectral"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """The clusters of a window of time."""

    centre: datetime
    found: Clusterings


def clusters(
    statements: Statements, settings: Settings, asked: Asked | None = None, methods: Sequence[str] = ()
) -> Clusterings:
    """Clusters of the rows: by what they support and reject, and by their one-mode network (subtract, average).

    The methods are those of dna_multiclust of rDNA and some more; as in docs/networks.md. With `settings.compat`
    clusters are compared by modularity without weights, as DNA does (D20). UsageError where a method is none.
    """
    wanted = list(chosen(METHODS, methods))
    return compare(material_of(statements, settings), wanted, _compared(asked, settings))


def material_of(statements: Statements, settings: Settings) -> Material:
    """What clusters of the rows of statements are found in, as `clusters` takes it."""
    network = _network(settings)
    selection = select(statements, network)
    counts = Counting(selection, network).counts(selection.kept)
    return material(counts, matrix(counts, network))


def clusters_over_time(
    statements: Statements,
    settings: Settings,
    window: Window,
    asked: Asked | None = None,
    methods: Sequence[str] = (),
) -> Iterator[Moment]:
    """The same for each slice of time."""
    wanted = list(chosen(METHODS, methods))
    network = _network(settings)
    selection = select(statements, network)
    counting = Counting(selection, network)
    for one in slices(statements, network, window):
        counts = counting.counts(one.kept, named=selection.kept if window.kernel else None)
        yield Moment(one.centre, compare(material(counts, one.matrix), wanted, _compared(asked, settings)))


def material(counts: Counts, network: Any) -> Material:
    """What clusters are found in, for the rows of counts and their one-mode network."""
    found, ties = affiliation(counts), network.toarray()
    return Material(counts.rows, (ties + ties.T) / 2, jaccard(found), found)  # equal but for rounding


def _network(settings: Settings) -> Settings:
    return replace(settings, mode="one", aggregation="subtract", normalisation="average")


def _compared(asked: Asked | None, settings: Settings) -> Asked:
    found = Asked() if asked is None else asked
    return replace(found, by="unweighted") if settings.compat else found
