"""kg review: decide by hand on claims and actors."""

import csv
import datetime as dt
import io
import json
import os
from pathlib import Path

import click

from kg.cli.output import open_project_store, project_of, project_option, store_options, table
from kg.decisions import Decision, write_decision
from kg.errors import UsageError
from kg.review import DOUBTS, claim_words, doubts

_HEADERS = ("target", "kind", "doubt", "document", "what", "words")


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
@click.option("--kind", type=click.Choice(list(DOUBTS)), help="Only claims, actors or mentions.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="How many rows.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True)
@store_options
def list_(kind: str | None, limit: int, form: str, project: Path | None, store: Path | None) -> None:
    """What is in doubt, the most doubtful first."""
    with open_project_store(project, store) as opened:
        rows = doubts(opened, kind)[:limit]
    if form == "json":
        click.echo(json.dumps([dict(zip(_HEADERS, row, strict=True)) for row in rows], ensure_ascii=False, indent=1))
    elif form == "csv":
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([_HEADERS, *rows])
        click.echo(out.getvalue(), nl=False)
    else:
        click.echo(table(rows, _HEADERS))


def _decide(project: Path | None, decision: Decision) -> None:
    path = write_decision(project_of(project).decisions, decision)
    click.echo(f"{decision.action} {decision.target} is written to {path}; the next `kg ingest` replays it.")


def _coder_options(made: click.Command) -> click.Command:
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


def _claim_decision(action: str, summary: str) -> click.Command:
    @click.command(action, help=summary)
    @click.argument("claims", nargs=-1, required=True)
    @store_options
    def decide(
        claims: tuple[str, ...], project: Path | None, store: Path | None, coder: str, date: str, reason: str
    ) -> None:
        with open_project_store(project, store) as opened:
            words = {claim: claim_words(opened, claim) for claim in claims}
        for claim, found in words.items():
            if found is None:
                raise UsageError(f"there is no claim {claim}", "the store", "`kg review list` shows ids.")
            _decide(project, Decision(claim, action, words=found, coder=coder, date=date, reason=reason))

    return _coder_options(decide)


def _two_part(action: str, summary: str, first: str, second: str) -> click.Command:
    @click.command(action, help=summary)
    @click.argument("target", metavar=first)
    @click.argument("new", metavar=second)
    @project_option
    def decide(target: str, new: str, project: Path | None, coder: str, date: str, reason: str) -> None:
        _decide(project, Decision(target, action, new=new, coder=coder, date=date, reason=reason))

    return _coder_options(decide)


@click.command(
    "edit", help="Change a field of a claim: polarity, modality, relation, time, time_normal, theme, content."
)
@click.argument("claim")
@click.argument("field")
@click.argument("new")
@store_options
def _edit(
    claim: str, field: str, new: str, project: Path | None, store: Path | None, coder: str, date: str, reason: str
) -> None:
    with open_project_store(project, store) as opened:
        words = claim_words(opened, claim)
    if words is None:
        raise UsageError(f"there is no claim {claim}", "the store", "`kg review list` shows ids.")
    _decide(project, Decision(claim, "edit", field, "", new, words, coder, date, reason))


@click.command("add", help="Add a claim: DOCUMENT 'SUBJECT|RELATION|OBJECT' --words 'the evidence as in the text'.")
@click.argument("document")
@click.argument("claim")
@click.option("--words", required=True, help="The evidence, as in the text.")
@project_option
def _add(document: str, claim: str, words: str, project: Path | None, coder: str, date: str, reason: str) -> None:
    if claim.count("|") != 2:
        raise UsageError(
            "a claim is SUBJECT|RELATION|OBJECT", claim, 'For example: "Vladimir Putin|saves|Alexander Lukashenka".'
        )
    _decide(project, Decision(document, "add", new=claim, words=words, coder=coder, date=date, reason=reason))


@click.command("name", help="Set name, type or country of an actor.")
@click.argument("actor")
@click.argument("field", type=click.Choice(["name", "type", "country"]))
@click.argument("new")
@project_option
def _name(actor: str, field: str, new: str, project: Path | None, coder: str, date: str, reason: str) -> None:
    _decide(project, Decision(actor, "name", field, "", new, "", coder, date, reason))


command.add_command(_claim_decision("accept", "Accept claims."))
command.add_command(_claim_decision("reject", "Reject claims."))
command.add_command(_coder_options(_edit))
command.add_command(_coder_options(_add))
command.add_command(_two_part("merge", "One actor is another: merge ACTOR into the other.", "ACTOR", "INTO"))
command.add_command(_two_part("split", "A mention means another actor.", "MENTION", "ACTOR"))
command.add_command(_coder_options(_name))
