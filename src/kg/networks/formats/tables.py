"""Networks as tables in CSV and as JSON."""

import csv
import io
import json
import math
from collections.abc import Iterable
from typing import Any

from kg.networks.formats.graph import OWN, Attributes, Graph, Node, number
from kg.networks.viewpoint import Viewpoints


def matrix(found: Viewpoints, about: str, attributes: Attributes) -> str:
    """The matrix in CSV, names quoted and numbers not. There is no place in it for `about` and attributes."""
    rows = (
        [name, *map(number, values)] for name, values in zip(found.rows, found.matrix.toarray().tolist(), strict=True)
    )
    return _csv([["", *found.columns], *rows])


def edges(found: Viewpoints, about: str, attributes: Attributes) -> str:
    """A row an edge in CSV, with the ids of its statements."""
    made = Graph.of(found, attributes)
    ends = ["low", "high"] if found.ends is not None else []
    rows = (
        [
            e.source.name,
            e.target.name,
            number(e.weight),
            *map(number, e.ends().values()),
            e.sign,
            " ".join(e.statements),
        ]
        for e in made.edges
    )
    return _csv([["source", "target", "weight", *ends, "sign", "statements"], *rows])


def nodes(found: Viewpoints, about: str, attributes: Attributes) -> str:
    """A row a node in CSV, with all attributes."""
    rows = [node.row() for node in Graph.of(found, attributes).nodes]
    columns = [*Node("", "", "", 0, "", "", {}).row(), *sorted({key for row in rows for key in row} - OWN)]
    return _csv([columns, *([row.get(column, "") for column in columns] for row in rows)])


def _csv(rows: Iterable[list[Any]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return out.getvalue()


def node_link(found: Viewpoints, about: str, attributes: Attributes) -> str:
    """JSON with `nodes` and `links`, as networkx and D3 read it."""
    made = Graph.of(found, attributes)
    value = {
        "directed": made.directed, "multigraph": False, "graph": {"about": about},
        "nodes": [node.row() for node in made.nodes],
        "links": [
            {"source": e.source.id, "target": e.target.id, "weight": None if math.isnan(e.weight) else e.weight,
             **e.ends(), "sign": e.sign, "statements": list(e.statements)}
            for e in made.edges
        ],
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
