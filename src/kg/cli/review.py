"""kg review: decide by hand on claims and actors."""

import csv
import datetime as dt
import io
import json
import os
from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.output import open_project_store, project_of, project_option, store_options, table
from kg.decisions import Decision, write_decision
from kg.decisions.allowed import refuse_wrong
from kg.doubts import KINDS, doubts, shown, titles
from kg.errors import UsageError
from kg.iris import Iri
from kg.model.ids import fold
from kg.model.place import Named
from kg.registry import Registry
from kg.review import actor_in, claim_in
from kg.store import Store, is_made, open_store

_HEADERS = ("target", "kind", "doubt", "reasons", "document", "what", "words")


@click.group("review", short_help="Decide by hand on claims and actors.")
def command() -> None:
    """List what is in doubt, and decide. Decisions are rows of graph/decisions/CODER.csv; every ingest replays them.

    \b
    Example:
      kg review list --limit 20
      kg review accept 5f0c3f9a1b2c3d4e --coder anna
      kg review edit 5f0c3f9a1b2c3d4e polarity negated --coder anna --reason "the sentence denies it"
      kg ingest corpus
    """


@command.command("list")
@click.option("--kind", type=click.Choice(KINDS), help="Only claims, actors or mentions.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many rows.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@store_options
def list_(kind: str | None, limit: int, form: str, project: Path | None, store: Named | None) -> None:
    """List what is in doubt, the most doubtful first.

    \b
    Example:
      kg review list --kind claim --limit 20
    """
    with open_project_store(project, store) as opened:
        rows = _doubts(opened, kind, limit)
    if form == "json":
        click.echo(json.dumps([dict(zip(_HEADERS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    elif form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([_HEADERS, *rows])
        click.echo(out.getvalue(), nl=False)
    else:
        click.echo(table(rows, _HEADERS))


def _doubts(store: Store, kind: str | None, limit: int) -> list[tuple[str, ...]]:
    found = doubts(store, kind)[:limit]
    named = titles(store, (doubt.document for doubt in found))
    return [
        (
            doubt.target, doubt.kind, f"{doubt.doubt:.2f}", " ".join(doubt.reasons), named.get(doubt.document, ""),
            told.what, told.words,
        )
        for doubt, told in zip(found, shown(store, found), strict=True)
    ]  # fmt: skip


def _decide(project: Path | None, *decisions: Decision) -> None:
    """Write decisions, all or none."""
    for decision in decisions:
        refuse_wrong(decision)
    for decision in decisions:
        path = write_decision(project_of(project).decisions, decision)
        click.echo(f"{decision.action} {decision.target} is written to {path}; the next `kg ingest` replays it.")


def coder_options(made: click.Command) -> click.Command:
    made.params += [
        click.Option(
            ["--coder"], default=lambda: os.environ.get("USER", "coder"), help="Who decides; default: the user."
        ),
        click.Option(
            ["--date"], default=lambda: dt.date.today().isoformat(), help="Day of the decision; default: today."
        ),
        click.Option(["--reason"], default="", help="Why."),
    ]
    return made


def _help(summary: str, example: str) -> str:
    return f"{summary}\n\n\b\nExample:\n  {example}\n"


def _claims(project: Path | None, store: Named | None, claims: Iterable[str]) -> list[dict[str, str]]:
    """The claims as they stand in the store. UsageError where one is not there."""
    found = []
    with open_project_store(project, store) as opened:
        for claim in claims:
            known = claim_in(opened, claim)
            if known is None:
                raise UsageError(f"there is no claim {claim}", "the store", "`kg review list` shows ids.")
            found.append(known)
    return found


def _claim_decision(action: str, summary: str) -> click.Command:
    example = f"kg review {action} 5f0c3f9a1b2c3d4e --coder anna"

    @click.command(action, help=_help(summary, example), short_help=summary)
    @click.argument("claims", nargs=-1, required=True)
    @store_options
    def decide(
        claims: tuple[str, ...], project: Path | None, store: Named | None, coder: str, date: str, reason: str
    ) -> None:
        known = _claims(project, store, claims)
        made = (Decision(c["id"], action, words=c["words"], coder=coder, date=date, reason=reason) for c in known)
        _decide(project, *made)

    return coder_options(decide)


def _two_part(action: str, summary: str, first: str, second: str, example: str) -> click.Command:
    @click.command(action, help=_help(summary, example), short_help=summary)
    @click.argument("target", metavar=first)
    @click.argument("new", metavar=second)
    @project_option
    def decide(target: str, new: str, project: Path | None, coder: str, date: str, reason: str) -> None:
        meant = target.rpartition("/")[2] if action == "split" else target
        _decide(project, Decision(meant, action, new=new, coder=coder, date=date, reason=reason))

    return coder_options(decide)


@click.command("edit", short_help="Change a field of a claim.")
@click.argument("claim")
@click.argument("field")
@click.argument("new")
@store_options
def _edit(
    claim: str, field: str, new: str, project: Path | None, store: Named | None, coder: str, date: str, reason: str
) -> None:
    """Change a field of a claim: polarity, modality, relation, time, time_normal, theme, content.

    \b
    Example:
      kg review edit 5f0c3f9a1b2c3d4e polarity negated --coder anna --reason "the sentence denies it"
      kg review edit 5f0c3f9a1b2c3d4e time_normal 2022-02 --coder anna
    """
    known = _claims(project, store, [claim])[0]
    old = known.get(field, "")
    _decide(project, Decision(known["id"], "edit", field, old, new, known["words"], coder, date, reason))


@click.command("add", short_help="Add a claim by hand.")
@click.argument("document")
@click.argument("claim")
@click.option("--words", required=True, help="The evidence, as in the text.")
@project_option
def _add(document: str, claim: str, words: str, project: Path | None, coder: str, date: str, reason: str) -> None:
    """Add a claim: the document's key, SUBJECT|RELATION|OBJECT, and the evidence as in the text.

    \b
    Example:
      kg review add minsk "Vladimir Putin|saves|Alexander Lukashenka" --words "Putin saved him" --coder anna
    """
    _decide(project, Decision(document, "add", new=claim, words=words, coder=coder, date=date, reason=reason))


@click.command("name", short_help="Set name, type or country of an actor that the registry lacks.")
@click.argument("actor")
@click.argument("field", type=click.Choice(["name", "type", "country"]))
@click.argument("new")
@store_options
def _name(
    actor: str, field: str, new: str, project: Path | None, store: Named | None, coder: str, date: str, reason: str
) -> None:
    """Set name, type or country of an actor that the registry lacks; `kg review list --kind actor` shows them.

    \b
    Example:
      kg review name https://w3id.org/pov/id/actor/5f0c3f9a1b2c3d4e name "Aleksandra Nowak" --coder anna
    """
    found = project_of(project)
    registry = Registry.load(*found.registry_files)
    if registry.get(Iri(actor)) is not None or registry.named(fold(actor)):
        remedy = "Edit graph/actors.ttl: what it says of an actor wins over what the package says."
        raise UsageError(f"{actor} is an actor of the registry", "ACTOR", remedy)
    place, old = found.place(store), ""
    if is_made(place):
        with open_store(place, read_only=True) as opened:
            old = actor_in(opened, actor).get(field, "")
    _decide(project, Decision(actor, "name", field, old, new, "", coder, date, reason))


_BASE = "https://w3id.org/pov/id"
_MERGE = f'kg review merge {_BASE}/actor/5f0c3f9a1b2c3d4e "Vladimir Putin" --coder anna'
_SPLIT = f"kg review split 5f0c3f9a1b2c3d4e {_BASE}/actor/angela-merkel --coder anna"
command.add_command(_claim_decision("accept", "Accept claims."))
command.add_command(_claim_decision("reject", "Reject claims."))
command.add_command(coder_options(_edit))
command.add_command(coder_options(_add))
command.add_command(_two_part("merge", "One actor is another: merge ACTOR into the other.", "ACTOR", "INTO", _MERGE))
command.add_command(_two_part("split", "A mention means another actor.", "MENTION", "ACTOR", _SPLIT))
command.add_command(coder_options(_name))
