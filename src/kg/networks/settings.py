"""What a viewpoint network is to be, as people say it; names are those of the Discourse Network Analyzer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kg.errors import UsageError

Mode = Literal["one", "two"]
Aggregation = Literal["ignore", "binary", "congruence", "conflict", "subtract", "combine"]
Normalisation = Literal["no", "activity", "prominence", "average", "jaccard", "cosine", "salton"]
Duplicates = Literal["include", "document", "day", "week", "month", "year", "acrossrange"]

MODES: tuple[Mode, ...] = ("one", "two")
DUPLICATES: tuple[Duplicates, ...] = ("include", "document", "day", "week", "month", "year", "acrossrange")
AGGREGATIONS: dict[Mode, tuple[Aggregation, ...]] = {
    "one": ("ignore", "congruence", "conflict", "subtract"),
    "two": ("ignore", "binary", "subtract", "combine"),
}
NORMALISATIONS: dict[Mode, tuple[Normalisation, ...]] = {
    "one": ("no", "average", "jaccard", "cosine", "salton"),
    "two": ("no", "activity", "prominence"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Statements that have one of some values are left out; with `keep` all others are."""

    name: str
    values: tuple[str, ...]
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Settings:
    """How statements become a network. `rows` and `columns` name variables, or fields of the document.

    Times are ISO 8601 and inclusive; without them the first and the last document. `compat` gives the answers of
    DNA 3.1.2 also where they are not what it documents.
    """

    rows: str = "organization"
    columns: str = "concept"
    qualifier: str | None = "agreement"
    mode: Mode = "two"
    aggregation: Aggregation = "ignore"
    normalisation: Normalisation = "no"
    duplicates: Duplicates = "include"
    isolates: bool = False
    start: str | None = None
    stop: str | None = None
    filters: tuple[Filter, ...] = ()
    compat: bool = False

    @property
    def across(self) -> str:
        """The variable whose values are the columns of the matrix: in one mode that of the rows."""
        return self.rows if self.mode == "one" else self.columns

    def __post_init__(self) -> None:
        """UsageError where a value is none, or does not go with the mode."""
        for name, value, known in (
            ("mode", self.mode, MODES),
            ("duplicates", self.duplicates, DUPLICATES),
            ("aggregation", self.aggregation, AGGREGATIONS.get(self.mode, ())),
            ("normalisation", self.normalisation, NORMALISATIONS.get(self.mode, ())),
        ):
            _known(name, value, known)


def _known(name: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        raise UsageError(f"there is no {name} {value} here", value, f"Choose {', '.join(known)}.")
