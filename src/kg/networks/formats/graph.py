"""A viewpoint network as files have it: nodes with all that is known of them, and edges with their statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.networks.viewpoint import Viewpoints

Attributes = Mapping[str, Mapping[str, Mapping[str, str]]]
"""What is said of names, by variable, name and attribute; `color` is that of the node, in hexadecimal digits."""

Sign = Literal["positive", "negative", "mixed", ""]
BLACK = "#000000"
COLOURS = {"positive": "#00ff00", "negative": "#ff0000", "mixed": "#0000ff", "": BLACK}  # of edges, by sign
_COMBINED: dict[float, Sign] = {1.0: "positive", 2.0: "negative", 3.0: "mixed"}
OWN = frozenset({"id", "name", "label", "variable", "frequency", "iri"})
_TAKEN = OWN | {"viz", "pid", "parents", "start", "end", "slices", "spells"}  # the others mean something in GEXF


@dataclass(frozen=True, slots=True)
class Node:
    """A row or a column of a network. `id` is unique in it, and so is `name` in its mode."""

    id: str
    name: str
    variable: str
    frequency: int
    iri: str
    shape: str
    attributes: Mapping[str, str]

    @property
    def color(self) -> str:
        return self.attributes.get("color", BLACK)

    def row(self) -> dict[str, str | int]:
        """All that is known of it, by name."""
        known: dict[str, str | int] = {"variable": self.variable, "frequency": self.frequency, "iri": self.iri}
        return {"id": self.id, "name": self.name, **known, **self.attributes}


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie. `sign` is positive, negative, mixed, or empty where statements are counted whatever they say."""

    source: Node
    target: Node
    weight: float
    sign: Sign
    statements: tuple[str, ...]
    interval: tuple[float, float] | None = None

    def ends(self) -> dict[str, float]:
        """The ends of its interval by name, where it has one."""
        return {} if self.interval is None else dict(zip(("low", "high"), self.interval, strict=True))

    def row(self) -> dict[str, str | float]:
        """All that an edge of a file has beside its ends."""
        said = {"sign": self.sign, "color": COLOURS[self.sign], "statements": " ".join(self.statements)}
        return {"weight": self.weight, **self.ends(), **said}


@dataclass(frozen=True, slots=True)
class Graph:
    """A network as files have it: in two modes rows and columns are nodes, and an edge leads from row to column.

    Where it is `directed` a name is one node, of the variable that it was first found in. `rows` and `columns` lead
    from names to nodes.
    """

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rows: Mapping[str, Node]
    columns: Mapping[str, Node]
    directed: bool = False

    @classmethod
    def of(cls, found: Viewpoints, attributes: Attributes, *, behind: bool = True) -> "Graph":
        """The nodes, rows first, and the edges of a network, with the statements `behind` them or without."""
        nodes = tuple(_nodes(found, attributes))
        rows = {node.name: node for node in nodes[: len(found.rows)]}
        columns = {node.name: node for node in nodes[len(found.rows) :]}
        if found.directed or found.settings.mode == "one":
            rows = columns = rows | columns
        edges = (
            Edge(rows[t.row], columns[t.column], t.weight, sign_of(found, t.weight), t.statements, t.interval)
            for t in found.ties(behind=behind)
        )
        return cls(nodes, tuple(edges), rows, columns, found.directed)


def _nodes(found: Viewpoints, attributes: Attributes) -> Iterator[Node]:
    modes = [(found.settings.rows, found.rows, "ellipse")]
    if found.settings.mode == "two":
        modes.append((found.settings.columns, found.columns, "roundrectangle"))
    often = [found.frequency(variable) for variable, _, _ in modes]
    done: set[str] = set()
    count = 0
    for (variable, names, shape), frequency in zip(modes, often, strict=True):
        said = attributes.get(variable, {})
        for name in names:
            if found.directed and name in done:
                continue
            done.add(name)
            count += 1
            number = sum(one.get(name, 0) for one in often) if found.directed else frequency.get(name, 0)
            known = {**found.attributes.get(name, {}), **said.get(name, {})}
            own = {key if key not in _TAKEN else f"attribute {key}": value for key, value in known.items()}
            yield Node(f"n{count}", name, variable, number, found.iris.get(name, ""), shape, own)


def sign_of(found: Viewpoints, weight: float) -> Sign:
    """positive, negative, mixed, or empty where statements are counted whatever they say."""
    match found.settings.aggregation:
        case "combine" if found.levels == (0, 1):
            return _COMBINED.get(weight, "")
        case "subtract":
            return "negative" if weight < 0 else "positive"
        case "congruence":
            return "positive"
        case "conflict":
            return "negative"
    return ""


def number(value: float) -> int | float:
    """A number as short as it can be written."""
    return int(value) if value.is_integer() else value
