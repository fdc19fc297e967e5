"""How far a debate falls apart into camps that agree inside and disagree with each other."""

from kg.networks.polarisation.measures import Measures, measures
from kg.networks.polarisation.objective import MEASURES, Measure
from kg.networks.polarisation.opposition import SETTINGS, Opposition
from kg.networks.polarisation.overtime import Moment, polarise_over_time
from kg.networks.polarisation.search import METHODS, SIZES, Camps, Search, polarise

__all__ = [
    "MEASURES",
    "METHODS",
    "SETTINGS",
    "SIZES",
    "Camps",
    "Measure",
    "Measures",
    "Moment",
    "Opposition",
    "Search",
    "measures",
    "polarise",
    "polarise_over_time",
]
