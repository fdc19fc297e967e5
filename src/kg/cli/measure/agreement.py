"""kg measure agreement."""

from collections.abc import Mapping
from typing import Any

import click
import numpy as np

from kg.cli.measure.common import TIES, TIME, Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.agreement import SETTINGS, Bootstrap, agreement
from kg.networks.claimed import Claimed
from kg.networks.recipe import Recipe


@click.command("agreement", short_help="On how much two agree, with intervals.")
@click.option("--draws", type=click.IntRange(1), help="How often documents are drawn again; default: 1000.")
@click.option("--interval", type=click.FloatRange(0, 1, min_open=True, max_open=True), help="Default: 0.95.")
@click.option("--seed", type=int, help="Repeats the draws; default: 0.")
@measure_options(*TIES, *TIME)
def command(draws: int | None, interval: float | None, seed: int | None, **given: Any) -> None:
    """Print on what share of the concepts that two take a position on they agree, with bootstrap intervals.

    \b
    Example:
      kg measure agreement judgements --out agreement.csv
    """
    measured(_MEASURE, {"draws": draws, "interval": interval, "seed": seed}, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    bootstrap = Bootstrap(own.get("draws", 1000), own.get("interval", 0.95), own.get("seed", 0))
    found = agreement(claimed.statements, chosen.settings, bootstrap)
    pairs = zip(*np.nonzero(np.triu(found.concepts, 1)), strict=True)
    rows = [
        (
            found.names[a],
            found.names[b],
            int(found.concepts[a, b]),
            *(float(x[a, b]) for x in (found.share, found.low, found.high)),
        )
        for a, b in pairs
    ]
    rows.sort(key=lambda row: (-row[2], -row[3], row[0], row[1]))
    return Measured((Table("agreement", ("one", "other", "concepts", "agreement", "low", "high"), rows),))


_MEASURE = Measure("agreement", _run, SETTINGS)
