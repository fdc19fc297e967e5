"""Full-text search over names, passages, quotations and the words of claims: an index that follows the store."""

from kg.search.entries import KINDS, Entry
from kg.search.file import NAME
from kg.search.filter import Filter
from kg.search.hit import LONGEST, Hit
from kg.search.index import Index, follow
from kg.search.words import Part, Words, words_in

__all__ = ["KINDS", "LONGEST", "NAME", "Entry", "Filter", "Hit", "Index", "Part", "Words", "follow", "words_in"]
