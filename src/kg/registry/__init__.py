"""Known actors and outlets, found by name, adjective, metonym, country and office."""

from kg.registry.registry import OUTLET_TYPES, Registry, short_names
from kg.registry.turtle import registry_quads

__all__ = ["OUTLET_TYPES", "Registry", "registry_quads", "short_names"]
