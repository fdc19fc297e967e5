"""The relation types of ontology/vocab/relation-types.tsv."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.paths import data_folder


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of relation. `valence` is positive, neutral or negative towards the object; `inverse` is read from it.
    Who affirms it denies its `opposite`; the negative one of two names the other.

    For people who code: `rule` says when to use it rather than its neighbours, `counterexample` is a sentence that is
    not of it but of the type `instead`.
    """

    name: str
    parent: str | None
    valence: str
    label: str
    inverse: str
    symmetric: bool
    opposite: str | None
    plover: str | None
    definition: str
    example: str
    rule: str
    counterexample: str
    instead: str


@cache
def relation_types() -> Mapping[str, RelationType]:
    """All relation types by name, in the order of the file."""
    path = data_folder("ontology") / "vocab" / "relation-types.tsv"
    with path.open(encoding="utf8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["name"]: _relation_type(row) for row in rows}


def _relation_type(row: dict[str, str]) -> RelationType:
    return RelationType(
        row["name"],
        row["parent"] or None,
        row["valence"],
        row["label"],
        row["inverse"],
        row["symmetric"] == "yes",
        row["opposite"] or None,
        row["plover"] or None,
        row["definition"],
        row["example"],
        row["rule"],
        row["counterexample"],
        row["instead"],
    )


def lineage(name: str) -> tuple[str, ...]:
    """A relation type and those above it, the nearest first.

    >>> lineage("saves")
    ('saves', 'aids', 'supports')
    """
    parent = relation_types()[name].parent
    return (name, *lineage(parent)) if parent else (name,)


def plover_of(relation: str) -> str | None:
    """The PLOVER event type of a relation type, or that of the nearest type above it."""
    kind = relation_types().get(relation)
    while kind is not None and kind.plover is None:
        kind = relation_types().get(kind.parent) if kind.parent else None
    return kind.plover if kind else None
