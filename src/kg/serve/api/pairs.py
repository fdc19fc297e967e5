"""Values of things as numbers: pairs of the number of a thing and the number of one of its values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from kg.networks.statements import Column, Ints


@dataclass(frozen=True, slots=True)
class Pairs:
    """Thing `things[n]` has the value `values[codes[n]]`; sorted, each pair once. Values are sorted by code point."""

    things: Ints
    codes: Ints
    values: tuple[str, ...]

    @classmethod
    def of(cls, numbers: Mapping[str, int], things: Sequence[str], values: Sequence[str]) -> Self:
        """What is said of the things that have a number."""
        column = Column.of(values)
        places = np.fromiter((numbers.get(thing, -1) for thing in things), np.int64, len(things))
        return cls._sorted(places[places >= 0], column.codes[places >= 0], column.values)

    @classmethod
    def _sorted(cls, things: Ints, codes: Ints, values: tuple[str, ...]) -> Self:
        size = max(len(values), 1)
        both = np.sort(things * size + codes)
        both = both[np.diff(both, prepend=-1) > 0]  # six times as fast as numpy.unique of numpy 2.4, which hashes
        return cls(both // size, both % size, values)

    def first(self) -> Self:
        """Of several values of a thing the first."""
        things, where = np.unique(self.things, return_index=True)
        return type(self)(things, self.codes[where], self.values)

    def then(self, further: Self) -> Self:
        """The values of the values: thing n of `further` is what is called value n here."""
        begin = np.searchsorted(further.things, self.codes, "left")
        sizes = np.searchsorted(further.things, self.codes, "right") - begin
        ends = np.cumsum(sizes)
        found = np.arange(sizes.sum()) + np.repeat(begin - ends + sizes, sizes)
        return self._sorted(np.repeat(self.things, sizes), further.codes[found], further.values)

    def numbers(self) -> dict[str, int]:
        """The number of each value."""
        return {value: n for n, value in enumerate(self.values)}

    def renamed(self, name: Callable[[str], str]) -> Self:
        """With another name for each value; values may fall together."""
        column = Column.of([name(value) for value in self.values])
        return self._sorted(self.things, column.codes[self.codes], column.values)

    def or_else(self, other: Self) -> Self:
        """With what the other says of things of which this says nothing."""
        left = ~np.isin(other.things, self.things)
        return self._joined(Pairs(other.things[left], other.codes[left], other.values))

    def __or__(self, other: Self) -> Self:
        """What either says."""
        return self._joined(other)

    def _joined(self, other: "Pairs") -> Self:
        values = tuple(sorted({*self.values, *other.values}))
        places = {value: n for n, value in enumerate(values)}
        codes = [np.array([places[value] for value in one.values], np.int64)[one.codes] for one in (self, other)]
        return self._sorted(np.concatenate([self.things, other.things]), np.concatenate(codes), values)

    def of_each(self, count: int, given: Mapping[str, int], otherwise: int) -> Ints:
        """For each of `count` things what is given for its value, of which it has at most one."""
        of_code = np.array([given.get(value, otherwise) for value in self.values], np.int64)
        found = np.full(count, otherwise)
        found[self.things] = of_code[self.codes]
        return found
