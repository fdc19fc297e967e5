"""Networks: claims to nodes and edges. The door to networkx."""

from kg.networks.network import Edge, Evidence, Network, Node, Selection, network
from kg.networks.written import FORMATS, positions

__all__ = ["FORMATS", "Edge", "Evidence", "Network", "Node", "Selection", "network", "positions"]
