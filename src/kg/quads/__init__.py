"""Records to quads: what was read from one document, in the graphs where it belongs."""

from kg.quads.document import Reviewed, quads
from kg.quads.run import run_quads

__all__ = ["Reviewed", "quads", "run_quads"]
