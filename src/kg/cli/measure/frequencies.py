"""kg measure frequencies."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from kg.cli.measure.common import TIES, TIME, Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.claimed import Claimed
from kg.networks.frequencies import frequencies
from kg.networks.recipe import Recipe
from kg.networks.settings import Settings


@click.command("frequencies", short_help="How often each value occurs, for and against.")
@click.option("--of", metavar="NAME", help="The variable whose values are counted; default: the columns.")
@measure_options(*TIES, *TIME)
def command(of: str | None, **given: Any) -> None:
    """Print how many statements there are of each value of a variable, at each level of the qualifier.

    \b
    Example:
      kg measure frequencies judgements --of target
    """
    measured(_MEASURE, {"of": of}, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    variable = own.get("of", chosen.settings.columns)
    settings = replace(chosen.settings, rows=variable)
    found = frequencies(claimed.statements, settings)
    rows = [(value, *counts, sum(counts)) for value, counts in zip(found.values, found.counts.tolist(), strict=True)]
    rows.sort(key=lambda row: (-row[-1], row[0]))
    levels = [chosen.settings.qualifier or "statements"] if len(found.levels) == 1 else map(str, found.levels)

    def draw(plots: Any, note: str) -> Any:
        return plots.bars(found, settings, note=note)

    return Measured((Table("frequencies", (variable, *levels, "all"), rows),), draw)


_MEASURE = Measure("frequencies", _run, Settings())
