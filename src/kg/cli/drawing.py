"""Networks and measures as pictures, networks as pages."""

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import click

from kg.cli.output import write_file
from kg.cli.viewing import write_settings
from kg.errors import UsageError
from kg.networks.claimed import Claimed
from kg.networks.recipe import Recipe
from kg.networks.viewpoint import Viewpoints

F = TypeVar("F", bound=Callable[..., Any])
KINDS = ("network", "heat")
_APART = ("settings", "window", "measure")  # told by others
_VIEW = ("view", "source", "about")
FIGURES = (".svg", ".png", ".pdf")  # endings of pictures; pages have another
_ENDINGS = (*FIGURES, ".html")


def plot_options(command: F) -> F:
    """The options of pictures."""
    kind = click.option(
        "--picture", type=click.Choice(KINDS), help="Draw the graph (default), or a heat map in clustered order."
    )
    path = click.option(
        "--plot", type=click.Path(path_type=Path), metavar="FILE",
        help="Draw it, and print nothing: .svg, .png, .pdf, or a page, .html. Beside it the settings, as NAME.toml.",
    )  # fmt: skip
    return path(kind(command))


def check_plot(path: Path | None, picture: str | None, known: tuple[str, ...] = _ENDINGS) -> None:
    """UsageError where a picture cannot be what the options say."""
    if path is None:
        if picture is not None:
            raise UsageError("--picture needs a file", "--picture", "Add --plot FILE.svg.")
        return
    if path.suffix.lower() not in known:
        raise UsageError(f"{path.name} is no picture", "--plot", f"Name a file that ends with {', '.join(known)}.")
    if path.suffix.lower() == ".html" and picture == "heat":
        raise UsageError("a heat map is no page", "--picture", f"Name a file that ends with {', '.join(known[:3])}.")


def draw(path: Path, picture: str | None, chosen: Recipe, claimed: Claimed, found: Viewpoints) -> None:
    """Write the picture of a network, or small multiples of its windows, and the settings beside it."""
    if path.suffix.lower() == ".html":
        _page(path, chosen, found)
    else:
        _figure(path, picture or "network", chosen, claimed, found)
    write_settings(path, chosen)


def _page(path: Path, chosen: Recipe, found: Viewpoints) -> None:
    from kg.networks.captions import told
    from kg.views import viewpoints_page

    if chosen.window is not None:
        raise UsageError("a network over time is no page", "--window", "Leave it out, or name an .svg, .png or .pdf.")
    about = f"{len(found)} statements; {said(chosen)}; {told(found.settings)}"
    write_file(path, viewpoints_page(found, f"Network of viewpoints: {chosen.table or chosen.view}", about))


def _figure(path: Path, picture: str, chosen: Recipe, claimed: Claimed, found: Viewpoints) -> None:
    from kg.networks import plots

    if chosen.window is None:
        figure = plots.picture(found, picture, note=said(chosen))
    elif picture == "network":
        figure = plots.multiples(list(chosen.slices(claimed)), chosen.settings, chosen.window, note=said(chosen))
    else:
        raise UsageError("windows are drawn as networks", "--picture", "Leave out --window, or --picture heat.")
    plots.write(figure, path)


def draw_measure(path: Path, figure: Callable[[Any, str], Any], chosen: Recipe) -> None:
    """Write the picture of a measure, which is made of the module of plots and a note, and the settings beside it."""
    from kg.networks import plots

    plots.write(figure(plots, said(chosen)), path)
    write_settings(path, chosen)


def said(chosen: Recipe) -> str:
    """Where statements come from, what is measured, and what is not as usual, as text.

    >>> said(Recipe(view="judgements", least=2))
    'view judgements; source innermost; about proposition; least 2'
    """
    usual = Recipe()
    shown = [one.name for one in fields(chosen) if one.name not in _APART]
    values: dict[str, Any] = {
        name: value for name in shown if (value := getattr(chosen, name)) != getattr(usual, name) or name in _VIEW
    }
    if chosen.table:
        values = {"table": Path(chosen.table).name, **{k: v for k, v in values.items() if k not in (*_VIEW, "table")}}
    values |= {"measure" if name == "name" else f"with {name}": value for name, value in chosen.measure.items()}
    return "; ".join(f"{name.replace('_', ' ')} {_plain(value)}" for name, value in values.items())


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list | tuple) else str(value)
