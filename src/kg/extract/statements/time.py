"""Time expressions: the words of a clause that say when, and their normal form in EDTF."""

import calendar
import datetime as dt
from dataclasses import dataclass

from kg.extract.statements.arguments import Clause
from kg.extract.statements.predicates import words
from kg.language import Token
from kg.model.records import Span

_MONTHS = {m.lower(): n for n, m in enumerate(calendar.month_name) if m} | {
    m.lower(): n for n, m in enumerate(calendar.month_abbr) if m
}
_DAYS = {d.lower(): n for n, d in enumerate(calendar.day_name)}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365, "decade": 3652, "century": 36524, "hour": 0, "minute": 0}
_POINTS = frozenset(
    {"today", "yesterday", "tomorrow", "tonight", "morning", "evening", "night", "weekend", "afternoon"}
)
_PREPOSITIONS = frozenset(
    {
        "in",
        "on",
        "at",
        "since",
        "until",
        "till",
        "before",
        "after",
        "during",
        "for",
        "from",
        "by",
        "over",
        "within",
        "between",
    }
)
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6} | {
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}


@dataclass(frozen=True, slots=True)
class Time:
    """When: the place of the words, and the tokens they consist of."""

    span: Span
    tokens: tuple[str, ...]


def find_time(clause: Clause, verb: Token) -> Time | None:
    """The time expression of a verb's clause, or of the verb that governs it."""
    token = verb
    for _ in range(4):
        for place in _places(clause, token):
            if (found := _at(clause, place)) is not None:
                return found
        head = clause.sentence.head(token)
        shared = token.dep == "conj" and not clause.sentence.kids(token, "nsubj", "nsubjpass")
        if head.index == token.index or not (shared or token.dep in ("xcomp", "dobj", "attr", "acomp", "acl", "advcl")):
            return None
        if token.dep == "advcl" and clause.sentence.kids(token, "nsubj", "mark"):
            return None
        token = head
    return None


def _places(clause: Clause, verb: Token) -> list[Token]:
    near = [verb, *clause.sentence.kids(verb, "dobj", "attr", "acomp", "prep", "agent")]
    return near + [p for k in near if k.dep in ("prep", "agent") for p in clause.sentence.kids(k, "pobj")]


def _at(clause: Clause, word: Token) -> Time | None:
    for kid in clause.sentence.kids(word, "prep", "npadvmod", "advmod", "pobj", "tmod", "mark"):
        if kid.dep == "pobj" or not _tells_time(clause, kid):
            continue
        tokens = _phrase(clause, kid)
        if 0 < len(tokens) <= 7:
            return Time(Span(tokens[0].start, tokens[-1].end), tuple(t.lower for t in tokens))
    return None


def _tells_time(clause: Clause, kid: Token) -> bool:
    sentence = clause.sentence
    if kid.pos in ("ADP", "SCONJ"):
        if kid.lower not in _PREPOSITIONS:
            return kid.lower == "ago"
        objects = sentence.kids(kid, "pobj")
        if not objects or any(k.lower in _MONTHS for o in objects for k in sentence.kids(o, "compound")):
            return _month_after(clause, kid)
        if kid.lower in ("after", "before", "since") and any(o.lower in words("events") for o in objects):
            return True
        if kid.lower in ("after", "before") and any(
            o.tag == "NNS" and not sentence.kids(o, "nummod", "det", "poss") for o in objects
        ):
            return False
        return any(_is_time(o) or (kid.lower in ("before", "after", "since") and o.entity == "DATE") for o in objects)
    return _is_time(kid) or kid.lower == "ago"


def _month_after(clause: Clause, prep: Token) -> bool:
    """In [May Biden] waived: the month beside a name."""
    after = clause.sentence.tokens[prep.index + 1 : prep.index + 2]
    return bool(after) and after[0].lower in _MONTHS


def _is_time(token: Token) -> bool:
    word = token.lower
    if word in _POINTS or (word in _MONTHS and token.pos == "PROPN") or word in _DAYS or word in _SEASONS:
        return True
    if token.lemma.lower() in _UNITS and token.pos == "NOUN":
        return True
    if token.lemma.lower() in ("beginning", "start", "end", "outset"):
        return True
    return _year(word) is not None or (word[:4].isdigit() and word[4:] == "s")


def _phrase(clause: Clause, top: Token) -> list[Token]:
    """A phrase without the clauses inside it and without punctuation at its ends."""
    if top.pos == "ADP" and _month_after(clause, top):
        rest = clause.sentence.tokens[top.index + 2 : top.index + 3]
        return list(
            clause.sentence.tokens[top.index : top.index + 2 + (bool(rest) and _year(rest[0].lower) is not None)]
        )
    tokens = [t for t in clause.sentence.subtree(top) if t.lower not in ("only", "just", "even", "already")]
    ends = ("relcl", "acl", "advcl", "cc")
    stop = next(
        (n for n, t in enumerate(tokens) if n and (t.dep in ends or t.text in ",;:—" or t.dep == "nsubj")), None
    )
    if stop is not None:
        tokens = tokens[:stop]
    return tokens


def _year(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) == 4 and 1000 <= int(word) <= 2199 else None


