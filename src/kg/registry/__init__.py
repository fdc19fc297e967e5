"""Known actors and outlets, found by name, adjective, metonym, country and office."""

from kg.registry.registry import OUTLET_TYPES, Registry

__all__ = ["OUTLET_TYPES", "Registry"]
