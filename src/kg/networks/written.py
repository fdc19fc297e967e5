"""A network for other programs: GraphML, GEXF, and positions for a drawing."""

import io
import re
from typing import Any

import networkx as nx

from kg.networks.network import Network

_SEED = 7


def _graph(network: Network) -> Any:
    made: Any = nx.MultiDiGraph()
    for node in network.nodes:
        made.add_node(node.iri, label=node.label, kind=node.kind)
    for edge in sorted(network.edges):
        key = f"{edge.type} {edge.valence}"
        claims = " ".join(e.claim for e in edge.evidence)
        made.add_edge(
            edge.source, edge.target, key=key, type=edge.type, valence=edge.valence, weight=edge.weight, claims=claims
        )
    return made


def graphml(network: Network) -> str:
    """The network in GraphML."""
    out = io.BytesIO()
    nx.write_graphml_xml(_graph(network), out, prettyprint=True)
    return out.getvalue().decode() + "\n"


def gexf(network: Network) -> str:
    """The network in GEXF 1.2, without the day of writing."""
    text = "\n".join(nx.generate_gexf(_graph(network), version="1.2draft"))
    return re.sub(r"\s*<meta\b.*?</meta>", "", text, flags=re.DOTALL) + "\n"


def positions(network: Network) -> dict[str, tuple[float, float]]:
    """A place for each node between -1 and 1: Fruchterman-Reingold with a fixed seed, the same at every run."""
    simple: Any = nx.Graph()
    simple.add_nodes_from(node.iri for node in network.nodes)
    for edge in sorted(network.edges):
        simple.add_edge(edge.source, edge.target)
    rounds = 60 if len(simple) < 400 else 25
    placed = nx.spring_layout(simple, seed=_SEED, iterations=rounds, k=1.6 / max(len(simple), 1) ** 0.5)
    return {iri: (round(float(x), 4), round(float(y), 4)) for iri, (x, y) in placed.items()}
