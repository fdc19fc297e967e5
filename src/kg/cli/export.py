"""kg export: write the graph in a format that others read."""

from pathlib import Path

import click

from kg.catalogue import snapshot
from kg.catalogue.catalogue import actor_given
from kg.cli.output import open_project_store, project_of, store_options, write_file
from kg.errors import UsageError
from kg.export import FORMATS, Choice, chosen, described, nanopublications, written
from kg.ingest import keys_of
from kg.model.period import period
from kg.model.place import Named
from kg.networks import FORMATS as NETWORKS
from kg.networks import Selection, network
from kg.networks.given import outlet as outlet_named


@click.command("export", short_help="Write the graph in a format that others read.")
@click.option("--format", "form", type=click.Choice([*FORMATS, "nanopub", "dna", *NETWORKS]), required=True)
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="The file to write; NAME.void.ttl describes it."
)
@click.option("--flat", is_flag=True, help="Only the direct edges between actors.")
@click.option("--document", "documents", multiple=True, metavar="KEY", help="Only these documents.")
@click.option("--outlet", metavar="NAME", help="Only documents with a contribution of an outlet.")
@click.option("--actor", metavar="ACTOR", help="Only documents with claims about an actor, by name or IRI.")
@click.option("--since", metavar="DATE", help="Only documents from this day, month or year on.")
@click.option("--until", metavar="DATE", help="Only documents up to this day, month or year.")
@click.option("--with-texts", is_flag=True, help="With the full texts, if you may pass them on.")
@store_options
def command(
    form: str, out: Path, flat: bool, documents: tuple[str, ...], outlet: str | None, actor: str | None,
    since: str | None, until: str | None, with_texts: bool, project: Path | None, store: Named | None,
) -> None:  # fmt: skip
    """Write the graph as RDF, as nanopublications, or as a network. The same store gives the same bytes.

    dna is a file of the Discourse Network Analyzer, with all documents and their texts; every password in it is kg.

    \b
    Example:
      kg export --format trig --out graph.trig
      kg export --format turtle --flat --out edges.ttl
      kg export --format csv --out network.csv
      kg export --format dna --with-texts --out debate.dna
    """
    _check(form, flat, documents, with_texts)
    found = project_of(project)
    if form == "dna":
        _check_coded(flat, documents, with_texts, {"outlet": outlet, "actor": actor, "since": since, "until": until})
        _give_coded(out, found.licence, project, store)
        return
    with open_project_store(project, store) as opened:
        shot = snapshot(opened)
        about = None if actor is None else actor_given(opened, actor, "--actor")
        dates = period(since, "--since"), period(until, "--until")
        carrier = outlet_named(opened, outlet, "--outlet")
        if form in NETWORKS:
            selected = Selection(about, 1, carrier, None, None, *dates)
            made = network(opened, selected)
            size = f"{len(made.nodes)} actors, {len(made.edges)} edges"
            write_file(out, NETWORKS[form](made, f"{selected}; {shot}"))
            _describe(out, described(out.name, found.licence, shot, f"{size}; {selected}"))
            click.echo(f"{out}: {size}")
            return
        if missing := sorted(set(documents) - keys_of(opened, found)):
            raise UsageError(f"there is no document {missing[0]}", "--document", "`kg query documents` lists the keys.")
        choice = Choice(documents, carrier, about, *dates, with_texts, flat)
        quads = chosen(opened, choice, found.base)
    if form == "nanopub":
        quads = nanopublications(quads, found.licence)
    write_file(out, written(quads, "trig" if form == "nanopub" else form))
    _describe(out, described(out.name, found.licence, shot, str(choice), quads))
    click.echo(f"{out}: {len(quads)} statements")


def _check(form: str, flat: bool, documents: tuple[str, ...], with_texts: bool) -> None:
    """Refuse what a format would pass over in silence."""
    without = {"--flat": flat, "--document": bool(documents), "--with-texts": with_texts}
    if form == "nanopub":
        without = {"--flat": flat}
    elif form not in NETWORKS:
        return
    for option, is_given in without.items():
        if is_given:
            raise UsageError(f"{form} knows no {option}", f"--format {form}", "Leave it out, or export RDF.")


def _check_coded(flat: bool, documents: tuple[str, ...], with_texts: bool, given: dict[str, str | None]) -> None:
    """A file of the Discourse Network Analyzer has all documents, and their texts."""
    named = [name for name, is_given in {"flat": flat, "document": bool(documents), **given}.items() if is_given]
    if named:
        raise UsageError(f"dna knows no --{named[0]}", "--format dna", "Leave it out, or export RDF.")
    if not with_texts:
        what = "a file of the Discourse Network Analyzer holds the full texts"
        raise UsageError(what, "--format dna", "Add --with-texts, if you may pass them on.")


def _give_coded(out: Path, licence: str, project: Path | None, store: Named | None) -> None:
    from kg.coded import given
    from kg.networks.dna import write

    with open_project_store(project, store) as opened:
        made, shot = given(opened), snapshot(opened)
    write(made.file, out)
    size = f"{len(made.file.documents)} documents, {len(made.file.statements)} statements"
    _describe(out, described(out.name, licence, shot, size))
    click.echo(f"{out}: {size}")
    for what, number in sorted(made.left_out.items()):
        click.echo(f"{number} left out: {what}")


def _describe(out: Path, text: str) -> None:
    write_file(out.with_name(out.name + ".void.ttl"), text)