def normal_time(phrase: tuple[str, ...], anchor: dt.date | None) -> str | None:
    """The EDTF form of a time expression, seen from the day `anchor`; None where it has none.

    >>> normal_time(("since", "2020"), None)
    '2020/..'
    """
    rest = [
        w
        for w in phrase
        if w not in ("the", "of", "in", "on", "at", "during", "early", "late", "very", ",", "mid", "-")
    ]
    if not rest:
        return None
    first = rest[0]
    if first in ("between", "from") and (two := _two(rest[1:], anchor)) is not None:
        return two
    if first in ("since", "from", "after"):
        start = _point(rest[1:], anchor)
        return f"{start.split('/')[0]}/.." if start else None
    if first in ("until", "till", "before", "by"):
        end = _point(rest[1:], anchor)
        return f"../{end.split('/')[-1]}" if end else None
    if first in ("for", "over", "within", "under"):
        return None
    return _point(rest, anchor)


def _two(words: list[str], anchor: dt.date | None) -> str | None:
    for joint in ("and", "to", "until", "till"):
        if joint in words:
            place = words.index(joint)
            start, end = _point(words[:place], anchor), _point(words[place + 1 :], anchor)
            return f"{start}/{end}" if start and end and "/" not in start + end else None
    return None


def _point(words: list[str], anchor: dt.date | None) -> str | None:
    years = [y for w in words if (y := _year(w)) is not None]
    months = [_MONTHS[w.rstrip(".")] for w in words if w.rstrip(".") in _MONTHS]
    days = [
        int(d)
        for w in words
        if (d := w.removesuffix("th").removesuffix("st").removesuffix("nd").removesuffix("rd")).isdigit()
    ]
    days = [d for d in days if 1 <= d <= 31]
    if len(words) == 1 and words[0][:4].isdigit() and words[0][4:] == "s":
        return words[0][:3] + "X"
    if years:
        return _dated(words, years[0], months, days)
    return _relative(words, months, days, anchor) if anchor is not None else None


def _dated(words: list[str], year: int, months: list[int], days: list[int]) -> str | None:
    season = next((_SEASONS[w] for w in words if w in _SEASONS), None)
    if season is not None:
        return f"{year}-{season}"
    if months and days:
        return f"{year}-{months[0]:02}-{days[0]:02}" if days[0] <= calendar.monthrange(year, months[0])[1] else None
    return f"{year}-{months[0]:02}" if months else str(year)


def _relative(words: list[str], months: list[int], days: list[int], anchor: dt.date) -> str | None:
    shift = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}.get(words[0])
    if months:
        later = (months[0], days[0] if days else 1) > (anchor.month, anchor.day)
        year = anchor.year - 1 if later and shift != 1 else anchor.year + (shift == 1 and not later)
        return _dated(words, year, months[:1], days)
    near = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}.get(words[-1])
    if near is not None:
        return (anchor + dt.timedelta(days=near)).isoformat()
    weekday = next((_DAYS[w] for w in words if w in _DAYS), None)
    if weekday is not None:
        back = (anchor.weekday() - weekday) % 7
        days_away = 7 - back if shift == 1 else -(back or (7 if shift == -1 else 0))
        return (anchor + dt.timedelta(days=days_away)).isoformat()
    if words[-1] == "ago":
        return _ago(words[:-1], anchor)
    return _shifted(words, shift, anchor)


def _shifted(words: list[str], shift: int | None, anchor: dt.date) -> str | None:
    """Last year, this summer, next week, a season alone."""
    unit = words[-1]
    if unit in _SEASONS:
        year = anchor.year + (shift or 0)
        if shift == -1 and _SEASONS[unit] < _season(anchor):
            year = anchor.year
        if shift == 1 and _SEASONS[unit] > _season(anchor):
            year = anchor.year
        return f"{year}-{_SEASONS[unit]}"
    if len(words) != 2 or (shift is None and words[0] not in ("this", "current")):
        return None
    step = shift or 0
    if unit == "year":
        return str(anchor.year + step)
    if unit == "month":
        month = anchor.year * 12 + anchor.month - 1 + step
        return f"{month // 12}-{month % 12 + 1:02}"
    if unit == "week":
        monday = anchor - dt.timedelta(days=anchor.weekday()) + dt.timedelta(weeks=step)
        return f"{monday.isoformat()}/{(monday + dt.timedelta(days=6)).isoformat()}"
    return None


def _season(day: dt.date) -> int:
    return 24 if day.month == 12 else 24 if day.month < 3 else 21 + (day.month - 3) // 3


def _ago(words: list[str], anchor: dt.date) -> str | None:
    """Three years ago gives a year, two months ago a month, a week ago a day."""
    if len(words) != 2:
        return None
    number = _NUMBERS.get(words[0], int(words[0]) if words[0].isdigit() else None)
    unit = words[1] if words[1] in _UNITS else words[1].removesuffix("s")
    if number is None:
        return None
    if unit in ("year", "decade"):
        return str(anchor.year - number * (10 if unit == "decade" else 1))
    if unit == "month":
        month = anchor.year * 12 + anchor.month - 1 - number
        return f"{month // 12}-{month % 12 + 1:02}"
    if unit in ("day", "week"):
        return (anchor - dt.timedelta(days=number * _UNITS[unit])).isoformat()
    return None
