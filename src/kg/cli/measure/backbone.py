"""kg measure backbone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from kg.cli.measure.common import TIME, Measure, Measured, Table, Tell, measure_options, measured
from kg.networks.backbone import SETTINGS, Annealing, Backbone, fixed, nested, pareto, penalty
from kg.networks.claimed import Claimed
from kg.networks.recipe import Recipe
from kg.networks.settings import Settings
from kg.networks.spectra import LOSSES


@click.command("backbone", short_help="Which concepts carry the network of the rows.")
@click.option("--size", type=click.IntRange(1), help="The best set of so many concepts.")
@click.option("--penalty", type=click.FloatRange(0), help="The best set under a penalty for size, such as 3.5.")
@click.option("--every-size", is_flag=True, default=None, help="The best set of every size.")
@click.option("--loss", type=click.Choice(LOSSES), help="How far a network is from that of all; default: euclidean.")
@click.option("--steps", type=click.IntRange(1), help="Steps of the search where there are more than 15 concepts.")
@click.option("--seed", type=int, help="Repeats the search; default: 0.")
@measure_options("mode", "isolates", "least", "threshold", "sign", "intervals", "directed", *TIME)
def command(**given: Any) -> None:
    """Print which concepts carry the network of the rows: all in the order in which they can be left out, or a set.

    \b
    Example:
      kg measure backbone positions --about theme
      kg measure backbone positions --about theme --penalty 3.5
    """
    own = {name: given.pop(name) for name in ("size", "penalty", "every_size", "loss", "steps", "seed")}
    measured(_MEASURE, own, **given)


def _run(claimed: Claimed, chosen: Recipe, own: Mapping[str, Any], tell: Tell) -> Measured:
    said, settings, loss = claimed.statements, chosen.settings, own.get("loss")
    search = Annealing(**{name: own[name] for name in ("steps", "seed") if name in own})
    if "size" in own:
        return _set(fixed(said, own["size"], settings, loss, search), settings)
    if "penalty" in own:
        return _set(penalty(said, own["penalty"], settings, loss, search), settings)
    if "every_size" in own:
        sets = pareto(said, settings, loss, search, tell)
        return Measured((_sizes(sets),), _drawing(sets, settings))
    columns = ("round", settings.columns, "loss", "loss of the rest", "statements left")
    rounds = nested(said, settings, loss)
    rows = [(one.round, one.concept, one.loss, one.redundant_loss, one.statements) for one in rounds]

    def draw(plots: Any, note: str) -> Any:
        return plots.nested(rounds, settings, note=note)

    return Measured((Table("rounds", columns, rows),), draw)


def _drawing(found: Backbone | Sequence[Backbone], settings: Settings) -> Callable[[Any, str], Any]:
    def draw(plots: Any, note: str) -> Any:
        return plots.backbone(found, settings, note=note)

    return draw


def _set(found: Backbone, settings: Settings) -> Measured:
    rows = [(name, "backbone") for name in found.concepts] + [(name, "redundant") for name in found.redundant]
    losses = [("backbone", found.loss, found.value), ("redundant", found.redundant_loss, found.redundant_value)]
    tables = Table("concepts", (settings.columns, "set"), rows), Table("losses", ("set", "loss", "penalised"), losses)
    return Measured(tables, _drawing(found, settings))


def _sizes(found: Sequence[Backbone]) -> Table:
    rows = [(len(one.concepts), one.loss, one.redundant_loss, "; ".join(one.concepts)) for one in found]
    return Table("sizes", ("size", "loss", "loss of the rest", "concepts"), rows)


_MEASURE = Measure("backbone", _run, SETTINGS)
