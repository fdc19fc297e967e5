"""A network for other programs: CSV, JSON, GraphML, GEXF; and positions for a drawing."""

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from xml.sax.saxutils import escape

import networkx as nx

from kg.networks.network import Edge, Network
from kg.xml import printable

_SEED = 7


def csv_text(network: Network, about: str) -> str:
    """A row an edge, with the IRIs of its claims. A CSV file has no place for `about`."""
    names = {node.iri: node.label for node in network.nodes}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    columns = ("source", "sourceLabel", "type", "target", "targetLabel", "valence", "weight", "outlets", "claims")
    writer.writerow(columns)
    for e in network.edges:
        ends = (e.source, names[e.source], e.type, e.target, names[e.target])
        writer.writerow((*ends, e.valence, e.weight, ", ".join(e.outlets), " ".join(x.claim for x in e.evidence)))
    return out.getvalue()


def json_text(network: Network, about: str) -> str:
    """The network with the evidence of each edge, under `about`, `nodes`, `edges`."""
    value = {
        "about": about,
        "nodes": [asdict(node) for node in network.nodes],
        "edges": [asdict(edge) for edge in network.edges],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def graphml(network: Network, about: str) -> str:
    """The network in GraphML; `about` is data of the graph."""
    out = io.BytesIO()
    nx.write_graphml_xml(_graph(network, about), out, prettyprint=True)
    return out.getvalue().decode() + "\n"


def gexf(network: Network, about: str) -> str:
    """The network in GEXF 1.2, with `about` as its description."""
    return gexf_text(_graph(network, ""), about)


def gexf_text(graph: Any, about: str) -> str:
    """A graph of networkx in GEXF 1.2, without the day of writing."""
    text = "\n".join(nx.generate_gexf(graph, version="1.2draft"))
    described = f"\n  <meta><creator>kg</creator><description>{escape(printable(about))}</description></meta>"
    return re.sub(r"\s*<meta\b.*?</meta>", lambda _: described, text, count=1, flags=re.DOTALL) + "\n"


FORMATS: dict[str, Callable[[Network, str], str]] = {
    "csv": csv_text,
    "json": json_text,
    "graphml": graphml,
    "gexf": gexf,
}


def _graph(network: Network, about: str) -> Any:
    made: Any = nx.MultiDiGraph()
    if about:
        made.graph["about"] = printable(about)
    for node in network.nodes:
        made.add_node(node.iri, label=printable(node.label), kind=node.kind, country=node.country)
    for edge in sorted(network.edges):
        made.add_edge(edge.source, edge.target, key=f"{edge.type} {edge.valence}", **_data(edge))
    return made


def _data(edge: Edge) -> dict[str, Any]:
    return {
        "type": edge.type,
        "valence": edge.valence,
        "weight": edge.weight,
        "outlets": printable(", ".join(edge.outlets)),
        "claims": " ".join(e.claim for e in edge.evidence),
    }


def positions(network: Network) -> dict[str, tuple[float, float]]:
    """A place for each node between -1 and 1: Fruchterman-Reingold with a fixed seed, the same at every run."""
    simple: Any = nx.Graph()
    simple.add_nodes_from(node.iri for node in network.nodes)
    for edge in sorted(network.edges):
        simple.add_edge(edge.source, edge.target)
    rounds = 60 if len(simple) < 400 else 25
    placed = nx.spring_layout(simple, seed=_SEED, iterations=rounds, k=1.6 / max(len(simple), 1) ** 0.5)
    return {iri: (round(float(x), 4), round(float(y), 4)) for iri, (x, y) in placed.items()}
