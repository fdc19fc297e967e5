"""Check queries: queries/checks/*.rq, each with problem, solution and level in its header."""

import re
from pathlib import Path

from kg.model.quads import plain
from kg.model.records import Finding
from kg.paths import data_folder
from kg.store import Store


def check_queries() -> list[Path]:
    """The files of the check queries, sorted."""
    return sorted((data_folder("queries") / "checks").glob("*.rq"))


def asked(store: Store) -> list[Finding]:
    """What the check queries find: a query returns entity, property and value."""
    found = []
    for path in check_queries():
        text = path.read_text(encoding="utf8")
        message = f"{_header(text, 'problem')} {_header(text, 'solution')}"
        for row in store.select(text).rows:
            entity, name, value = (plain(row.get(v)) for v in ("entity", "property", "value"))
            found.append(Finding(_header(text, "level"), path.stem, entity, name, value, message))
    return sorted(found)


def _header(text: str, name: str) -> str:
    found = re.search(rf"^#\+ {name}: (.+)$", text, flags=re.MULTILINE)
    return found.group(1) if found else ""
