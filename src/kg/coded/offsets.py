"""Places in a text: the Discourse Network Analyzer counts UTF-16 code units, kg code points."""

from bisect import bisect_left, bisect_right

_TWO_UNITS = 0x10000  # the first code point that takes two


class Offsets:
    """Translates places in one text.

    >>> offsets = Offsets("a🚢b")
    >>> offsets.points(3), offsets.units(2)
    (2, 3)
    """

    def __init__(self, text: str) -> None:
        self._points = [n for n, sign in enumerate(text) if ord(sign) >= _TWO_UNITS]
        self._units = [point + count for count, point in enumerate(self._points)]

    def points(self, units: int) -> int:
        """The code point at a place in code units."""
        return units - bisect_left(self._units, units)

    def units(self, points: int) -> int:
        """The place in code units of a code point."""
        return points + bisect_right(self._points, points - 1)
