"""kg measure polarisation."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import click

from kg.cli.measure.common import Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.claimed import Claimed
from kg.networks.polarisation import (
    MEASURES,
    METHODS,
    SETTINGS,
    SIZES,
    Camps,
    Opposition,
    Search,
    polarise,
    polarise_over_time,
)
from kg.networks.recipe import Recipe


@click.command("polarisation", short_help="The camps of a debate, and how far apart they are.")
@click.option("--groups", type=click.IntRange(2), help="How many camps; default: 2.")
@click.option("--measure", type=click.Choice(MEASURES), help="What camps are to make largest; default: modularity.")
@click.option("--search", "method", type=click.Choice(METHODS), help="How they are looked for; default: auto.")
@click.option("--sizes", type=click.Choice(SIZES), help="Camps of any size (default), or equally large.")
@click.option("--draws", type=click.IntRange(1), help="Intervals over time: how often documents are drawn again.")
@click.option("--seed", type=int, help="Repeats search and draws; default: 0.")
@measure_options("mode", "aggregation", "isolates", "least", "threshold", "sign", "intervals", "directed")
def command(
    groups: int | None, measure: str | None, method: str | None, sizes: str | None, draws: int | None,
    seed: int | None, **given: Any,
) -> None:  # fmt: skip
    """Print the camps by which the rows are most polarised, and all measures of polarisation; with --window over time.

    \b
    Example:
      kg measure polarisation positions --about relation+object
      kg measure polarisation judgements --window 200d --kernel gaussian
    """
    own = {"groups": groups, "measure": measure, "method": method, "sizes": sizes, "draws": draws, "seed": seed}
    measured(_MEASURE, own, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    options = dict(own)
    groups, measure = options.pop("groups", 2), options.pop("measure", "modularity")
    draws, search = options.pop("draws", 0), Search(**options)
    if chosen.window is None:
        camps = polarise(Opposition.of(claimed.statements, chosen.settings), groups, measure, search)
        return Measured((_members(camps, chosen.settings.rows), _measures(camps)))
    over = list(polarise_over_time(
        claimed.statements, chosen.settings, chosen.window, groups, measure, search, draws=draws, seed=search.seed,
        tell=tell,
    ))  # fmt: skip
    rows = [
        (one.centre.isoformat(), len(one.camps.names), one.camps.value if one.camps.groups else None, one.low, one.high,
         *(", ".join(sorted(name for name, group in zip(one.camps.names, one.camps.groups, strict=False) if group == n))
           for n in range(groups)))
        for one in over
    ]  # fmt: skip
    camp = tuple(f"camp {n}" for n in range(1, groups + 1))

    def draw(plots: Any, note: str) -> Any:
        return plots.polarisation(over, chosen.settings, chosen.window, note=note)

    return Measured((Table("slices", ("centre", "actors", measure, "low", "high", *camp), rows),), draw)


def _members(camps: Camps, variable: str) -> Table:
    rows = sorted((group + 1, name) for name, group in zip(camps.names, camps.groups, strict=False))
    return Table("camps", ("camp", variable), rows)


def _measures(camps: Camps) -> Table:
    found = {} if camps.measures is None else asdict(camps.measures)
    return Table("measures", ("measure", "value"), [(name.replace("_", " "), value) for name, value in found.items()])


_MEASURE = Measure("polarisation", _run, SETTINGS)
