"""What a document says: mentions of actors, then claims and stances about them."""

from kg.extract.agreement import agreed
from kg.extract.answered import answered
from kg.extract.claims import claims
from kg.extract.mentions import mentions
from kg.extract.statements.time import normal_time

__all__ = ["agreed", "answered", "claims", "mentions", "normal_time"]
