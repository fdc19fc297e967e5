"""Checks: is the ontology consistent, are the data complete, do they hang together."""

from kg.checks.asked import asked
from kg.checks.profile import profiled
from kg.checks.reasoner import reasoned
from kg.checks.shapes import shaped

__all__ = ["asked", "profiled", "reasoned", "shaped"]
