"""The larger model: a server that somebody runs, asked for what a text says. What it answers is checked, then used."""

from kg.llm.asking import Asking
from kg.llm.service import Service, service_of
from kg.llm.verified import Called, Judged, Related, Verified

__all__ = ["Asking", "Called", "Judged", "Related", "Service", "Verified", "service_of"]
