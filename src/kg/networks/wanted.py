"""What people ask for in words, at the command line or in an address, as a recipe."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kg.errors import UsageError
from kg.networks.claimed import VIEWS
from kg.networks.recipe import Recipe, span
from kg.networks.settings import Filter, Settings
from kg.networks.windows import Window

_COUNTED = ("mode", "aggregation", "normalisation", "duplicates", "isolates")
_USUAL = {"one": "congruence", "two": "subtract"}
_CUT = ("kernel", "align", "cumulative")


def wanted(
    view: str, given: Mapping[str, Any], since: str | None, until: str | None, *, usual: Settings | None = None,
    window: Window | None = None,
) -> Recipe:  # fmt: skip
    """A recipe of what is given by name; what is left open is as in `usual` and `window`, where these are given.

    `only` and `exclude` are NAME=VALUE; `window` is as in 30d, and one of a single unit lies after its date; `since`
    and `until` are days, months or years. UsageError where a value is none, or two do not go together.
    """
    found = {name: value for name, value in given.items() if name not in (*_CUT, "only", "exclude")}
    if view in VIEWS:
        found["view"] = view
    usually = {} if usual is None else {name: getattr(usual, name) for name in _COUNTED}
    mode = found.get("mode", usually.get("mode", "two"))
    if mode != usually.get("mode", mode):
        usually = {}
    found = {**usually, **found}
    found.setdefault("aggregation", _USUAL[mode])
    found["compat"] = found.get("compat") == "dna3"
    found["filters"] = [*_filters(given.get("only", ()), keep=True), *_filters(given.get("exclude", ()), keep=False)]
    cut = {name: given[name] for name in _CUT if name in given}
    if "window" in found:
        unit, size = span(found["window"])
        base = Window() if window is None or unit == "events" else window
        if size == 1 and not {"align", "kernel"} & cut.keys() and base.kernel is None and not found["compat"]:
            cut["align"] = "forward"  # around its date a window of one unit is an instant
        found["window"] = replace(base, unit=unit, size=size, **cut)
    elif window is not None:
        found["window"] = replace(window, **cut)
    elif cut:
        raise UsageError(f"{next(iter(cut))} needs a window", "window", "Add one, such as 30d.")
    if found.get("qualifier") == "":
        found["qualifier"] = None
    found |= {name: value for name, value in (("start", _begin(since)), ("stop", _end(until))) if value}
    return Recipe.of(found)


def _filters(given: Sequence[str], *, keep: bool) -> list[Filter]:
    values: dict[str, list[str]] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError(f"{one} is no NAME=VALUE", one, "Write a column and a value, such as outlet=Telex.")
        values.setdefault(name, []).append(value)
    return [Filter(name, tuple(some), keep) for name, some in values.items()]


def _begin(date: str | None) -> str | None:
    return None if date is None else (date + "-01-01"[len(date) - 4 :])[:10]


def _end(date: str | None) -> str | None:
    """The last second of a day, month or year."""
    return None if date is None else str((np.datetime64(date) + 1).astype("datetime64[s]") - 1)
