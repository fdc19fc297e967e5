"""Settings and names as text that can stand in a picture."""

import unicodedata
from dataclasses import fields

from kg.networks.settings import Settings
from kg.networks.windows import Window
from kg.xml import printable


def told(settings: Settings) -> str:
    """All settings as text, in their order.

    >>> told(Settings("source", "target")).split("; ")[:3]
    ['rows source', 'columns target', 'qualifier agreement']
    """
    parts = [f"{one.name} {_plain(getattr(settings, one.name))}" for one in fields(settings) if one.name != "filters"]
    for one in settings.filters:
        values = ", ".join(clean(value) or "(empty)" for value in one.values)
        parts.append(f"{'only' if one.keep else 'without'} {clean(one.name)} {values}")
    return "; ".join(parts)


def told_window(window: Window) -> str:
    """How time is cut, as text."""
    return "window " + "; ".join(f"{one.name} {_plain(getattr(window, one.name))}" for one in fields(window))


def caption(first: str, settings: Settings | None, count: int | None, *more: str) -> str:
    """A caption: what is shown, the number of statements, what else is to be known, and the settings."""
    said = "" if count is None else f"{count} statement" + "s" * (count != 1)
    parts = [first, said, *more, f"Settings: {told(settings)}" if settings else ""]
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else clean(value)


def clean(text: object, most: int = 60) -> str:
    """Text that can stand in a picture: one line, no signs that steer, at most so many characters.

    >>> clean("Ada\\nLovelace", 7)
    'Ada Lo…'
    """
    kept = "".join(" " if sign.isspace() else sign for sign in printable(str(text)))
    kept = "".join(sign for sign in kept if unicodedata.category(sign) not in ("Cc", "Cf", "Cn", "Co", "Cs"))
    words = " ".join(kept.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
