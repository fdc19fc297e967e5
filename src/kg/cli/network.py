"""kg network: print the network of actors, or one of viewpoints."""

from pathlib import Path
from typing import Any

import click

from kg.catalogue import snapshot
from kg.cli.output import Log, open_project_store, quiet_option, store_options, table
from kg.cli.selecting import selection, selection_options
from kg.cli.viewing import made, recipe, say_left_out, slices_table, taken, ties_table, viewing_options
from kg.errors import UsageError
from kg.model.period import period
from kg.model.place import Named
from kg.networks import FORMATS, Network, network
from kg.networks.claimed import VIEWS
from kg.networks.formats import ENDINGS
from kg.networks.formats import FORMATS as VIEWED

_BY_ENDING = {ENDINGS[form]: form for form in ("edges", "json", "graphml", "gexf", "pajek", "dl")}


@click.command("network", short_help="Print a network of actors, or of viewpoints.")
@click.argument("preset", type=click.Choice(["actors", *VIEWS]), default="actors")
@selection_options
@viewing_options
@click.option(
    "--format", "form", type=click.Choice(["table", *dict.fromkeys([*FORMATS, *VIEWED])]),
    help="Default: table, or what the ending of --out says. Of actors: csv, json, graphml, gexf.",
)  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="File to write; beside it the settings, as NAME.toml.")
@quiet_option
@store_options
def command(
    preset: str,
    form: str | None,
    out: Path | None,
    quiet: bool,
    project: Path | None,
    store: Named | None,
    **given: Any,
) -> None:
    """Print who stands in which relation to whom (actors), or a network of viewpoints.

    positions: who holds what. judgements: who judges whom. relations: who acts how towards whom, in the eyes of the
    sources. types: which outlet speaks of which relation types. The weight of actors counts contributions.

    \b
    Example:
      kg network --around "Vladimir Putin" --since 2020 --valence negative
      kg network positions --mode one --aggregation subtract --normalise average
      kg network judgements --window 1y --only source.class=Person --weight confidence
    """
    viewed = taken(given)
    if preset == "actors" and not viewed.keys() & {"settings", "table", "query"}:
        if viewed:
            what = f"--{next(iter(viewed))} is for networks of viewpoints"
            raise UsageError(what, "kg network", f"Name one of {', '.join(VIEWS)}.")
        if form in VIEWED and form not in FORMATS:
            raise UsageError(
                f"a network of actors is not written as {form}", "--format", f"Choose {', '.join(FORMATS)}."
            )
        _print_actors(form or "table", out, quiet, project, store, given)
        return
    _print_viewpoints(preset, form, viewed, given, out, quiet, project, store)


def _print_viewpoints(
    preset: str, form: str | None, viewed: dict[str, Any], given: dict[str, Any], out: Path | None, quiet: bool,
    project: Path | None, store: Named | None,
) -> None:  # fmt: skip
    if given["around"] is not None:
        viewed["around"] = given["around"]
    since, until = (period(given[name], f"--{name}") for name in ("since", "until"))
    chosen = recipe(preset, viewed, since, until)
    claimed, found = made(chosen, project, store)
    form = form or (_BY_ENDING.get(out.suffix, "table") if out else "table")
    if chosen.window is not None and form != "table":
        raise UsageError("a network over time is a table", "--format", "Leave out --window, or the format.")
    if chosen.window is not None:
        text = slices_table(chosen.slices(claimed))
    elif form == "table":
        text = ties_table(found)
    else:
        text = VIEWED["edges" if form == "csv" else form](found, chosen.text(), {})
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf8")
        out.with_name(out.name + ".toml").write_text(chosen.text(), encoding="utf8")
    say_left_out(Log(quiet), claimed, found, "\n" if out is None else "")


def _print_actors(
    form: str, out: Path | None, quiet: bool, project: Path | None, store: Named | None, given: dict[str, Any]
) -> None:
    with open_project_store(project, store) as opened:
        chosen = selection(opened, given)
        found = network(opened, chosen)
        about = f"{chosen}; {snapshot(opened)}"
    text = _table(found) if form == "table" else FORMATS[form](found, about)
    if out is None:
        click.echo(text, nl=False)
    else:
        out.write_text(text, encoding="utf8")
    undated = f"; {found.undated} claims have no date" if found.undated else ""
    gap = "\n" if form == "table" and out is None else ""
    Log(quiet).say(f"{gap}{len(found.nodes)} actors, {len(found.edges)} edges; {about}{undated}")


def _table(found: Network) -> str:
    names = {node.iri: node.label for node in found.nodes}
    rows = [(names[e.source], e.type, names[e.target], e.valence, e.weight, ", ".join(e.outlets)) for e in found.edges]
    return table(rows, ("subject", "relation", "object", "valence", "weight", "outlets")) + "\n"
