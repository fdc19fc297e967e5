"""Where actors and concepts stand on one or two dimensions, from who supports and rejects what."""

from kg.networks.scaling.closed import Positions, correspondence, signed_scale
from kg.networks.scaling.responses import MISSING, Responses, Scale, connected, responses
from kg.networks.scaling.sampled import Estimate, Points, Sampling, ideal_points

__all__ = [
    "MISSING",
    "Estimate",
    "Points",
    "Positions",
    "Responses",
    "Sampling",
    "Scale",
    "connected",
    "correspondence",
    "ideal_points",
    "responses",
    "signed_scale",
]
