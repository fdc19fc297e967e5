"""kg network: print the network of actors, or one of viewpoints."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from kg.catalogue import snapshot
from kg.cli.drawing import check_plot, draw, plot_options
from kg.cli.output import Log, open_project_store, quiet_option, store_options, table, write_file
from kg.cli.selecting import selection, selection_options
from kg.cli.viewing import (
    made,
    recipe,
    say_left_out,
    slices_table,
    stats_text,
    taken,
    ties_table,
    viewing_options,
    write_with_settings,
)
from kg.errors import UsageError
from kg.model.period import period
from kg.model.place import Named
from kg.networks import FORMATS, Network, network
from kg.networks.claimed import VIEWS, Claimed
from kg.networks.formats import ENDINGS
from kg.networks.formats import FORMATS as VIEWED
from kg.networks.recipe import Recipe
from kg.networks.viewpoint import Viewpoints

_BY_ENDING = {ENDINGS[form]: form for form in ("edges", "json", "graphml", "gexf", "pajek", "dl")}


_ACTORS_ONLY = {
    "--outlet": ("outlet", "Choose statements: --only outlet=NAME."),
    "--type": ("kind", "Choose statements: --only type=NAME."),
    "--valence": ("valence", "Choose statements: --only agreement=1, or ties: --sign negative."),
    "--depth": ("depth", "Leave it out."),
    "--time": ("time", "Leave it out: the time of a statement is that of its text."),
    "--every": ("every", "Leave it out; --only modality=asserted takes less."),
}  # what they name, and what to do instead where viewpoints are asked for
_USUAL = {"depth": 1, "time": "printed", "every": False}


@dataclass(frozen=True, slots=True)
class _Output:
    """What becomes of a network."""

    form: str | None
    out: Path | None
    stats: bool
    plot: Path | None
    picture: str | None
    quiet: bool

    @property
    def printed(self) -> bool:
        """Whether there is to be text beside the picture."""
        return self.plot is None or self.out is not None or self.form is not None or self.stats


@click.command("network", short_help="Print a network of actors, or of viewpoints.")
@click.argument("preset", type=click.Choice(["actors", *VIEWS]), default="actors")
@selection_options
@viewing_options()
@click.option(
    "--format", "form", type=click.Choice(["table", *dict.fromkeys([*FORMATS, *VIEWED])]),
    help="Default: table, or what the ending of --out says. Of actors: csv, json, graphml, gexf.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="File to write; beside it the settings, as NAME.toml.")
@click.option("--stats", is_flag=True, help="The network in figures, and how central each name is.")
@plot_options
@quiet_option
@store_options
def command(
    preset: str, form: str | None, out: Path | None, stats: bool, plot: Path | None, picture: str | None, quiet: bool,
    project: Path | None, store: Named | None, **given: Any,
) -> None:  # fmt: skip
    """Print who stands in which relation to whom (actors), or a network of viewpoints.

    positions: who holds what. judgements: who judges whom. relations: who acts how towards whom, in the eyes of the
    sources. types: which outlet speaks of which relation types. The weight of actors counts contributions.

    \b
    Example:
      kg network --around "Vladimir Putin" --since 2020 --valence negative
      kg network positions --mode one --aggregation subtract --normalise average
      kg network judgements --window 1y --only source.class=Person --weight confidence
      kg network judgements --least 2 --plot judgements.svg
    """
    viewed, output = taken(given), _Output(form, out, stats, plot, picture, quiet)
    of_actors = preset == "actors" and not viewed.keys() & {"settings", "table", "query"}
    if stats and (of_actors or form not in (None, "table") or "window" in viewed):
        what = "--stats is for a network of viewpoints, printed as a table, and not over time"
        raise UsageError(what, "--stats", "Name a view; `kg measure centrality` writes other formats.")
    if not of_actors:
        check_plot(plot, picture)
        _viewpoints(preset, viewed, given, output, project, store)
        return
    if viewed:
        what = f"--{next(iter(viewed))} is for networks of viewpoints"
        raise UsageError(what, "kg network", f"Name one of {', '.join(VIEWS)}.")
    if form in VIEWED and form not in FORMATS:
        raise UsageError(f"a network of actors is not written as {form}", "--format", f"Choose {', '.join(FORMATS)}.")
    check_plot(plot, picture, (".html",))
    _actors(given, output, project, store)


def _viewpoints(
    preset: str, viewed: dict[str, Any], given: dict[str, Any], output: _Output, project: Path | None,
    store: Named | None,
) -> None:  # fmt: skip
    for option, (name, remedy) in _ACTORS_ONLY.items():
        if given[name] != _USUAL.get(name):
            raise UsageError(f"{option} is for the network of actors", option, remedy)
    if given["around"] is not None:
        viewed["around"] = given["around"]
    since, until = (period(given[name], f"--{name}") for name in ("since", "until"))
    chosen = recipe(preset, viewed, since, until)
    if chosen.measure:
        what = f"these are the settings of kg measure {chosen.measure['name']}"
        raise UsageError(what, "--settings", "Give them to that command.")
    claimed = made(chosen, project, store)
    found = chosen.network(claimed)
    if output.plot is not None:
        draw(output.plot, output.picture, chosen, claimed, found)
    if output.printed:
        text = _text(chosen, claimed, found, output)
        if output.out is None:
            click.echo(text, nl=False)
        else:
            write_with_settings(output.out, text, chosen)
    say_left_out(Log(output.quiet), claimed, found, "\n" if output.printed and output.out is None else "")


def _text(chosen: Recipe, claimed: Claimed, found: Viewpoints, output: _Output) -> str:
    if output.stats:
        return stats_text(found)
    form = output.form or (_BY_ENDING.get(output.out.suffix, "table") if output.out else "table")
    if chosen.window is not None:
        if form != "table":
            raise UsageError("a network over time is a table", "--format", "Leave out --window, or the format.")
        return slices_table(chosen.slices(claimed))
    return (
        ties_table(found) if form == "table" else VIEWED["edges" if form == "csv" else form](found, chosen.text(), {})
    )


def _actors(given: dict[str, Any], output: _Output, project: Path | None, store: Named | None) -> None:
    with open_project_store(project, store) as opened:
        chosen = selection(opened, given)
        found = network(opened, chosen)
        about = f"{chosen}; {snapshot(opened)}"
    if output.plot is not None:
        from kg.views import page

        write_file(output.plot, page(found, "Who is said to do what to whom", about))
    is_table = output.form in (None, "table")
    if output.printed:
        text = _table(found) if is_table else FORMATS[str(output.form)](found, about)
        if output.out is None:
            click.echo(text, nl=False)
        else:
            write_file(output.out, text)
    undated = f"; {found.undated} claims have no date" if found.undated else ""
    gap = "\n" if is_table and output.out is None and output.printed else ""
    Log(output.quiet).say(f"{gap}{len(found.nodes)} actors, {len(found.edges)} edges; {about}{undated}")


def _table(found: Network) -> str:
    names = {node.iri: node.label for node in found.nodes}
    rows = [(names[e.source], e.type, names[e.target], e.valence, e.weight, ", ".join(e.outlets)) for e in found.edges]
    return table(rows, ("subject", "relation", "object", "valence", "weight", "outlets")) + "\n"
