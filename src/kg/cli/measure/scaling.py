"""kg measure scaling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import click

from kg.cli.measure.common import TIES, TIME, Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.claimed import Claimed
from kg.networks.counted import Floats
from kg.networks.recipe import Recipe
from kg.networks.scaling import (
    Estimate,
    Points,
    Positions,
    Responses,
    Sampling,
    Scale,
    connected,
    correspondence,
    ideal_points,
    responses,
    signed_scale,
)
from kg.networks.settings import Settings


@click.command("scaling", short_help="Where each stands on one or two dimensions.")
@click.option(
    "--method", type=click.Choice(["signed", "correspondence", "ideal"]),
    help="A scale of the signed network (default), correspondence analysis, or ideal points with intervals.",
)  # fmt: skip
@click.option("--dimensions", type=click.IntRange(1, 2), help="Default: 1.")
@click.option("--ordinal", is_flag=True, default=None, help="Three answers: against, mixed, for.")
@click.option("--undecided", type=click.FloatRange(0, 0.5), help="A share of support so far from 0 and 1 is no answer.")
@click.option("--draws", type=click.IntRange(2), help="Draws of ideal points; default: 2000, after 1000 others.")
@click.option("--seed", type=int, help="Repeats the draws; default: 0.")
@measure_options(*TIES, *TIME)
def command(**given: Any) -> None:
    """Print where rows and columns stand, so that those who answer alike stand near each other.

    \b
    Example:
      kg measure scaling positions --about relation+object
      kg measure scaling judgements --method ideal --draws 5000
    """
    own = {name: given.pop(name) for name in ("method", "dimensions", "ordinal", "undecided", "draws", "seed")}
    measured(_MEASURE, own, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    scale: Scale = "ordinal" if own.get("ordinal") else "binary"
    said = responses(claimed.statements, chosen.settings, scale, threshold=own.get("undecided"))
    dimensions, method = own.get("dimensions", 1), own.get("method", "signed")
    if method == "ideal":
        sampling = Sampling(**{name: own[name] for name in ("draws", "seed") if name in own})
        points = ideal_points(said, dimensions, sampling)
        return replace(_sampled(said, chosen.settings, points), figure=_drawing(said, points, chosen.settings))
    inside = connected(said)
    found = (correspondence if method == "correspondence" else signed_scale)(inside, dimensions)
    apart = [(name,) for name in said.rows if name not in set(inside.rows)]
    made = _closed(inside, chosen.settings, found)
    figure = _drawing(inside, found, chosen.settings)
    return replace(
        made,
        figure=figure,
        tables=(*made.tables, Table("apart", (f"{chosen.settings.rows} without a tie to them",), apart)),
    )


def _drawing(said: Responses, found: Points | Positions, settings: Settings) -> Callable[[Any, str], Any]:
    def draw(plots: Any, note: str) -> Any:
        return plots.points(said, found, settings, note=note)

    return draw


def _closed(said: Responses, settings: Settings, found: Positions) -> Measured:
    number = found.rows.shape[1]
    columns = said.columns
    if len(found.columns) > len(said.columns):
        columns = tuple(f"{name} ({end})" for end in ("for", "against") for name in said.columns)
    rows = [*_placed(said.rows, settings.rows, found.rows), *_placed(columns, settings.columns, found.columns)]
    shares = [(n, share) for n, share in enumerate(found.shares.tolist(), 1)]
    header = ("name", "variable", *(f"position {n}" for n in range(1, number + 1)))
    return Measured((Table("positions", header, rows), Table("dimensions", ("dimension", "share"), shares)))


def _placed(names: Sequence[str], variable: str, places: Floats) -> list[tuple[Any, ...]]:
    """Those that stand farthest to the right first."""
    found = [(name, variable, *place) for name, place in zip(names, places.tolist(), strict=True)]
    return sorted(found, key=lambda row: (-round(row[2], 9), row[0]))


def _sampled(said: Responses, settings: Settings, found: Points) -> Measured:
    parts = [
        *_estimated("ability", settings.rows, said.rows, found.ability),
        *_estimated("discrimination", settings.columns, said.columns, found.discrimination),
        *_estimated("difficulty", settings.columns, said.columns, found.difficulty),
    ]
    header = ("name", "variable", "estimate", "dimension", "mean", "low", "high")
    return Measured((Table("points", header, parts), Table("chains", ("measure", "value"), [("R-hat", found.rhat)])))


def _estimated(what: str, variable: str, names: Sequence[str], found: Estimate) -> list[tuple[Any, ...]]:
    rows = [
        (
            name,
            variable,
            what,
            dimension + 1,
            *(float(part[n, dimension]) for part in (found.mean, found.low, found.high)),
        )
        for n, name in enumerate(names)
        for dimension in range(found.mean.shape[1])
    ]
    return sorted(rows, key=lambda row: (row[3], -row[4], row[0]))


_MEASURE = Measure("scaling", _run, Settings(aggregation="combine"))
