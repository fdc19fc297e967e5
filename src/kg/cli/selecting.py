"""Options that select the claims of a network."""

import difflib
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from kg.catalogue.catalogue import actor_given
from kg.errors import UsageError
from kg.model.period import period
from kg.model.quads import plain
from kg.model.relation_types import relation_types
from kg.networks import Selection
from kg.store import Store

_OUTLETS = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name { ?passage pov:contributor/skos:prefLabel ?name }
"""
F = TypeVar("F", bound=Callable[..., Any])


def selection_options(command: F) -> F:
    """The options --around, --depth, --outlet, --type, --valence, --since, --until, --time and --every."""
    for option in (
        click.option(
            "--every", is_flag=True, help="Take any polarity and modality, not only what is affirmed and asserted."
        ),
        click.option("--time", type=click.Choice(["printed", "event"]), default="printed", show_default=True),
        click.option("--until", metavar="DATE", help="Only claims up to this day, month or year."),
        click.option("--since", metavar="DATE", help="Only claims from this day, month or year on."),
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
    if given["kind"] is not None and given["kind"] not in relation_types():
        raise _unknown("relation type", given["kind"], "--type", relation_types())
    given |= {name: period(given[name], f"--{name}") for name in ("since", "until")}
    given["outlet"] = outlet(store, given["outlet"])
    around = given["around"]
    iri = None if around is None else actor_given(store, around, "--around")
    return Selection(
        iri, given["depth"], given["outlet"], given["kind"], given["valence"], given["since"], given["until"],
        given["time"], given["every"],
    )  # fmt: skip


def outlet(store: Store, name: str | None) -> str | None:
    """The name of a contributor as the store spells it, or none. UsageError where nobody is called so."""
    if name is None:
        return None
    known = {plain(row["name"]) for row in store.select(_OUTLETS).rows}
    found = sorted(n for n in known if n.casefold() == name.casefold())
    if not found:
        raise _unknown("outlet", name, "--outlet", known)
    return found[0]


def _unknown(kind: str, value: str, where: str, known: Iterable[str]) -> UsageError:
    near = difflib.get_close_matches(value, sorted(known), n=3, cutoff=0.5)
    listed = {"outlet": "`kg query outlets` lists them.", "relation type": "docs/ontology/reference.md lists them."}
    return UsageError(
        f"there is no {kind} {value}", where, f"Did you mean {' or '.join(near)}?" if near else listed[kind]
    )
