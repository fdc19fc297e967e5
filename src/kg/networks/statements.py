"""Statements as columns: who holds what, how, when, and where it stands. What viewpoint networks are made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from kg.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["text", "boolean", "integer"]
Ints = NDArray[np.int64]
Times = NDArray[np.datetime64]  # seconds, without a zone


@dataclass(frozen=True, slots=True)
class Column:
    """Values of statements: `codes[n]` is the place in `values` of that of statement n.

    Values are sorted: texts by code point, of which the empty one means that there is none; booleans are 0 and 1.
    """

    codes: Ints
    values: tuple[Any, ...]
    kind: Kind = "text"

    @classmethod
    def of(cls, values: Sequence[Any], kind: Kind = "text") -> Self:
        """A column of values in the order of the statements."""
        known = (0, 1) if kind == "boolean" else tuple(sorted(set(values)))
        places = {value: n for n, value in enumerate(known)}
        return cls(np.fromiter((places[value] for value in values), np.int64, len(values)), known, kind)

    def take(self, index: Ints) -> Self:
        """The same values for some of the statements."""
        return replace(self, codes=self.codes[index])

    @property
    def empty(self) -> int:
        """The code of the empty text, -1 where no statement has it."""
        return 0 if self.kind == "text" and self.values[:1] == ("",) else -1

    def at(self, index: int) -> Any:
        return self.values[self.codes[index]]


@dataclass(frozen=True, slots=True)
class Statements:
    """Statements in their fixed order: by time, document, place in it, and number.

    `variables` belong to the statement, `fields` to its document. `first` and `last` are the times of the first and
    the last document, also of one without a statement. A statement without a time comes last. It may count as
    `weights`, else as 1.
    """

    ids: tuple[str, ...]
    times: Times
    documents: Column
    variables: Mapping[str, Column]
    fields: Mapping[str, Column] = field(default_factory=dict)
    first: np.datetime64 | None = None
    last: np.datetime64 | None = None
    weights: NDArray[np.float64] | None = None
    confidence: NDArray[np.float64] | None = None  # 0 to 1

    def __len__(self) -> int:
        return len(self.ids)

    def column(self, name: str) -> Column:
        """A variable, or a field of the document. UsageError where there is none of the name."""
        found = self.variables.get(name) or self.fields.get(name)
        if found is None:
            known = ", ".join(sorted({*self.variables, *self.fields}))
            raise UsageError(f"statements have no {name}", name, f"They have: {known}.")
        return found

    def to_pandas(self) -> "pd.DataFrame":
        """A row for each, in the fixed order."""
        import pandas as pd  # which takes half a second to load

        columns = {"document_id": self.documents, **self.variables, **self.fields}
        made = {name: np.array(column.values)[column.codes] for name, column in columns.items() if column.values}
        known = {"weight": self.weights, "confidence": self.confidence}
        given = {name: values for name, values in known.items() if values is not None}
        return pd.DataFrame({"statement_id": list(self.ids), "time": self.times, **made, **given})

    def begin(self) -> np.datetime64:
        """When the first document was, or else the first statement."""
        return _extreme(self.times, np.min) if self.first is None else self.first

    def end(self) -> np.datetime64:
        """When the last document was, or else the last statement."""
        return _extreme(self.times, np.max) if self.last is None else self.last

    def ordered(self, places: Sequence[Ints] = ()) -> Self:
        """In the fixed order; `places` are where in the document each begins and ends, and its number."""
        index = np.lexsort((*reversed(places), self.documents.codes, self.times))
        return self.take(index)

    def take(self, index: Ints) -> Self:
        """Some of the statements, in the order given."""
        return replace(
            self,
            ids=tuple(self.ids[n] for n in index),
            times=self.times[index],
            documents=self.documents.take(index),
            variables=_taken(self.variables, index),
            fields=_taken(self.fields, index),
            weights=None if self.weights is None else self.weights[index],
            confidence=None if self.confidence is None else self.confidence[index],
        )


def _taken(columns: Mapping[str, Column], index: Ints) -> dict[str, Column]:
    return {name: column.take(index) for name, column in columns.items()}


def times(values: Iterable[Any]) -> Times:
    """Times in seconds from texts in ISO 8601; an empty one is no time (NaT)."""
    return np.array([value or "NaT" for value in values], dtype="datetime64[s]")


def _extreme(found: Times, of: Callable[[Times], np.datetime64]) -> np.datetime64:
    dated = found[~np.isnat(found)]
    return of(dated) if len(dated) else np.datetime64("NaT")
