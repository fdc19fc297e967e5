"""The catalogue of named queries: reads queries/, binds parameters, runs them on a store."""

from kg.catalogue.catalogue import Catalogue, run
from kg.catalogue.limit import within
from kg.catalogue.query import PREFIXES, Parameter, Query, ad_hoc, parse
from kg.catalogue.snapshot import Snapshot, snapshot

__all__ = ["PREFIXES", "Catalogue", "Parameter", "Query", "Snapshot", "ad_hoc", "parse", "run", "snapshot", "within"]
