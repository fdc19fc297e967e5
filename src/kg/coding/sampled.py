"""Random samples, plain or stratified, that depend on nothing but the units and a seed."""

import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

import tomli_w

from kg.coding.units import Unit
from kg.errors import UsageError

BY = ("outlet", "year", "type")
NONE = "(none)"  # the stratum of units without outlet or year


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of all units: its name, how many units it has, and how many were drawn."""

    name: str
    size: int
    drawn: int


@dataclass(frozen=True, slots=True)
class Draw:
    """A drawn unit with its stratum and its document."""

    id: str
    stratum: str
    document: str


@dataclass(frozen=True, slots=True)
class Design:
    """How a sample was drawn: what (claims or passages), by which field, with which seed, from which snapshot."""

    what: str
    by: str
    seed: int
    snapshot: str
    strata: tuple[Stratum, ...]
    units: tuple[Draw, ...]

    @property
    def size(self) -> int:
        """How many units there are to draw from."""
        return sum(stratum.size for stratum in self.strata)

    def text(self) -> str:
        """The design as TOML."""
        return tomli_w.dumps(asdict(self))

    @classmethod
    def read(cls, path: Path) -> Self:
        """The design that was written beside a sheet. UsageError where it is not there or is damaged."""
        try:
            found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf8"))
            strata = tuple(Stratum(**one) for one in found.pop("strata"))
            units = tuple(Draw(**one) for one in found.pop("units"))
            return cls(**found, strata=strata, units=units)
        except FileNotFoundError as error:
            remedy = "Keep it beside the sheet under the sheet's name and .toml: `kg sample` wrote both."
            raise UsageError("the design of the sample is missing", str(path), remedy) from error
        except (OSError, ValueError, TypeError, KeyError) as error:
            remedy = "Draw the sample again with the same seed."
            raise UsageError(f"the design of the sample cannot be read: {error}", str(path), remedy) from error


def draw(units: Sequence[Unit], size: int, by: str | None, seed: int) -> tuple[tuple[Stratum, ...], list[Draw]]:
    """A random sample without replacement: the strata, and the drawn units sorted by id.

    Units are taken in the order of a hash of seed and id, so the order of the store changes nothing. Strata get units
    in proportion to their size, but at least one each. UsageError where that is more than the size of the sample.
    """
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault((unit.fields[by] or NONE) if by else "all", []).append(unit)
    shares = allocated({name: len(group) for name, group in groups.items()}, size)
    drawn = [
        Draw(unit.id, name, unit.document)
        for name, group in groups.items()
        for unit in sorted(group, key=lambda u: _place(seed, u.id))[: shares[name]]
    ]
    strata = tuple(Stratum(name, len(groups[name]), shares[name]) for name in sorted(groups))
    return strata, sorted(drawn, key=lambda one: one.id)


def _place(seed: int, identifier: str) -> str:
    return hashlib.sha256(f"{seed} {identifier}".encode()).hexdigest()


def allocated(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many units each stratum gives: its proportional share rounded by largest remainders, at least one.

    >>> allocated({"a": 90, "b": 9, "c": 1}, 10)
    {'a': 8, 'b': 1, 'c': 1}
    """
    total = sum(sizes.values())
    if size >= total:
        return dict(sizes)
    if size < len(sizes):
        what = f"a sample of {size} cannot have a unit of each of {len(sizes)} strata"
        raise UsageError(what, "--size", f"Draw at least {len(sizes)}, or without --by.")
    shares = {name: max(1, size * number // total) for name, number in sizes.items()}
    while (missing := size - sum(shares.values())) != 0:
        step = 1 if missing > 0 else -1
        free = [name for name in sorted(sizes) if (shares[name] < sizes[name] if step > 0 else shares[name] > 1)]
        # exact: the distance of a share from its quota, both times the total
        best = max(free, key=lambda name: step * (size * sizes[name] - shares[name] * total))
        shares[best] += step
    return shares
