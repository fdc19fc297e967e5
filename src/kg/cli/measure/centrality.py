"""kg measure centrality."""

from collections.abc import Mapping
from dataclasses import astuple, fields
from typing import Any

import click

from kg.cli.measure.common import TIME, Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.centrality import Central, centralities
from kg.networks.claimed import Claimed
from kg.networks.recipe import Recipe
from kg.networks.settings import Settings


@click.command("centrality", short_help="Who is central.")
@measure_options("intervals", "directed", *TIME)
def command(**given: Any) -> None:
    """Print how central each name is: ties, strength, betweenness, closeness, eigenvector.

    \b
    Example:
      kg measure centrality positions --mode one --normalise average
    """
    measured(_MEASURE, {}, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    rows = [astuple(one) for one in centralities(chosen.network(claimed))]
    return Measured((Table("centrality", tuple(one.name for one in fields(Central)), rows),))


_MEASURE = Measure("centrality", _run, Settings(aggregation="subtract"))
