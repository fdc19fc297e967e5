"""Reading: a file to Documents with their passages."""

from kg.read.reader import read
from kg.read.sources import Found, Input, inputs, look_up

__all__ = ["Found", "Input", "inputs", "look_up", "read"]
