"""What a document states: claims from the parses of its sentences, and the stances of its sources."""

from kg.extract.statements.claims import claims

__all__ = ["claims"]
