"""Small networks to draw."""

from typing import Any

from kg.networks.settings import Settings
from kg.networks.statements import Column, Statements, times
from kg.networks.viewpoint import Viewpoints, viewpoints

HOSTILE = (
    "$x^$",
    "<script>alert(1)</script>",
    "two\nlines \x07",
    "very long " * 30,
    "שלום עולם",
    "مرحبا بالعالم",
    "习近平",
    "_hidden",
)
SAID = [
    ("Ada", "tax", 1), ("Ada", "war", 0), ("Bob", "tax", 1), ("Bob", "war", 1), ("Cyd", "tax", 0), ("Cyd", "sea", 1),
    ("Dan", "sea", 1), ("Eve", "ice", 0), ("Eve", "ice", 1), ("Ada", "tax", 1), ("Dan", "tax", 0), ("Dan", "war", 0),
]  # fmt: skip
Said = list[tuple[str, str, int]]


def statements(said: Said) -> Statements:
    """One a day, each in a document of its own, in the order of their values."""
    documents = Column.of([f"d{n:03}" for n in range(len(said))])
    variables = {
        "organization": Column.of([one[0] for one in said]),
        "concept": Column.of([one[1] for one in said]),
        "agreement": Column.of([one[2] for one in said], "boolean"),
    }
    days = times(f"2021-01-{1 + n % 28:02}" for n in range(len(said)))
    return Statements(tuple(f"s{n}" for n in range(len(said))), days, documents, variables).ordered()


def network(said: Said | None = None, **settings: Any) -> Viewpoints:
    return viewpoints(statements(SAID if said is None else said), Settings(**{"aggregation": "subtract", **settings}))


def crowd(nodes: int) -> Said:
    """A network of many names, some of them long."""
    return [
        (f"Organisation number {n % nodes}", f"concept {n * 7 % (nodes // 2)} of many", n % 3 % 2)
        for n in range(nodes * 3)
    ]
