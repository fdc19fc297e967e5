"""A viewpoint network for other programs: tables, GraphML as visone reads it, GEXF, Pajek, UCINET DL, node-link JSON.

All give the same bytes for the same network. Where the Discourse Network Analyzer writes a format its conventions hold:
names and colours of attributes, shapes, and the layout of DL; places of nodes, which it draws at random, are a circle.
"""

from collections.abc import Callable

from kg.networks.formats.graph import Attributes
from kg.networks.formats.tables import edges, matrix, node_link, nodes
from kg.networks.formats.text import dl, pajek
from kg.networks.formats.xml import gexf, graphml
from kg.networks.viewpoint import Viewpoints

__all__ = ["ENDINGS", "FORMATS", "Attributes", "Writer"]

Writer = Callable[[Viewpoints, str, Attributes], str]
FORMATS: dict[str, Writer] = {
    "matrix": matrix,
    "edges": edges,
    "nodes": nodes,
    "json": node_link,
    "graphml": graphml,
    "gexf": gexf,
    "pajek": pajek,
    "dl": dl,
}
"""Writers by name: network, what is said about it, attributes of its names."""
ENDINGS = {
    "matrix": ".csv", "edges": ".csv", "nodes": ".csv", "json": ".json", "graphml": ".graphml", "gexf": ".gexf",
    "pajek": ".net", "dl": ".dl",
}  # fmt: skip
"""What the name of a file ends with, by format."""
