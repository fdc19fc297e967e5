"""Which concepts carry the structure of the network of actors, and which can be left out.

The searches are those of the Discourse Network Analyzer; docs/networks.md gives their formulas.
"""

from kg.networks.backbone.annealing import Annealing, Log
from kg.networks.backbone.losses import SETTINGS
from kg.networks.backbone.nested import Round, nested
from kg.networks.backbone.search import Backbone, evaluate, fixed, pareto, penalty

__all__ = ["SETTINGS", "Annealing", "Backbone", "Log", "Round", "evaluate", "fixed", "nested", "pareto", "penalty"]
