"""A store over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, Service Description, and an API in JSON."""

from kg.serve.addresses import Hosts
from kg.serve.people import People, added
from kg.serve.pool import Limits
from kg.serve.service import Settings

__all__ = ["Hosts", "Limits", "People", "Settings", "added"]
