"""Who is meant by a mention, and whose voice a passage is."""

from kg.resolve.named import named
from kg.resolve.referents import referents
from kg.resolve.sources import sources

__all__ = ["named", "referents", "sources"]
