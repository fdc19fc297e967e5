"""Countries as headers print them: a code, a country, a city; dates as bylines print them."""

import csv
import datetime as dt
import re
from functools import cache
from pathlib import Path

from kg.model.ids import fold
from kg.registry import Registry

_CODES = {"UK": "GB", "EL": "GR"}
_NUMERIC = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
_WRITTEN = re.compile(
    rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})\.?|(?:{_MONTHS})\.?\s+\d{{1,2}}),?\s+\d{{4}}\b", re.I
)
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def country_of(words: str, registry: Registry) -> str | None:
    """The ISO 3166-1 code of a printed country, code, nationality or city; None where it is none.

    `UK` and `EL` are read as GB and GR.
    """
    words = words.strip()
    if re.fullmatch(r"[A-Z]{2}", words):
        return _CODES.get(words, words)
    for actor in (*registry.named(words), *registry.by_adjective(words)):
        if actor.type in ("State", "Region") and actor.country:
            return actor.country
    seats = [a for a in registry.by_metonym(words) if a.type == "Government" and a.country]
    return seats[0].country if seats else cities().get(fold(words))


@cache
def cities() -> dict[str, str]:
    """The country of each city in which papers appear, by the city's folded English and local names."""
    with (Path(__file__).parent / "lexicon" / "cities.tsv").open(encoding="utf8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {fold(city): row["country"] for row in rows for city in row["cities"].split("|")}


def date_in(words: str) -> dt.date | None:
    """The first complete date; 03/04/2019 is day first.

    >>> date_in("7 May 2021")
    datetime.date(2021, 5, 7)
    """
    if found := _ISO.search(words):
        return _valid(*(int(n) for n in found.group().split("-")))
    if found := _NUMERIC.search(words):
        day, month, year = (int(n) for n in found.groups())
        return _valid(year, month, day)
    if found := _WRITTEN.search(words):
        import dateparser  # takes longer to load than most pages to read

        parsed = dateparser.parse(found.group(), languages=["en"], settings={"DATE_ORDER": "DMY"})
        return parsed.date() if parsed else None
    return None


def _valid(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def known_outlet(words: str, registry: Registry) -> bool:
    return fold(words) in registry.outlet_names()
