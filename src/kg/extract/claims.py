"""The door to claims."""

from kg.extract.statements import claims

__all__ = ["claims"]
