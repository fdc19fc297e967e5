"""All that makes a network: where its statements come from, how they are counted, and what is kept. A file of TOML."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

import tomli_w

from kg.catalogue import Catalogue
from kg.catalogue.catalogue import actor_given
from kg.errors import UsageError
from kg.networks import dna
from kg.networks.claimed import (
    ABOUT,
    SOURCES,
    VIEWS,
    WHOSE,
    About,
    Claimed,
    View,
    Whose,
    statements,
    with_attributes,
)
from kg.networks.intervals import intervals
from kg.networks.queried import queried
from kg.networks.settings import Filter, Settings
from kg.networks.tables import read_table
from kg.networks.viewpoint import Viewpoints, around, viewpoints, without
from kg.networks.weighted import weighted
from kg.networks.windows import Cut, Slice, Window, slices
from kg.store import Asked, Store

_SPAN = re.compile(r"(\d+)\s*([a-z]+)")
_UNITS: dict[str, Cut] = {
    "s": "seconds", "min": "minutes", "h": "hours", "d": "days", "w": "weeks", "m": "months", "y": "years",
    "e": "events",
}  # fmt: skip
_SIGNS = {"": 0, "positive": 1, "negative": -1}


@dataclass(frozen=True, slots=True)
class Recipe:
    """Statements of a view of the store, of a `query` to it, or of a `table`, and the network that is made of them.

    `weights` are those of kg.networks.weighted; `confidence` is the least of a claim; `least` statements name a row
    or column that stays, ties weigh at least `threshold` and are of one `sign` where it is set; the network is that
    `around` a name where there is one; `intervals` of ties are made of so many draws, with a `seed`.
    `measure` is what is measured on it, its name and its options.
    """

    view: View = "positions"
    table: str | None = None
    source: Whose = "innermost"
    about: About = "proposition"
    level: int = 0
    opposites: bool = False
    sources: str = ""
    query: str | None = None
    weights: tuple[str, ...] = ()
    confidence: float = 0.0
    settings: Settings = field(default_factory=Settings)
    window: Window | None = None
    least: int = 1
    threshold: float = 0.0
    sign: str = ""
    directed: bool = False
    around: str = ""
    intervals: int = 0
    seed: int = 0
    measure: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Self:
        """A recipe of values by name, with what the view sets where they do not. UsageError where one is unknown."""
        known = {one.name for one in fields(cls)} - {"settings", "window"}
        parts = {name: value for name, value in given.items() if name in known}
        if "measure" in parts:
            parts["measure"] = _underscored(parts["measure"])
        wanted = {name: value for name, value in given.items() if name not in known and name != "window"}
        names = {one.name for one in fields(Settings)}
        if unknown := sorted(set(wanted) - names):
            what = f"a network has no setting {unknown[0]}"
            raise UsageError(what, unknown[0], f"It has: {', '.join(sorted({*known, *names, 'window'}))}.")
        if parts.get("view", "positions") not in VIEWS:
            raise UsageError(f"there is no view {parts['view']}", str(parts["view"]), f"Choose {', '.join(VIEWS)}.")
        if parts.get("table") and parts.get("query"):
            raise UsageError("statements come from a table or from a query", str(parts["query"]), "Give one of them.")
        if isinstance(parts.get("weights"), str):
            raise UsageError("weights are a list", str(parts["weights"]), f'Write ["{parts["weights"]}"].')
        parts |= {"weights": tuple(parts.get("weights", ()))}
        preset = {} if parts.get("table") else asdict(VIEWS[parts.get("view", "positions")])
        filters = tuple(one if isinstance(one, Filter) else _filter(one) for one in wanted.pop("filters", ()))
        window = given.get("window")
        made = window if window is None or isinstance(window, Window) else Window(**_underscored(window))
        settings = Settings(**{**preset, **wanted}, filters=filters)
        return cls(**parts, settings=settings, window=made)._checked()

    @classmethod
    def read(cls, path: Path) -> Self:
        """A recipe from its file. UsageError where it cannot be read, or has something that is not known."""
        try:
            found = tomllib.loads(path.read_text(encoding="utf8"))
            return cls.of(_underscored(found))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise UsageError(f"the settings cannot be read: {error}", str(path), "Correct the file.") from error
        except TypeError as error:
            raise UsageError(f"the settings are wrong: {error}", str(path), "Correct the file.") from error

    def text(self) -> str:
        """The recipe as TOML, all of it, so that later versions with other defaults make the same of it."""
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        settings, window, measure = (own.pop(name) for name in ("settings", "window", "measure"))
        found = {**own, **{one.name: getattr(settings, one.name) for one in fields(settings)}}
        filters = [_plain(asdict(one)) for one in found.pop("filters")]
        found = _plain(found)
        if filters:
            found["filters"] = filters
        if window is not None:
            found["window"] = _plain(asdict(window))
        if measure:
            found["measure"] = _plain(measure)
        if settings.qualifier is None:
            found["qualifier"] = ""
        return tomli_w.dumps(found)

    def claimed(self, store: Store | None, catalogue: Catalogue | None = None) -> Claimed:
        """The statements, before anything is selected, with the attributes that the settings name.

        `store` may be missing where they come from a table, the catalogue where no named query is asked.
        """
        return self.weighed(self._stated(store, catalogue), store)

    def stated(self, store: Asked) -> Claimed:
        """All statements of the view, whatever else is chosen."""
        return statements(
            store, self.view, source=self.source, about=self.about, level=self.level, opposites=self.opposites,
            sources=self.sources,
        )  # fmt: skip

    def weighed(self, found: Claimed, store: Asked | None) -> Claimed:
        """Statements with the attributes that the settings name, their weights, and none that are not sure enough."""
        found = replace(found, left_out=found.left_out.copy())
        found = self._around(with_attributes(found, self._names()), store)
        found = replace(found, statements=weighted(found.statements, self.weights))
        confidence = found.statements.confidence
        if not self.confidence or confidence is None:
            return found
        sure = (confidence >= self.confidence).nonzero()[0]
        left = len(found.statements) - len(sure)
        found.left_out["not sure enough"] += left
        return replace(found, statements=found.statements.take(sure))

    def _stated(self, store: Store | None, catalogue: Catalogue | None) -> Claimed:
        if self.table is not None:
            path = Path(self.table)
            return Claimed(dna.statements_of(dna.read(path)) if path.suffix == ".dna" else read_table(path), {})
        if store is None:
            raise UsageError("there is no store to take statements from", self.view, "Name one, or a table.")
        return self.stated(store) if self.query is None else queried(store, self.query, catalogue)

    def _around(self, found: Claimed, store: Asked | None) -> Claimed:
        """With the name that the network is around, where it was given as an actor. QueryError where there is none."""
        axes = {self.settings.rows, self.settings.across}
        if not self.around or store is None or any(self.around in found.statements.column(a).values for a in axes):
            return found
        iri = actor_given(store, self.around, "around")
        return replace(found, around=next((name for name, one in found.iris.items() if one == iri), self.around))

    def _names(self) -> list[str]:
        """The columns that the settings name."""
        used = [self.settings.rows, self.settings.columns, self.settings.qualifier or ""]
        filtered = [one.name for one in self.settings.filters]
        return [*used, *filtered, *(one.partition("=")[0] for one in self.weights)]

    def network(self, found: Claimed) -> Viewpoints:
        """The network of statements over the whole period."""
        made = viewpoints(found.statements, self.settings, found.iris, found.attributes)
        made = replace(made, directed=self.directed)
        if (self.least, self.threshold, self.sign) != (1, 0.0, ""):
            made = without(made, least=self.least, threshold=self.threshold, sign=_SIGNS[self.sign])
        if self.around:
            made = around(made, found.around or self.around)
        return intervals(made, self.intervals, self.seed) if self.intervals else made

    def slices(self, found: Claimed) -> Iterator[Slice]:
        """The networks of the windows, one after another. UsageError where the recipe has none."""
        if self.window is None:
            raise UsageError("the settings have no window", "window", "Give one, such as 30d.")
        return slices(found.statements, self.settings, self.window)

    def _checked(self) -> Self:
        if self.window is not None and (self.around or self.intervals):
            raise UsageError("windows have no intervals and no centre", "window", "Leave out intervals and around.")
        for name, value, known in (
            ("source", self.source, WHOSE),
            ("proposition", self.about, ABOUT),
            ("kind of sources", self.sources, SOURCES),
            ("sign", self.sign, tuple(_SIGNS)),
        ):
            if value not in known:
                raise UsageError(f"there is no {name} {value}", str(value), f"Choose {', '.join(filter(None, known))}.")
        return self


def span(text: str) -> tuple[Cut, int]:
    """The unit and size of a window as people write it.

    >>> span("30d"), span("20e")
    (('days', 30), ('events', 20))
    """
    found = _SPAN.fullmatch(text.strip())
    units = _UNITS | {unit: unit for unit in _UNITS.values()}
    if not found or found[2] not in units:
        raise UsageError(f"{text} is no window", text, "Write a number and s, min, h, d, w, m, y or e, such as 30d.")
    return units[found[2]], int(found[1])


def _filter(given: Mapping[str, Any]) -> Filter:
    return Filter(given["name"], tuple(given["values"]), bool(given.get("keep")))


def _plain(given: Mapping[str, Any]) -> dict[str, Any]:
    """Values as TOML has them: none is left out, names with hyphens."""
    found = {name.replace("_", "-"): value for name, value in given.items() if value is not None}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def _underscored(given: Mapping[str, Any]) -> dict[str, Any]:
    found = {name.replace("-", "_"): value for name, value in given.items()}
    if found.get("qualifier") == "":
        found["qualifier"] = None
    return found
