"""kg measure phases."""

from collections.abc import Mapping
from typing import Any

import click

from kg.cli.measure.common import Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.changes import changes
from kg.networks.claimed import Claimed
from kg.networks.distances import DISTANCES
from kg.networks.phases import DEFAULT_SETTINGS, DEFAULT_WINDOW, METHODS, Phases, phases
from kg.networks.recipe import Recipe


@click.command("phases", short_help="The states of a debate over time, and what changes between them.")
@click.option("--distance", type=click.Choice(DISTANCES), help="How far apart two slices are; default: absdiff.")
@click.option(
    "--method", multiple=True, type=click.Choice([one.name for one in METHODS]), help="Only this; repeatable."
)
@click.option("--most", type=click.IntRange(2), help="At most so many states; default: 6.")
@click.option("--seed", type=int, help="Repeats what is random; default: 0.")
@measure_options("isolates", "least", "threshold", "sign", "intervals", "directed")
def command(**given: Any) -> None:
    """Print the states of a debate: slices of time whose networks are alike, by the method that tells them apart best.

    Default: 200 days around each day. For each change the concepts that it rests on.

    \b
    Example:
      kg measure phases judgements --window 12m --kernel uniform
    """
    own = {name: given.pop(name) for name in ("distance", "method", "most", "seed")}
    measured(_MEASURE, own, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    options = dict(own)
    window, distance = chosen.window or DEFAULT_WINDOW, options.pop("distance", "absdiff")
    found = phases(
        claimed.statements, chosen.settings, window, distance=distance, methods=options.pop("method", ()), **options
    )
    rows = list(zip(
        (one.centre.isoformat() for one in found.slices), found.states, found.silhouettes().tolist(),
        *found.embedding().points.T.tolist(), (len(one.kept) for one in found.slices), strict=True,
    ))  # fmt: skip
    parts = [
        (one.after.date(), *one.states, one.distance, part.name, part.share)
        for one in changes(claimed.statements, chosen.settings, window, found, distance=distance, most=5)
        for part in one.concepts
    ]
    stays = [(state, first.date().isoformat(), last.date().isoformat()) for state, first, last in found.runs()]

    def draw(plots: Any, note: str) -> Any:
        return plots.phases(found, chosen.settings, window, note=note)

    tables = (
        Table("slices", ("centre", "state", "silhouette", "x", "y", "statements"), rows),
        Table("stays", ("state", "from", "to"), stays),
        Table("changes", ("at", "from", "to", "distance", chosen.settings.columns, "share"),
              [(str(part[0]), *part[1:]) for part in parts]),
        _methods(found),
    )  # fmt: skip
    return Measured(tables, draw)


def _methods(found: Phases) -> Table:
    rows = [
        (one.method, one.number, one.weighted, "best" if one is found.best else one.reason)
        for one in found.clusterings.found
    ]
    return Table("methods", ("method", "states", "modularity", ""), rows)


_MEASURE = Measure("phases", _run, DEFAULT_SETTINGS, DEFAULT_WINDOW)
