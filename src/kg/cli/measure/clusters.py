"""kg measure clusters."""

from collections.abc import Mapping
from typing import Any

import click

from kg.cli.measure.common import TIES, Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.claimed import Claimed
from kg.networks.clusters import METHODS, QUALITIES, Asked, Clusterings, clusters, clusters_over_time, material_of
from kg.networks.recipe import Recipe
from kg.networks.settings import Settings

LINKED = ("average", "single", "complete", "ward", "equivalence")  # methods that have a dendrogram
_SETTINGS = Settings(mode="one", aggregation="subtract", normalisation="average")


@click.command("clusters", short_help="Groups of those who agree, by many methods.")
@click.option(
    "--method", multiple=True, type=click.Choice([one.name for one in METHODS]), help="Only this; repeatable."
)
@click.option("--k", type=click.IntRange(1), help="So many clusters; default: what is best.")
@click.option("--most", type=click.IntRange(2), help="At most so many clusters; default: 8.")
@click.option("--by", type=click.Choice(QUALITIES), help="The modularity that is best where it is largest.")
@click.option("--seed", type=int, help="Repeats what is random; default: 0.")
@measure_options(*TIES)
def command(
    method: tuple[str, ...], k: int | None, most: int | None, by: str | None, seed: int | None, **given: Any
) -> None:
    """Print the clusters of the rows that each method finds, with their modularity, and who is in the best ones.

    csv has a row for each name, and a column for each method. With --window the best method for each slice of time.
    --plot draws the dendrogram of the first method that has one, by default of average linkage.

    \b
    Example:
      kg measure clusters positions --about relation+object --method louvain --method ward
    """
    measured(_MEASURE, {"method": method, "k": k, "most": most, "by": by, "seed": seed}, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    options = dict(own)
    methods = options.pop("method", ())
    asked = Asked(**options)
    if chosen.window is not None:
        over = clusters_over_time(claimed.statements, chosen.settings, chosen.window, asked, methods)
        rows = [(one.centre.isoformat(), *_best(one.found)) for one in over]
        columns = ("centre", "method", "clusters", "weighted", "unweighted", "signed")
        return Measured((Table("slices", columns, rows),))
    found = clusters(claimed.statements, chosen.settings, asked, methods)
    linked = [name for name in methods or LINKED if name in LINKED]

    def draw(plots: Any, note: str) -> Any:
        return plots.dendrogram(material_of(claimed.statements, chosen.settings), linked[0], chosen.settings, note=note)

    tables = _members(found, chosen.settings.rows), _methods(found), _groups(found)
    return Measured(tables, draw if linked else None)


def _best(found: Clusterings) -> tuple[Any, ...]:
    one = found.best
    return (
        ("", 0, None, None, None) if one is None else (one.method, one.number, one.weighted, one.unweighted, one.signed)
    )


def _members(found: Clusterings, variable: str) -> Table:
    done = [one for one in found.found if one.labels]
    rows = [(name, *(one.labels[n] for one in done)) for n, name in enumerate(found.names)]
    return Table("members", (variable, *(one.method for one in done)), rows)


def _methods(found: Clusterings) -> Table:
    rows = [
        (one.method, one.number, one.weighted, one.unweighted, one.signed, "best" if one is found.best else one.reason)
        for one in found.found
    ]
    return Table("methods", ("method", "clusters", "weighted", "unweighted", "signed", ""), rows)


def _groups(found: Clusterings) -> Table:
    best = found.best
    groups = [] if best is None else found.groups(best)
    return Table("best", ("cluster", "members"), [(n, ", ".join(names)) for n, names in enumerate(groups, 1)])


_MEASURE = Measure("clusters", _run, _SETTINGS)
