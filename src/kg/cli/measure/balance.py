"""kg measure balance."""

from collections.abc import Mapping
from typing import Any

import click

from kg.cli.measure.common import TIME, Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.balance import balance, frustration
from kg.networks.claimed import Claimed
from kg.networks.polarisation import Search
from kg.networks.recipe import Recipe
from kg.networks.settings import Settings

_SETTINGS = Settings(mode="one", aggregation="subtract", normalisation="average")


@click.command("balance", short_help="Whether friends of friends are friends.")
@click.option("--weighted", is_flag=True, default=None, help="Frustration by the weight of ties, not their number.")
@click.option("--seed", type=int, help="Repeats the search for the two groups; default: 0.")
@measure_options("mode", "aggregation", "intervals", "directed", *TIME)
def command(weighted: bool | None, seed: int | None, **given: Any) -> None:
    """Print how many triads of a signed network are balanced, and how many ties stand against two groups.

    \b
    Example:
      kg measure balance judgements
    """
    measured(_MEASURE, {"weighted": weighted, "seed": seed}, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    found = chosen.network(claimed)
    triads = balance(found.matrix)
    against = frustration(found.matrix, weighted=own.get("weighted", False), search=Search(seed=own.get("seed", 0)))
    rows = [
        ("triads", triads.triads), ("balanced triads", triads.balanced), ("share of balanced triads", triads.share),
        ("frustration", against.ties), ("share of frustration", against.share),
    ]  # fmt: skip
    groups = sorted(zip(against.groups, found.rows, strict=True))
    members = Table("groups", ("group", found.settings.rows), [(group + 1, name) for group, name in groups])
    return Measured((Table("balance", ("measure", "value"), rows), members))


_MEASURE = Measure("balance", _run, _SETTINGS)
