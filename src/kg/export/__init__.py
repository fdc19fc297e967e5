"""Exports: a store to a file, one writer a format."""

from kg.export.chosen import Choice, chosen
from kg.export.nanopublications import nanopublications
from kg.export.written import FORMATS, described, written

__all__ = ["FORMATS", "Choice", "chosen", "described", "nanopublications", "written"]
