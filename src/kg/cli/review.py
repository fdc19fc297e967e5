"""kg review: decide by hand on claims and actors."""

from collections.abc import Iterable
from pathlib import Path

import click

from kg.cli.decided import compared, history, settle, undo
from kg.cli.deciding import coder_options, decide, format_option
from kg.cli.output import open_project_store, project_of, project_option, show, store_options
from kg.decisions import Decision, read_decisions
from kg.decisions.added import OPTIONS
from kg.decisions.coders import extracted_words
from kg.doubts import KINDS, doubts, shown, titles
from kg.errors import UsageError
from kg.iris import Iri
from kg.model.ids import fold
from kg.model.place import Named
from kg.project import Project
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
@format_option
@store_options
def list_(kind: str | None, limit: int, form: str, project: Path | None, store: Named | None) -> None:
    """List what is in doubt, the most doubtful first.

    \b
    Example:
      kg review list --kind claim --limit 20
    """
    with open_project_store(project, store) as opened:
        rows = _doubts(opened, kind, limit)
    show(rows, _HEADERS, form)


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


def _help(summary: str, example: str) -> str:
    return f"{summary}\n\n\b\nExample:\n  {example}\n"


def _claims(project: Path | None, store: Named | None, claims: Iterable[str]) -> list[dict[str, str]]:
    """The claims of a store, with the words that they were extracted with. UsageError where one is not there."""
    found, before = [], read_decisions(project_of(project).decisions)
    with open_project_store(project, store) as opened:
        for claim in claims:
            known = claim_in(opened, claim)
            if known is None:
                raise UsageError(f"there is no claim {claim}", "the store", "`kg review list` shows ids.")
            found.append(known | {"words": extracted_words(before, known["id"], known["words"])})
    return found


def _claim_decision(action: str, summary: str) -> click.Command:
    example = f"kg review {action} 5f0c3f9a1b2c3d4e --coder anna"

    @click.command(action, help=_help(summary, example), short_help=summary)
    @click.argument("claims", nargs=-1, required=True)
    @store_options
    def deciding(
        claims: tuple[str, ...], project: Path | None, store: Named | None, coder: str, date: str, reason: str
    ) -> None:
        known = _claims(project, store, claims)
        made = (Decision(c["id"], action, words=c["words"], coder=coder, date=date, reason=reason) for c in known)
        decide(project, *made)

    return coder_options(deciding)


def _two_part(action: str, summary: str, first: str, second: str, example: str) -> click.Command:
    @click.command(action, help=_help(summary, example), short_help=summary)
    @click.argument("target", metavar=first)
    @click.argument("new", metavar=second)
    @project_option
    def deciding(target: str, new: str, project: Path | None, coder: str, date: str, reason: str) -> None:
        meant = target.rpartition("/")[2] if action == "split" else target
        decide(project, Decision(meant, action, new=new, coder=coder, date=date, reason=reason))

    return coder_options(deciding)


@click.command("edit", short_help="Change a field of a claim.")
@click.argument("claim")
@click.argument("field")
@click.argument("new")
@store_options
def _edit(
    claim: str, field: str, new: str, project: Path | None, store: Named | None, coder: str, date: str, reason: str
) -> None:
    """Change a field of a claim: polarity, modality, relation, time, time_normal, theme, content, subject, object,
    source, span.

    An actor is given by name or IRI, a source by the names in its chain, the innermost first, with | between them, and
    span by words as they stand in the text. The claim keeps its id.

    \b
    Example:
      kg review edit 5f0c3f9a1b2c3d4e polarity negated --coder anna --reason "the sentence denies it"
      kg review edit 5f0c3f9a1b2c3d4e object "Angela Merkel" --coder anna
      kg review edit 5f0c3f9a1b2c3d4e source "Emmanuel Macron|Le Monde" --coder anna
      kg review edit 5f0c3f9a1b2c3d4e time_normal 2022-02 --coder anna
    """
    known = _claims(project, store, [claim])[0]
    old = known.get(field, "")
    decide(project, Decision(known["id"], "edit", field, old, new, known["words"], coder, date, reason))


@click.command("add", short_help="Add a claim by hand.")
@click.argument("document")
@click.argument("claim")
@click.option("--words", required=True, help="The evidence, as in the text.")
@click.option("--at", type=click.IntRange(0), help="Where the words begin in the text, in code points.")
@click.option("--polarity", default="", help="affirmed or negated.")
@click.option("--modality", default="", help="asserted, possible, predicted …")
@click.option("--source", multiple=True, help="Who says it, given once for each in the chain, the innermost first.")
@click.option("--theme", default="", help="What it is about, where no actor is.")
@click.option("--content", default="", help="What is said, where no actor is the object.")
@click.option("--time", default="", help="When, as in the text.")
@click.option("--time-normal", default="", help="When, in EDTF.")
@project_option
def _add(
    document: str, claim: str, words: str, at: int | None, source: tuple[str, ...], project: Path | None,
    coder: str, date: str, reason: str, **options: str,
) -> None:  # fmt: skip
    """Add a claim: the document's key, SUBJECT|RELATION|OBJECT, and the evidence as in the text.

    OBJECT may be empty where a theme or content is given. Where the words stand in the text more than once, the first
    place counts, or the one nearest to --at.

    \b
    Example:
      kg review add minsk "Vladimir Putin|saves|Alexander Lukashenka" --words "Putin saved him" --coder anna
      kg review add minsk "Iran|accuses|" --theme "the attack" --words "Iran deplored the attack" --polarity negated
    """
    told = {**options, "source": ">".join(source)}
    parts = [claim, *(f"{name}={told[name]}" for name in OPTIONS if told[name])]
    field = "" if at is None else str(at)
    decide(project, Decision(document, "add", field, "", "|".join(parts), words, coder, date, reason))


@click.command("alias", short_help="Give an actor a further name.")
@click.argument("actor")
@click.argument("name")
@click.option("--language", default="", help="Language tag of the name, such as pl or zh-hant.")
@store_options
def _alias(
    actor: str, name: str, language: str, project: Path | None, store: Named | None, coder: str, date: str, reason: str
) -> None:
    """Give an actor a further name, by which every ingest then finds it in all documents.

    ACTOR is an IRI, or the name of an actor of the registry.

    \b
    Example:
      kg review alias "Alexander Lukashenka" Lukašenko --language cs --coder anna
    """
    found = project_of(project)
    known = Registry.load(*found.registry_files).called(actor)
    iri, old = (known.iri, known.name) if known is not None else (actor, _in_store(found, store, actor).get("name", ""))
    if not old:
        raise UsageError(f"there is no actor {actor}", "the registry and the store", "`kg search` shows IRIs.")
    decide(project, Decision(iri, "alias", language, old, name, "", coder, date, reason))


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
    old = _in_store(found, store, actor).get(field, "")
    decide(project, Decision(actor, "name", field, old, new, "", coder, date, reason))


def _in_store(project: Project, store: Named | None, actor: str) -> dict[str, str]:
    """Name, type and country of an actor, as far as there is a store that knows them."""
    place = project.place(store)
    if not is_made(place):
        return {}
    with open_store(place, read_only=True) as opened:
        return actor_in(opened, actor)


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
command.add_command(coder_options(_alias))
for _made in (undo, history, compared, settle):
    command.add_command(_made)
