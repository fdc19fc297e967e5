"""Why a claim is in a document: the sentence, what found it, who is meant, who says it, and what lost."""

from kg.explain.explanation import explain
from kg.explain.records import Explanation
from kg.explain.told import bracketed, told
from kg.explain.values import values

__all__ = ["Explanation", "bracketed", "explain", "told", "values"]
