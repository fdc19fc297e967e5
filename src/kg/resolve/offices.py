"""Titles that name the same office: premier and prime minister, foreign secretary and foreign minister."""

_SAME = (
    (
        "prime minister",
        "premier",
        "head of government",
        "chancellor",
        "taoiseach",
        "minister-president",
        "vice-president of the council",
    ),
    ("president", "head of state"),
    ("king", "monarch", "head of state", "queen", "emperor"),
    (
        "foreign minister",
        "foreign secretary",
        "secretary of state",
        "minister of foreign affairs",
        "top diplomat",
        "chief diplomat",
    ),
    ("interior minister", "home secretary"),
    ("defence minister", "defense minister", "defence secretary", "defense secretary", "secretary of defense"),
    ("finance minister", "chancellor of the exchequer", "treasury secretary", "economy minister"),
    ("pope", "pontiff"),
    ("secretary general", "secretary-general"),
    ("commission president", "president of the european commission"),
    ("supreme leader", "leader"),
)


def same_office(title: str) -> tuple[str, ...]:
    """The titles, in lower case, that can stand for the same office, the given one first.

    >>> "prime minister" in same_office("Premier")
    True
    """
    title = title.lower()
    others = [other for group in _SAME if title in group for other in group if other != title]
    return (title, *dict.fromkeys(others))
