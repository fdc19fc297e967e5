"""Options that make a viewpoint network, and how it is printed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.catalogue import Catalogue
from kg.cli.output import Log, open_project_store, project_of, table
from kg.errors import UsageError
from kg.model.place import Named
from kg.networks.claimed import ABOUT, SOURCES, VIEWS, WHOSE, Claimed
from kg.networks.recipe import Recipe, span
from kg.networks.settings import AGGREGATIONS, DUPLICATES, MODES, NORMALISATIONS, Filter
from kg.networks.smoothed import KERNELS
from kg.networks.viewpoint import Viewpoints
from kg.networks.windows import ALIGNMENTS, Slice, Window

F = TypeVar("F", bound=Callable[..., Any])
_ALL_AGGREGATIONS = tuple(dict.fromkeys(one for some in AGGREGATIONS.values() for one in some))
_ALL_NORMALISATIONS = tuple(dict.fromkeys(one for some in NORMALISATIONS.values() for one in some))
_USUAL = {"one": "congruence", "two": "subtract"}
_OPTIONS: tuple[Callable[[F], F], ...] = (
    click.option("--mode", type=click.Choice(MODES), help="Rows by rows, or rows by columns (default)."),
    click.option("--source", type=click.Choice(WHOSE), help="Whose view a claim is; default: of the innermost source."),
    click.option("--about", type=click.Choice(ABOUT), help="What a proposition is; default: subject, type and object."),
    click.option("--level", type=click.IntRange(0), help="Relation types so many steps below the top; 0: as they are."),
    click.option("--opposites", is_flag=True, help="Who affirms a type denies its opposite: praises and criticises."),
    click.option("--sources", type=click.Choice(SOURCES[1:]), help="Only what sources of one kind say."),
    click.option("--query", metavar="NAME|FILE.rq", help="Statements of a query, not of a view; see docs/networks.md."),
    click.option(
        "--weight",
        "weights",
        multiple=True,
        metavar="WEIGHT",
        help="Statements count: confidence, or NAME=VALUE:NUMBER such as modality=predicted:0.5.",
    ),
    click.option("--rows", metavar="NAME", help="Another variable for the rows."),
    click.option("--columns", metavar="NAME", help="Another variable for the columns."),
    click.option("--qualifier", metavar="NAME", help='Another qualifier than agreement; "" for none.'),
    click.option(
        "--aggregation", type=click.Choice(_ALL_AGGREGATIONS), help="Default: congruence in one mode, subtract in two."
    ),
    click.option("--normalise", "normalisation", type=click.Choice(_ALL_NORMALISATIONS), help="Default: no."),
    click.option("--duplicates", type=click.Choice(DUPLICATES), help="Count like statements once in each of these."),
    click.option("--isolates/--no-isolates", default=None, help="Keep names without a statement that is counted."),
    click.option(
        "--only",
        multiple=True,
        metavar="NAME=VALUE",
        help="Only statements that have one of these values, such as source.country=DE.",
    ),
    click.option("--exclude", multiple=True, metavar="NAME=VALUE", help="No statements that have one of these."),
    click.option("--confidence", type=click.FloatRange(0, 1), help="Only claims that are at least so sure."),
    click.option("--window", metavar="SPAN", help="Networks over time: 30d, 2w, 6m, 1y, or 20e for events."),
    click.option("--kernel", type=click.Choice(KERNELS), help="Smooth the windows."),
    click.option("--align", type=click.Choice(ALIGNMENTS), help="Windows around, before or after their date."),
    click.option("--cumulative", is_flag=True, help="Windows that all begin at the begin."),
    click.option("--least", type=click.IntRange(1), help="Only names of at least so many statements."),
    click.option("--threshold", type=click.FloatRange(0), help="Only ties of at least this weight."),
    click.option("--sign", type=click.Choice(["positive", "negative"]), help="Only ties of one sign."),
    click.option(
        "--intervals",
        is_flag=False,
        flag_value=1000,
        type=click.IntRange(1),
        metavar="[DRAWS]",
        help="Where 95 % of so many draws of documents have each tie; 1000 draws.",
    ),
    click.option("--compat", type=click.Choice(["dna3"]), help="As DNA 3 computes, also where it documents otherwise."),
    click.option("--statements", "table", metavar="FILE", help="Statements of a .csv or .dna file, not the store's."),
    click.option("--settings", metavar="FILE", type=click.Path(path_type=Path), help="All this from a file of TOML."),
)
_NAMES: tuple[str, ...] = tuple(
    "mode source about level opposites sources query weights rows columns qualifier aggregation normalisation "
    "duplicates isolates only exclude intervals confidence window kernel align cumulative least threshold sign compat "
    "table settings".split()
)


def viewing_options(command: F) -> F:
    """The options of viewpoint networks."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def taken(given: dict[str, Any]) -> dict[str, Any]:
    """Take the options of viewpoint networks out of all that were given: those that have a value."""
    found = {name: given.pop(name) for name in _NAMES}
    return {name: value for name, value in found.items() if value not in (None, (), False)} | (
        {"isolates": False} if found["isolates"] is False else {}
    )


