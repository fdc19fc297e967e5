"""Options that make a viewpoint network, and how it is printed."""

import math
from collections.abc import Callable, Iterable
from dataclasses import asdict, astuple, fields
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.catalogue import Catalogue
from kg.cli.output import Log, open_project_store, project_of, table, write_file
from kg.errors import UsageError
from kg.model.place import Named
from kg.networks.claimed import ABOUT, SOURCES, WHOSE, Claimed
from kg.networks.recipe import Recipe
from kg.networks.settings import AGGREGATIONS, DUPLICATES, MODES, NORMALISATIONS, Settings
from kg.networks.smoothed import KERNELS
from kg.networks.viewpoint import Viewpoints
from kg.networks.wanted import wanted
from kg.networks.windows import ALIGNMENTS, Slice, Window

F = TypeVar("F", bound=Callable[..., Any])
_ALL_AGGREGATIONS = tuple(dict.fromkeys(one for some in AGGREGATIONS.values() for one in some))
_ALL_NORMALISATIONS = tuple(dict.fromkeys(one for some in NORMALISATIONS.values() for one in some))
_OPTIONS: dict[str, Callable[[F], F]] = {
    "mode": click.option("--mode", type=click.Choice(MODES), help="Rows by rows, or rows by columns (default)."),
    "directed": click.option(
        "--directed", is_flag=True, help="A node for each name, also where rows and columns share it, and arrows."
    ),
    "source": click.option(
        "--source", type=click.Choice(WHOSE), help="Whose view a claim is; default: of the innermost source."
    ),
    "about": click.option(
        "--about", type=click.Choice(ABOUT), help="What a proposition is; default: subject, type and object."
    ),
    "level": click.option(
        "--level", type=click.IntRange(0), help="Relation types so many steps below the top; 0: as they are."
    ),
    "opposites": click.option(
        "--opposites", is_flag=True, help="Who affirms a type denies its opposite: praises and criticises."
    ),
    "sources": click.option("--sources", type=click.Choice(SOURCES[1:]), help="Only what sources of one kind say."),
    "query": click.option(
        "--query", metavar="NAME|FILE.rq", help="Statements of a query, not of a view; see docs/networks.md."
    ),
    "weights": click.option(
        "--weight",
        "weights",
        multiple=True,
        metavar="WEIGHT",
        help="Statements count: confidence, or NAME=VALUE:NUMBER such as modality=predicted:0.5.",
    ),
    "rows": click.option("--rows", metavar="NAME", help="Another variable for the rows."),
    "columns": click.option("--columns", metavar="NAME", help="Another variable for the columns."),
    "qualifier": click.option("--qualifier", metavar="NAME", help='Another qualifier than agreement; "" for none.'),
    "aggregation": click.option(
        "--aggregation", type=click.Choice(_ALL_AGGREGATIONS), help="Default: congruence in one mode, subtract in two."
    ),
    "normalisation": click.option(
        "--normalise", "normalisation", type=click.Choice(_ALL_NORMALISATIONS), help="Default: no."
    ),
    "duplicates": click.option(
        "--duplicates", type=click.Choice(DUPLICATES), help="Count like statements once in each of these."
    ),
    "isolates": click.option(
        "--isolates/--no-isolates", default=None, help="Keep names without a statement that is counted."
    ),
    "only": click.option(
        "--only",
        multiple=True,
        metavar="NAME=VALUE",
        help="Only statements that have one of these values, such as source.country=DE.",
    ),
    "exclude": click.option(
        "--exclude", multiple=True, metavar="NAME=VALUE", help="No statements that have one of these."
    ),
    "confidence": click.option(
        "--confidence", type=click.FloatRange(0, 1), help="Only claims that are at least so sure."
    ),
    "window": click.option(
        "--window", metavar="SPAN", help="Networks over time: 30d, 2w, 6m, 1y, or 20e for events; steps of one unit."
    ),
    "kernel": click.option("--kernel", type=click.Choice(KERNELS), help="Smooth the windows."),
    "align": click.option("--align", type=click.Choice(ALIGNMENTS), help="Windows around, before or after their date."),
    "cumulative": click.option("--cumulative", is_flag=True, help="Windows that all begin at the begin."),
    "least": click.option("--least", type=click.IntRange(1), help="Only names of at least so many statements."),
    "threshold": click.option("--threshold", type=click.FloatRange(0), help="Only ties of at least this weight."),
    "sign": click.option("--sign", type=click.Choice(["positive", "negative"]), help="Only ties of one sign."),
    "intervals": click.option(
        "--intervals",
        is_flag=False,
        flag_value=1000,
        type=click.IntRange(1),
        metavar="[DRAWS]",
        help="Where 95 % of so many draws of documents have each tie; 1000 draws.",
    ),
    "compat": click.option(
        "--compat", type=click.Choice(["dna3"]), help="As DNA 3 computes, also where it documents otherwise."
    ),
    "table": click.option(
        "--statements", "table", metavar="FILE", help="Statements of a .csv or .dna file, not the store's."
    ),
    "settings": click.option(
        "--settings", metavar="FILE", type=click.Path(path_type=Path), help="All this from a file of TOML."
    ),
}


