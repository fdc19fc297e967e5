"""Hand coding: samples to check, what they say of precision and recall, verdicts as decisions, agreement of coders."""

from kg.coding.sampled import Design, Draw, draw
from kg.coding.units import Unit, claim_units, passage_units

__all__ = ["Design", "Draw", "Unit", "claim_units", "draw", "passage_units"]
