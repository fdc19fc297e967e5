"""A viewpoint network: who stands to what or whom, with the statements behind each tie."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import numpy as np

from kg.errors import UsageError
from kg.networks.counted import Counting
from kg.networks.matrices import matrix
from kg.networks.selected import Selection, select
from kg.networks.settings import Settings
from kg.networks.statements import Ints, Statements

if TYPE_CHECKING:
    import pandas as pd

    from kg.networks.plots import Figure


@dataclass(frozen=True, slots=True)
class Tie:
    """A cell that is not zero, the ids of the statements that it rests on, and its interval where that was asked."""

    row: str
    column: str
    weight: float
    statements: tuple[str, ...]
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Viewpoints:
    """A network as a sparse matrix (CSR, 64-bit) with the names of its rows and columns.

    `iris` leads from names to what they stand for, and `attributes` to what is known of that. In one
    mode rows and columns are the same. Where it is `directed` rows and columns name the same kind of things, such as
    actors: ties lead from row to column, and a name is one node. UsageError for one mode, which has no direction.
    """

    settings: Settings
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    matrix: Any
    selection: Selection
    levels: tuple[Any, ...]
    iris: dict[str, str] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=dict)
    ends: Any = None  # of the intervals of ties: low and high, each in the order of the data of the matrix
    directed: bool = False

    def __post_init__(self) -> None:
        if self.directed and self.settings.mode == "one":
            raise UsageError("a network in one mode has no direction", "directed", "Make it with mode two.")

    def __len__(self) -> int:
        """The number of statements that were counted."""
        return len(self.selection)

    def ties(self, *, behind: bool = True) -> Iterator[Tie]:
        """All ties, sorted by names; in one mode each pair once. Without what is `behind` them it takes far less."""
        found = self.matrix.tocoo()
        of = _Behind(self).of if behind else _nothing
        for place in np.lexsort((found.col, found.row)):
            row, column = found.row[place], found.col[place]
            if self.settings.mode == "two" or row < column:
                names = self.rows[row], self.columns[column]
                interval = None if self.ends is None else (float(self.ends[0, place]), float(self.ends[1, place]))
                yield Tie(*names, float(found.data[place]), of(*names), interval)

    def claims(self, row: str, column: str) -> tuple[str, ...]:
        """The ids of the statements behind a tie. UsageError where the network has no such name."""
        for name, known in ((row, self.rows), (column, self.columns)):
            if name not in known:
                raise UsageError(f"the network has no {name}", name, "Its rows and columns list the names.")
        return _Behind(self).of(row, column)

    def frequency(self, variable: str) -> dict[str, int]:
        """How many statements have each value of rows or columns."""
        column = self.selection.statements.column(variable)
        counts = np.bincount(column.codes[self.selection.kept], minlength=len(column.values))
        return {str(value): int(count) for value, count in zip(column.values, counts, strict=True)}

    def to_networkx(self) -> Any:
        """A Graph; nodes have `label`, `variable`, `frequency` and `iri`, edges `weight`, `sign` and `statements`.

        In two modes the key of a node is its variable and its name, since both modes may have the same. A directed
        network is a DiGraph from rows to columns, in which the same name is the same node.
        """
        made: Any = (nx.DiGraph if self.directed else nx.Graph)(settings=str(self.settings))
        for variable, names in self._named():
            frequency = self.frequency(variable)
            for name in names:
                known = {"variable": variable, "frequency": frequency.get(name, 0), "iri": self.iris.get(name, "")}
                key = self._key(variable, name)
                if key in made:
                    made.nodes[key]["frequency"] += known["frequency"]
                else:
                    made.add_node(key, label=name, **self.attributes.get(name, {}), **known)
        for tie in self.ties():
            ends = self._key(self.settings.rows, tie.row), self._key(self.settings.columns, tie.column)
            sign = "negative" if tie.weight < 0 else "positive"
            made.add_edge(*ends, weight=tie.weight, sign=sign, statements=" ".join(tie.statements))
        return made

    def _key(self, variable: str, name: str) -> str:
        return name if self.settings.mode == "one" or self.directed else f"{variable}: {name}"

    def to_igraph(self) -> Any:
        """The same for igraph, which is an extra: kg[igraph]."""
        try:
            import igraph
        except ImportError as error:
            raise UsageError("igraph is not installed", "to_igraph", "Install it: pip install kg[igraph].") from error
        return igraph.Graph.from_networkx(self.to_networkx())

    def to_pandas(self) -> "pd.DataFrame":
        """Rows by columns, zeros included."""
        import pandas as pd  # which takes half a second to load

        return pd.DataFrame(self.matrix.toarray(), index=list(self.rows), columns=list(self.columns))

    def plot(self, path: str | Path | None = None, kind: str = "network", **how: Any) -> "Figure":
        """A drawing of the graph, or a `heat` map; a file of it, too, where a path is given: svg, png or pdf.

        UsageError where there is no such kind or ending. `how` goes to the function of kg.networks.plots.
        """
        from kg.networks import plots

        return plots.picture(self, kind, None if path is None else Path(path), **how)

    def _named(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        yield self.settings.rows, self.rows
        if self.settings.mode == "two":
            yield self.settings.columns, self.columns


def viewpoints(
    statements: Statements,
    settings: Settings,
    iris: dict[str, str] | None = None,
    attributes: dict[str, dict[str, str]] | None = None,
) -> Viewpoints:
    """The network of statements; IRIs and attributes are by name."""
    selection = select(statements, settings)
    counts = Counting(selection, settings).counts(selection.kept)
    columns = counts.rows if settings.mode == "one" else counts.columns
    return Viewpoints(
        settings,
        counts.rows,
        columns,
        matrix(counts, settings),
        selection,
        counts.levels,
        dict(iris or {}),
        dict(attributes or {}),
    )


def without(found: Viewpoints, *, least: int = 1, threshold: float = 0.0, sign: int = 0) -> Viewpoints:
    """Ties of at least a weight, of one sign where it is not 0, and names of at least so many statements."""
    variables = found.settings.rows, found.settings.across
    kept = [
        np.array([n for n, name in enumerate(names) if said.get(name, 0) >= least], np.int64)
        for names, said in zip((found.rows, found.columns), map(found.frequency, variables), strict=True)
    ]
    made = found.matrix[kept[0]][:, kept[1]].copy()
    made.data[(abs(made.data) < threshold) | ((np.sign(made.data) != sign) if sign else False)] = 0
    made.eliminate_zeros()
    rows, columns = (
        tuple(names[n] for n in index) for names, index in zip((found.rows, found.columns), kept, strict=True)
    )
    return replace(found, rows=rows, columns=columns, matrix=made)


def around(found: Viewpoints, name: str) -> Viewpoints:
    """The ties of a name; in one mode also those that its neighbours have among each other.

    UsageError where the network has no such name.
    """
    if name not in found.rows and name not in found.columns:
        raise UsageError(f"the network has no {name}", name, "Its rows and columns list the names.")
    row, column = (np.array([one == name for one in names], bool) for names in (found.rows, found.columns))
    places = found.matrix.tocoo()
    if found.settings.mode == "one":
        near = row.copy()
        near[places.col[row[places.row]]] = True
        kept, rows, columns = near[places.row] & near[places.col], near, near
    else:
        kept = row[places.row] | column[places.col]
        rows, columns = row.copy(), column.copy()
        rows[places.row[kept]] = True
        columns[places.col[kept]] = True
    made = found.matrix.copy()
    made.data[~kept] = 0
    made = made[np.flatnonzero(rows)][:, np.flatnonzero(columns)]
    made.eliminate_zeros()
    return replace(
        found,
        matrix=made,
        rows=tuple(found.rows[n] for n in np.flatnonzero(rows)),
        columns=tuple(found.columns[n] for n in np.flatnonzero(columns)),
    )


class _Behind:
    """Statements by the names of a tie: in two modes of its row and column, in one those of both about the same."""

    def __init__(self, of: Viewpoints) -> None:
        self._mode, selection = of.settings.mode, of.selection
        self._ids = selection.statements.ids
        self._row, self._column = (
            selection.statements.column(name) for name in (of.settings.rows, of.settings.columns)
        )
        self._by_row: dict[str, Ints] = _grouped(self._row.codes, selection.kept, self._row.values)

    def of(self, row: str, column: str) -> tuple[str, ...]:
        mine = self._by_row.get(row, _NONE)
        if self._mode == "two":
            index = mine[[self._column.values[code] == column for code in self._column.codes[mine]]]
        else:
            theirs = self._by_row.get(column, _NONE)
            both = np.concatenate([
                one[np.isin(self._column.codes[one], self._column.codes[other])]
                for one, other in ((mine, theirs), (theirs, mine))
            ])  # fmt: skip
            index = np.sort(both)
        return tuple(dict.fromkeys(self._ids[n] for n in index))


def _nothing(row: str, column: str) -> tuple[str, ...]:
    return ()


_NONE = np.zeros(0, np.int64)


def _grouped(codes: Ints, kept: Ints, values: tuple[Any, ...]) -> dict[str, Ints]:
    if not len(kept):
        return {}
    order = kept[np.argsort(codes[kept], kind="stable")]
    found, starts = np.unique(codes[order], return_index=True)
    return {str(values[code]): part for code, part in zip(found, np.split(order, starts)[1:], strict=True)}
