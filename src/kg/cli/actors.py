"""kg actors: list actors, and link them to an external list."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from kg.cli.deciding import coder_options
from kg.cli.output import Log, project_of, quiet_option, show, store_options, write_file
from kg.cli.reading import mapping_of, name_later
from kg.decisions import Decision, read_decisions, write_decisions
from kg.decisions.allowed import refuse_wrong
from kg.errors import ReadError, UsageError
from kg.linking import (
    FIELDS,
    MATCH,
    REVIEW,
    Changes,
    Known,
    Suggestion,
    candidates,
    changed_registry,
    changes,
    judged,
    known_actors,
    rejected,
    sheet,
    short,
    suggestions,
)
from kg.model.place import Named
from kg.pipeline import Failure
from kg.project import Project
from kg.read.table import table_of
from kg.registry import Registry
from kg.store import Store, is_made, open_store

_LISTED = ("name", "type", "country", "status", "ids", "actor")
_LINKS = ("actor", "candidate", "id", "score", "suggestion", "why")
_FORMS = click.Choice(["table", "csv", "json"])


@click.group("actors", short_help="List actors, and link them to an external list.")
def command() -> None:
    """List actors, and say who they are elsewhere, for example in Wikidata.

    \b
    Example:
      kg actors list
      kg actors link wikidata.csv --out links.csv
      kg actors link --apply links.csv --coder anna
    """


@command.command("list", short_help="List actors with the ids that they have elsewhere.")
@click.option("--format", "form", type=_FORMS, default="table", show_default=True)
@store_options
def list_(form: str, project: Path | None, store: Named | None) -> None:
    """List the actors of the registry, and the provisional ones of the store, with the ids that they have elsewhere.

    \b
    Example:
      kg actors list
      kg actors list --format csv > actors.csv
    """
    found = project_of(project)
    with _opened(found, store) as opened:
        known = known_actors(Registry.load(*found.registry_files), found.registry_files, opened, found.iris)
    ids = {actor: ", ".join(map(short, held)) for actor, held in known.ids.items()}
    rows = [(a.name, a.type, a.country or "", a.status.value, ids.get(a.iri, ""), a.iri) for a in known.actors]
    show(sorted(rows), _LISTED, form)


@command.command("link", short_help="Match the registry against an external list.")
@click.argument("list_file", metavar="[LIST]", required=False, type=click.Path(path_type=Path, exists=True))
@click.option("--map", "columns", multiple=True, metavar="COLUMN=FIELD", help="Which column is which field of LIST.")
@click.option("--match", type=click.FloatRange(0, 1), default=MATCH, show_default=True, help="Least score of a match.")
@click.option(
    "--review", type=click.FloatRange(0, 1), default=REVIEW, show_default=True, help="Least score of what to review."
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Write suggestions to decide on as CSV.")
@click.option(
    "--apply", "sheet_file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Take over decisions."
)
@click.option("--format", "form", type=_FORMS, default="table", show_default=True)
@quiet_option
@store_options
def link(
    list_file: Path | None, columns: tuple[str, ...], match: float, review: float, out: Path | None,
    sheet_file: Path | None, form: str, quiet: bool, project: Path | None, store: Named | None,
    coder: str, date: str, reason: str,
) -> None:  # fmt: skip
    """Suggest who of LIST each actor is: a table, CSV or JSONL, with an id (a Wikidata id or an IRI) and a name a row.

    Its fields are id or wikidata, name, aliases (separated by |), type, country, birth or start. What is alike in name
    and agrees in type and country is a match where it is clearly ahead, or is to be reviewed. A row that is wrong is
    named, the others go on; the exit code is then 1.

    With --out the suggestions are written with a column `decision`: write accept or reject into it, and --apply takes
    that over. Accepted ids go into graph/actors.ttl of the project, all verdicts into graph/decisions/CODER.csv, and
    neither is suggested again.

    \b
    Example:
      kg actors link wikidata.csv --map itemLabel=name --map item=id
      kg actors link wikidata.csv --out links.csv
      kg actors link --apply links.csv --coder anna
    """
    named = list_file or sheet_file
    if named is None or (list_file is not None and sheet_file is not None):
        raise UsageError("name one table", "LIST or --apply", "Give LIST for suggestions, or --apply for decisions.")
    found, log, failures = project_of(project), Log(quiet), list[ReadError]()
    mapping = mapping_of(columns, FIELDS)
    registry = Registry.load(*found.registry_files)
    with _opened(found, store) as opened:
        known = known_actors(registry, found.registry_files, opened, found.iris)
    if list_file is not None:
        if out is not None:
            _refuse_lost_work(out, found, known)
        pairs = rejected(read_decisions(found.decisions))
        listed = candidates(table_of(list_file), mapping, registry, failures.append)
        _suggest(suggestions(known, listed, pairs, match, review), out, form)
        log.say(f"{len(known.actors)} actors, {len(listed)} of the list{f'; written to {out}' if out else ''}")
    elif sheet_file is not None:
        if columns or out is not None:
            raise UsageError("--apply stands alone", "--map" if columns else "--out", "Leave it out.")
        made = _changes(sheet_file, found, known, failures)
        _apply(made, found, Decision("", "", coder=coder, date=date, reason=reason), log)
    _end(named, failures, log)


coder_options(link)


def _suggest(found: Sequence[Suggestion], out: Path | None, form: str) -> None:
    """Write suggestions as a sheet to decide on, or show them."""
    if out is not None:
        write_file(out, sheet(found))
        return
    rows = [
        (s.actor.name, s.candidate.name, short(s.candidate.id), f"{s.score:.2f}", s.verdict.value, s.why) for s in found
    ]
    show(rows, _LINKS, form)


@contextmanager
def _opened(project: Project, store: Named | None) -> Iterator[Store | None]:
    """The store, where there is one."""
    place = project.place(store)
    if store is None and not is_made(place):
        yield None
        return
    with open_store(place, read_only=True) as opened:
        yield opened


def _changes(path: Path, project: Project, known: Known, failures: list[ReadError]) -> Changes:
    """What the decided rows of a sheet still change."""
    pairs = rejected(read_decisions(project.decisions))
    return changes(judged(table_of(path), failures.append), known, project.own_registry, pairs, failures.append)


def _apply(made: Changes, project: Project, given: Decision, log: Log) -> None:
    """Write what is accepted into the project's own registry, and all verdicts into the coder's decisions."""
    decisions = [
        Decision(row.actor, "link" if row.accepted else "unlink", "", "", row.id, "", given.coder, given.date,
                 given.reason)
        for row in made.judged
    ]  # fmt: skip
    for decision in decisions:
        refuse_wrong(decision)
    if not decisions:
        log.say("nothing in it is new")
        return
    if made.added or made.removed:
        write_file(project.own_registry, changed_registry(project.own_registry, made, project.iris))
    write_decisions(project.decisions, given.coder, decisions)
    counts = Counter(row.accepted for row in made.judged)
    log.say(f"{counts[True]} accepted, {counts[False]} rejected; the next `kg ingest` takes them over")


def _refuse_lost_work(out: Path, project: Project, known: Known) -> None:
    """UsageError where a file that would be overwritten holds decisions that are not applied."""
    if not out.exists():
        return
    try:
        made = _changes(out, project, known, [])
    except ReadError:
        return
    if made.judged:
        remedy = f"Run `kg actors link --apply {out}` first, or name another file."
        raise UsageError(f"{len(made.judged)} decisions in it are not applied yet", str(out), remedy)


def _end(path: Path, failures: Iterable[ReadError], log: Log) -> None:
    """Name the rows that are wrong; the exit code is then 1."""
    failed = [Failure(path, error) for error in failures]
    name_later(failed, log)
    if failed:
        log.fail(f"{len(failed)} rows could not be read")
        raise click.exceptions.Exit(1)
