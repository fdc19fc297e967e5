"""Work coded by hand in the Discourse Network Analyzer: into the graph as reviewed claims, and out as a file."""

from kg.coded.given import Given, given
from kg.coded.taken import Took, take

__all__ = ["Given", "Took", "given", "take"]
