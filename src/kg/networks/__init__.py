"""Networks: claims to nodes and edges. The door to networkx."""

from kg.networks.network import Edge, Evidence, Network, Node, Selection, network
from kg.networks.written import gexf, graphml, positions

__all__ = ["Edge", "Evidence", "Network", "Node", "Selection", "gexf", "graphml", "network", "positions"]
