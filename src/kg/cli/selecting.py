"""Options that select the claims of a network."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.catalogue.catalogue import actor_given
from kg.model.period import period
from kg.networks import Selection
from kg.networks.given import outlet, type_named
from kg.store import Store

F = TypeVar("F", bound=Callable[..., Any])


def selection_options(command: F) -> F:
    """The options --around, --depth, --outlet, --type, --valence, --since, --until, --time and --every."""
    for option in (
        click.option(
            "--every", is_flag=True, help="Take any polarity and modality, not only what is affirmed and asserted."
        ),
        click.option("--time", type=click.Choice(["printed", "event"]), default="printed", show_default=True),
        click.option("--until", "--to", "until", metavar="DATE", help="Only claims up to this day, month or year."),
        click.option("--since", "--from", "since", metavar="DATE", help="Only claims from this day, month or year on."),
        click.option("--valence", type=click.Choice(["positive", "neutral", "negative"])),
        click.option("--type", "kind", metavar="TYPE", help="Only one relation type, such as saves."),
        click.option("--outlet", metavar="NAME", help="Only claims in contributions of one outlet."),
        click.option("--depth", type=click.IntRange(1), default=1, show_default=True, help="How far around the actor."),
        click.option("--around", metavar="ACTOR", help="Only what is around an actor, by name or IRI."),
    ):
        command = option(command)
    return command


def selection(store: Store, given: dict[str, Any]) -> Selection:
    """The selection that the options make. UsageError or QueryError where a value names nothing that is there."""
    kind = type_named(given["kind"], "--type")
    given |= {name: period(given[name], f"--{name}") for name in ("since", "until")}
    given["outlet"] = outlet(store, given["outlet"], "--outlet")
    around = given["around"]
    iri = None if around is None else actor_given(store, around, "--around")
    return Selection(
        iri, given["depth"], given["outlet"], kind, given["valence"], given["since"], given["until"],
        given["time"], given["every"],
    )  # fmt: skip