def viewing_options(*without: str) -> Callable[[F], F]:
    """The options of viewpoint networks, without some."""

    def add(command: F) -> F:
        for name, option in reversed(_OPTIONS.items()):
            command = command if name in without else option(command)
        return command

    return add


def taken(given: dict[str, Any]) -> dict[str, Any]:
    """Take the options of viewpoint networks out of all that were given: those that have a value."""
    found = {name: given.pop(name) for name in _OPTIONS if name in given}
    return {name: value for name, value in found.items() if value not in (None, (), False)} | (
        {"isolates": False} if found.get("isolates") is False else {}
    )


def recipe(
    preset: str, given: dict[str, Any], since: str | None, until: str | None, *, usual: Settings | None = None,
    window: Window | None = None,
) -> Recipe:  # fmt: skip
    """The recipe that options make; what they leave open is as in `usual` and `window`, where these are given.

    UsageError where they do not go together.
    """
    if (path := given.pop("settings", None)) is not None:
        if given or since or until:
            raise UsageError("there are settings in a file and beside it", str(path), "Give the file alone.")
        return Recipe.read(path)
    return wanted(preset, given, since, until, usual=usual, window=window)


def made(found: Recipe, project: Path | None, store: Named | None) -> Claimed:
    """The statements of a recipe, from the store or from a table."""
    if found.table is not None:
        return found.claimed(None)
    with open_project_store(project, store) as opened:
        return found.claimed(opened, Catalogue.load(project_of(project).root / "queries"))


def ties_table(found: Viewpoints) -> str:
    """The ties, the heaviest first."""
    ties = sorted(found.ties(), key=lambda tie: (-abs(tie.weight), tie.row, tie.column))
    rows = [
        (tie.row, tie.column, number(tie.weight), *map(number, tie.interval or ()), len(tie.statements)) for tie in ties
    ]
    ends = () if found.ends is None else ("low", "high")
    return table(rows, (found.settings.rows, found.settings.across, "weight", *ends, "statements")) + "\n"


def stats_text(found: Viewpoints) -> str:
    """The network in figures, and its names, those of the greatest strength first."""
    from kg.networks.centrality import Central, centralities, summary  # with networkx or igraph

    whole = [(name.replace("_", " "), shown(value)) for name, value in asdict(summary(found)).items()]
    rows = [[shown(value) for value in astuple(one)] for one in centralities(found)]
    return table(whole, ("measure", "value")) + "\n\n" + table(rows, [one.name for one in fields(Central)]) + "\n"


def slices_table(found: Iterable[Slice]) -> str:
    """A row for each window."""
    rows = [
        (one.centre.date(), one.first.date(), one.last.date(), len(one.kept), len(one.rows), one.matrix.nnz,
         number(float(one.matrix.sum())))
        for one in found
    ]  # fmt: skip
    return table(rows, ("centre", "from", "to", "statements", "rows", "cells", "sum")) + "\n"


def say_left_out(log: Log, claimed: Claimed, found: Viewpoints, gap: str) -> None:
    """How many statements were counted, and how many were not, and why."""
    size = f"{len(found.rows)} rows, {len(found.columns)} columns, {found.matrix.nnz} cells"
    log.say(f"{gap}{size} from {len(found)} of {len(claimed.statements)} statements{left_out(claimed)}")


def shown(value: Any) -> Any:
    """A value as a table has it: numbers that are not whole with four digits at most."""
    return number(value) if isinstance(value, float) else value


def write_with_settings(path: Path, text: str, chosen: Recipe) -> None:
    """Write a file, and beside it the settings that repeat it, as NAME.toml."""
    write_file(path, text)
    write_settings(path, chosen)


def write_settings(path: Path, chosen: Recipe) -> None:
    """Write the settings that repeat a file beside it."""
    write_file(path.with_name(path.name + ".toml"), chosen.text())


def left_out(claimed: Claimed) -> str:
    """How many are no statements, and why; empty where there are none."""
    return "".join(f"; {count} left out: {why}" for why, count in sorted(claimed.left_out.items()))


def number(value: float) -> str:
    """Four digits at most; empty for what is no number."""
    return "" if math.isnan(value) else f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".")
