"""Pictures of networks and of what is measured on them. The door to matplotlib."""

from kg.networks.plots.files import ENDINGS, write, written
from kg.networks.plots.network import network

__all__ = ["ENDINGS", "network", "write", "written"]
