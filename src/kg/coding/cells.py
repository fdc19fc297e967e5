"""Cells that pass through spreadsheet programs unharmed."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def escaped(value: str) -> str:
    """A text that no spreadsheet program takes for a formula (OWASP: CSV injection); `unescaped` gives it back.

    >>> escaped("=1+1"), escaped("'=1"), escaped("5 = 5")
    ("'=1+1", "''=1", '5 = 5')
    """
    return f"'{value}" if value.lstrip("'").startswith(_FORMULA) else value


def unescaped(value: str) -> str:
    """The text that was escaped. Where a program has taken the apostrophe away, it is as before."""
    return value[1:] if value.startswith("'") and value.lstrip("'").startswith(_FORMULA) else value


def sheet(columns: Sequence[str], rows: Iterable[Mapping[str, str]], separator: str = "comma", bom: bool = True) -> str:
    """A table for a spreadsheet program: CSV that begins with a byte order mark, by which they know UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=SEPARATORS[separator], lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([escaped(row.get(column, "")) for column in columns] for row in rows)
    return ("\ufeff" if bom else "") + out.getvalue()
