"""Stances: whom the innermost source of a passage judges well or badly."""

from kg.iris import Iri
from kg.language import Analysis
from kg.model.records import Claim, Document, Mention, Stance


def stances(
    document: Document,
    analysis: Analysis,
    mentions: tuple[Mention, ...],
    stated: tuple[Claim, ...],
    actor: dict[str, Iri],
) -> tuple[Stance, ...]:
    return ()
