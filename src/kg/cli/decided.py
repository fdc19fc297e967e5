"""kg review history, disagreements, settle, undo: what was decided, by whom, and what holds."""

from pathlib import Path

import click

from kg.cli.deciding import coder_options, format_option
from kg.cli.output import project_of, project_option, show
from kg.decisions import Decision, read_decisions, write_decisions
from kg.decisions.allowed import refuse_wrong
from kg.decisions.coders import SETTLED, by_claim, disagreements, settling
from kg.errors import UsageError
from kg.model.ids import fold
from kg.registry import Registry

_HISTORY = ("id", "date", "coder", "action", "field", "old", "new", "words", "reason")
_DISAGREEMENTS = ("claim", "settled", "coder", "decision", "words", "date", "reason")


@click.command("history", short_help="List the decisions on a claim.")
@click.argument("claim")
@format_option
@project_option
def history(claim: str, form: str, project: Path | None) -> None:
    """List the decisions on a claim, in the order in which they are replayed; `kg review undo` takes their ids.

    CLAIM may also be a mention, the IRI of an actor, or the key of a document to which claims were added.

    \b
    Example:
      kg review history 5f0c3f9a1b2c3d4e
    """
    meant = {claim, claim.rpartition("/")[2]}
    found = [d for d in read_decisions(project_of(project).decisions) if d.target in meant]
    rows = [(d.id, d.date, d.coder, d.action, d.field, d.old, d.new, d.words, d.reason) for d in found]
    show(rows, _HISTORY, form)


@click.command("disagreements", short_help="List the claims on which coders decided differently.")
@click.option("--among", "coders", multiple=True, metavar="CODER", help="Compare these coders; default: all.")
@format_option
@project_option
def compared(coders: tuple[str, ...], form: str, project: Path | None) -> None:
    """List the claims on which coders decided differently, all of them done; those that are not settled first.

    With --among, given twice or more, a claim counts as done when each of these coders has decided on it.

    \b
    Example:
      kg review disagreements --among anna --among ben
    """
    place = project_of(project)
    registry = Registry.load(*place.registry_files)

    def actor(name: str) -> str:
        known = registry.called(name)
        return known.iri if known is not None else fold(name)

    found = disagreements(read_decisions(place.decisions), coders, actor)
    rows = [
        (one.target, "yes" if one.settled else "no", d.coder, _said(d), d.words, d.date, d.reason)
        for one in found
        for d in (*one.decisions, *one.settled)
    ]
    show(rows, _DISAGREEMENTS, form)


def _said(decision: Decision) -> str:
    return f"{decision.field}: {decision.new or 'none'}" if decision.action == "edit" else decision.action


@click.command("settle", short_help="Say whose decisions hold on a claim.")
@click.argument("claim")
@click.argument("whose", metavar="CODER")
@project_option
def _settle(claim: str, whose: str, project: Path | None, coder: str, date: str, reason: str) -> None:
    """Say whose decisions hold on a claim: they alone are replayed, as rows of the coder "settled".

    What others decided stays in their files. A former settlement of the claim goes. Where nobody is right, decide with
    `--coder settled`.

    \b
    Example:
      kg review settle 5f0c3f9a1b2c3d4e anna --coder ben --reason "we agreed"
    """
    folder, identifier = project_of(project).decisions, claim.rpartition("/")[2]
    given = read_decisions(folder)
    own = [d for d in by_claim(given).get(identifier, ()) if d.coder == whose]
    if not own:
        raise UsageError(f"{whose} has decided nothing on {identifier}", "CODER", "`kg review history` shows who has.")
    rows, gone = settling(given, own, coder, date, reason)
    for row in rows:
        refuse_wrong(row)
    path = write_decisions(folder, SETTLED, rows, gone)
    click.echo(f"what {whose} decided on {identifier} is written to {path}; the next `kg ingest` replays it.")


settle = coder_options(_settle)


@click.command("undo", short_help="Take decisions back.")
@click.argument("ids", nargs=-1, required=True)
@project_option
def undo(ids: tuple[str, ...], project: Path | None) -> None:
    """Take decisions back, by their ids: the rows go from their files, and the next ingest replays the others.

    What a decision had replaced does not come back: decide it again.

    \b
    Example:
      kg review undo 0a1b2c3d4e5f6071
    """
    folder = project_of(project).decisions
    known = {d.id: d for d in read_decisions(folder)}
    if unknown := [one for one in ids if one not in known]:
        raise UsageError(f"there is no decision {unknown[0]}", str(folder), "`kg review history` shows ids.")
    for one in dict.fromkeys(ids):
        decision = known[one]
        path = write_decisions(folder, decision.coder, (), [decision])
        click.echo(f"{decision.action} {decision.target} is taken out of {path}; the next `kg ingest` goes without it.")
