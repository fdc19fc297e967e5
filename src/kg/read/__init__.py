"""Reading: a file to Documents with their passages."""

from kg.read.reader import read
from kg.read.sources import Input, inputs

__all__ = ["Input", "inputs", "read"]
