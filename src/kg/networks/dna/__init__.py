"""Files of the Discourse Network Analyzer (`.dna`): a project read, written, and as statements. A door to sqlite3."""

from kg.networks.dna.file import read, write
from kg.networks.dna.records import Project
from kg.networks.dna.tables import attributes_of, statements_of

__all__ = ["Project", "attributes_of", "read", "statements_of", "write"]
