"""Networks: claims to nodes and edges. The door to networkx."""

from kg.networks.network import Acts, Edge, Evidence, Network, Node, Selection, acts, network
from kg.networks.written import FORMATS, positions

__all__ = ["FORMATS", "Acts", "Edge", "Evidence", "Network", "Node", "Selection", "acts", "network", "positions"]
