"""kg export: write the graph in a format that others read."""

import csv
import io
from pathlib import Path

import click

from kg.catalogue import snapshot
from kg.catalogue.catalogue import actor_named
from kg.cli.output import open_project_store, project_of, store_options, write_file
from kg.export import FORMATS, Choice, chosen, described, nanopublications, written
from kg.iris import Iri
from kg.networks import Network, Selection, gexf, graphml, network

_NETWORKS = ("graphml", "gexf", "csv")


@click.command("export", short_help="Write the graph in a format that others read.")
@click.option("--format", "form", type=click.Choice([*FORMATS, "nanopub", *_NETWORKS]), required=True)
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
    since: str | None, until: str | None, with_texts: bool, project: Path | None, store: Path | None,
) -> None:  # fmt: skip
    """Write the graph as RDF, as nanopublications, or as a network. The same store gives the same bytes.

    \b
    Example:
      kg export --format trig --out graph.trig
      kg export --format turtle --flat --out edges.ttl
      kg export --format csv --out network.csv
    """
    found = project_of(project)
    with open_project_store(project, store) as opened:
        shot = snapshot(opened)
        about = None if actor is None else Iri(actor) if "://" in actor else actor_named(opened, actor, "--actor")
        if form in _NETWORKS:
            made = network(opened, Selection(about, 1, outlet, None, None, since, until))
            write_file(out, _network_text(made, form))
            click.echo(f"{out}: {len(made.nodes)} actors, {len(made.edges)} edges")
            return
        choice = Choice(documents, outlet, about, since, until, with_texts, flat)
        quads = chosen(opened, choice, found.base)
    if form == "nanopub":
        quads = nanopublications(quads, found.licence)
    write_file(out, written(quads, "trig" if form == "nanopub" else form))
    write_file(out.with_name(out.name + ".void.ttl"), described(out.name, quads, found.licence, shot))
    click.echo(f"{out}: {len(quads)} statements")


def _network_text(made: Network, form: str) -> str:
    if form != "csv":
        return graphml(made) if form == "graphml" else gexf(made)
    names = {node.iri: node.label for node in made.nodes}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("source", "sourceLabel", "type", "target", "targetLabel", "valence", "weight", "claims"))
    for e in made.edges:
        claims = " ".join(x.claim for x in e.evidence)
        writer.writerow((e.source, names[e.source], e.type, e.target, names[e.target], e.valence, e.weight, claims))
    return out.getvalue()
