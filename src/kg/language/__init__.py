"""Linguistic analysis: text to sentences of tokens with parts of speech, dependencies and names."""

from kg.language.records import Analysis, Sentence, Token

__all__ = ["Analysis", "Sentence", "Token"]
