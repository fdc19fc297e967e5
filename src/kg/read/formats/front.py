"""Front matter: `key: value` lines and lists between two lines of three dashes at the head of a text."""

import re

from kg.read.formats.source import Source
from kg.read.layouts.places import date_in

Fields = dict[str, str | list[str]]
_FRONT = re.compile(r"---\n(.*?)\n---\n?", re.DOTALL)


def split_front(text: str) -> tuple[Fields, str]:
    """Front matter and the text behind it. ValueError names a line that is neither a field nor a list item."""
    text = text.replace("\r\n", "\n")
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    fields: Fields = {}
    last = ""
    for number, line in enumerate(match.group(1).split("\n"), 2):
        item = re.fullmatch(r"\s*-\s+(.+)", line)
        field = re.fullmatch(r"([A-Za-z][\w-]*):\s*(.*)", line)
        if field is not None:
            last = field.group(1).lower()
            fields[last] = _unquoted(field.group(2))
        elif item is not None and last:
            before = fields[last]
            fields[last] = [*(before if isinstance(before, list) else []), _unquoted(item.group(1))]
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ValueError(f'its front matter is wrong in line {number}: "{line.strip()}"')
    return fields, text[match.end() :]


def with_front(source: Source, fields: Fields) -> Source:
    """A source with what its front matter says."""

    def one(name: str) -> str | None:
        value = fields.get(name)
        return value if isinstance(value, str) and value else None

    day = one("date")
    return Source(
        source.text,
        one("id") or source.key,
        date_in(day) if day else source.date,
        one("address") or source.address,
        one("licence") or source.licence,
        one("layout") or source.layout,
        one("language") or source.language,
    )


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value