def recipe(preset: str, given: dict[str, Any], since: str | None, until: str | None) -> Recipe:
    """The recipe that options make. UsageError where they do not go together."""
    if (path := given.pop("settings", None)) is not None:
        if given or since or until:
            raise UsageError("there are settings in a file and beside it", str(path), "Give the file alone.")
        return Recipe.read(path)
    if preset in VIEWS:
        given["view"] = preset
    mode = given.get("mode", "two")
    given.setdefault("aggregation", _USUAL[mode])
    given["compat"] = given.get("compat") == "dna3"
    given["filters"] = [*_filters(given.pop("only", ()), keep=True), *_filters(given.pop("exclude", ()), keep=False)]
    cut = {name: given.pop(name) for name in ("kernel", "align", "cumulative") if name in given}
    if "window" in given:
        unit, size = span(given["window"])
        given["window"] = Window(unit, size, **cut)
    elif cut:
        raise UsageError(f"--{next(iter(cut))} needs a window", "--window", "Add one, such as --window 30d.")
    if given.get("qualifier") == "":
        given["qualifier"] = None
    given |= {name: value for name, value in (("start", _begin(since)), ("stop", _end(until))) if value}
    return Recipe.of(given)


def made(found: Recipe, project: Path | None, store: Named | None) -> tuple[Claimed, Viewpoints]:
    """Statements and their network, from the store or from a table."""
    if found.table is not None:
        claimed = found.claimed(None)
    else:
        with open_project_store(project, store) as opened:
            claimed = found.claimed(opened, Catalogue.load(project_of(project).root / "queries"))
    return claimed, found.network(claimed)


def ties_table(found: Viewpoints) -> str:
    """The ties, the heaviest first."""
    ties = sorted(found.ties(), key=lambda tie: (-abs(tie.weight), tie.row, tie.column))
    rows = [
        (tie.row, tie.column, _number(tie.weight), *map(_number, tie.interval or ()), len(tie.statements))
        for tie in ties
    ]
    ends = () if found.ends is None else ("low", "high")
    return table(rows, (found.settings.rows, found.settings.across, "weight", *ends, "statements")) + "\n"


def slices_table(found: Sequence[Slice]) -> str:
    """A row for each window."""
    rows = [
        (one.centre.date(), one.first.date(), one.last.date(), len(one.kept), len(one.rows), one.matrix.nnz,
         _number(float(one.matrix.sum())))
        for one in found
    ]  # fmt: skip
    return table(rows, ("centre", "from", "to", "statements", "rows", "cells", "sum")) + "\n"


def say_left_out(log: Log, claimed: Claimed, found: Viewpoints, gap: str) -> None:
    """How many statements were counted, and how many were not, and why."""
    left = "".join(f"; {count} left out: {why}" for why, count in sorted(claimed.left_out.items()))
    size = f"{len(found.rows)} rows, {len(found.columns)} columns, {found.matrix.nnz} cells"
    log.say(f"{gap}{size} from {len(found)} of {len(claimed.statements)} statements{left}")


def _filters(given: Sequence[str], *, keep: bool) -> list[Filter]:
    values: dict[str, list[str]] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError(f"{one} is no NAME=VALUE", one, "Write a column and a value, such as outlet=Telex.")
        values.setdefault(name, []).append(value)
    return [Filter(name, tuple(some), keep) for name, some in values.items()]


def _begin(date: str | None) -> str | None:
    return None if date is None else (date + "-01-01"[len(date) - 4 :])[:10]


def _end(date: str | None) -> str | None:
    """The last second of a day, month or year."""
    if date is None:
        return None
    import numpy as np

    following = np.datetime64(date) + 1
    return str(following.astype("datetime64[s]") - 1)


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
