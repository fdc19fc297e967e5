"""Reads annotations as people write them: a head, the text with its mentions marked, and notes on what it says.

Three parts are divided by lines of four equals signs. The head holds `key: value` lines ("-" is none) and
`alias X = Name` lines. In the text `{words|Actor}` marks a mention and `@[1]` … `@[/1]` a contribution. A note is

    C number | outlet | country | headline | speaker | role
    R number | source > source | subject | type | object | time | +modality or -modality | evidence #occurrence
    S number | source | target | stance
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kg.errors import ReadError
from kg.model.records import Modality, StanceValue
from kg.model.relation_types import relation_types

Item = dict[str, Any]
_BORDER = re.compile(r"@\[(/?)(\d+)\]")
_OCCURRENCE = re.compile(r"\s+#(\d+)$")


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with its gold annotation, in the keys of the flat form."""

    text: str
    gold: Item


def read_annotation(path: Path) -> Annotated:
    """The annotation in a file. ReadError names the line that is wrong."""
    content = unicodedata.normalize("NFC", path.read_text(encoding="utf8")).replace("\r\n", "\n")
    parts = re.split(r"^====\n", content, flags=re.M)
    if len(parts) != 3:
        raise ReadError(
            "an annotation has three parts divided by lines of ====", str(path), "Divide head, text and notes."
        )
    head, marked, notes = parts
    return _Reading(path, head, marked, notes).annotated()


@dataclass(slots=True)
class _Reading:
    path: Path
    head: str
    marked: str
    notes: str
    fields: dict[str, str | None] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)

    def annotated(self) -> Annotated:
        self._read_head()
        text, mentions, borders = self._unmarked(self.marked.strip("\n") + "\n")
        gold: Item = {
            "doc": self.fields.get("doc") or self.path.stem,
            "layout": self.fields.get("layout"),
            "language": self.fields.get("language") or "en",
            "date": self.fields.get("date"),
            "title": self.fields.get("title"),
            "contributions": [],
            "mentions": mentions,
            "relations": [],
            "stances": [],
        }
        for line in self.notes.split("\n"):
            if line.strip() and not line.startswith("#"):
                self._note(line, text, borders, gold)
        gold["relations"].sort(key=lambda r: (r["contribution"], r["start"]))
        return Annotated(text, gold)

    def _wrong(self, what: str, line: str) -> ReadError:
        return ReadError(
            f"{what}: {line.strip()}", str(self.path), "Correct the line; docs/annotation.md shows the form."
        )

    def _read_head(self) -> None:
        for line in filter(str.strip, self.head.split("\n")):
            if line.startswith("alias ") and "=" in line:
                alias, name = line.removeprefix("alias ").split("=", 1)
                self.aliases[alias.strip()] = name.strip()
            elif ":" in line:
                key, value = line.split(":", 1)
                self.fields[key.strip()] = _none(value)
            else:
                raise self._wrong("a line of the head is neither key nor alias", line)

    def _name(self, words: str) -> str:
        return self.aliases.get(words.strip(), words.strip())

    def _unmarked(self, marked: str) -> tuple[str, list[Item], dict[int, list[int]]]:
        """The text without marks, the mentions (an outer one first) and where contributions begin and end."""
        out: list[str] = []
        opened: list[int] = []
        mentions: list[Item] = []
        borders: dict[int, list[int]] = {}
        place = 0
        while place < len(marked):
            if (border := _BORDER.match(marked, place)) is not None:
                borders.setdefault(int(border[2]), []).append(len(out))
                place = border.end()
            elif marked[place] == "{":
                opened.append(len(out))
                place += 1
            elif marked[place] == "|" and opened:
                end = marked.find("}", place)
                start = opened.pop()
                if end < 0 or start == len(out) or set("{\n") & set(marked[place:end]):
                    raise self._wrong("a mention is empty or not closed", marked[max(0, place - 40) : place + 20])
                mentions.append({"start": start, "end": len(out), "actor": self._name(marked[place + 1 : end])})
                place = end + 1
            else:
                out.append(marked[place])
                place += 1
        if opened:
            raise self._wrong("a mention is not closed", "".join(out)[opened[-1] : opened[-1] + 60])
        return "".join(out), sorted(mentions, key=lambda m: (m["start"], -m["end"])), borders

    def _note(self, line: str, text: str, borders: dict[int, list[int]], gold: Item) -> None:
        cells = [cell.strip() for cell in line[1:].split(" | ")]
        kind, wanted = line[0], {"C": 6, "R": 8, "S": 4}.get(line[0])
        if wanted is None or len(cells) != wanted or not cells[0].isdigit():
            raise self._wrong("a note has another form than C, R or S", line)
        number = int(cells[0])
        if kind == "C":
            if len(borders.get(number, [])) != 2:
                raise self._wrong("a contribution is not bounded in the text", line)
            start, end = borders[number]
            names = ("outlet", "country", "headline", "speaker", "speaker_role")
            values = {name: _none(cell) for name, cell in zip(names, cells[1:], strict=True)}
            gold["contributions"].append({"n": number, **values, "start": start, "end": end})
        elif kind == "R":
            gold["relations"].append(self._relation(number, cells, line, text, gold["contributions"]))
        else:
            if cells[3] not in {value.value for value in StanceValue}:
                raise self._wrong(f"{cells[3]} is no stance", line)
            source, target = self._name(cells[1]), self._name(cells[2])
            gold["stances"].append({"contribution": number, "source": source, "target": target, "stance": cells[3]})

    def _relation(self, number: int, cells: list[str], line: str, text: str, contributions: list[Item]) -> Item:
        if cells[3] not in relation_types():
            raise self._wrong(f"{cells[3]} is no relation type", line)
        sign, modality = cells[6][:1], cells[6][1:]
        if sign not in ("+", "-") or modality not in {value.value for value in Modality}:
            raise self._wrong(f"{cells[6]} is no sign with a modality", line)
        evidence, occurrence = _OCCURRENCE.sub("", cells[7]), _OCCURRENCE.search(cells[7])
        places = list(_found(evidence, text, number, contributions))
        if not places or (len(places) > 1 and occurrence is None):
            raise self._wrong(f"the evidence stands {len(places)} times in its contribution", line)
        start = places[int(occurrence[1]) - 1 if occurrence else 0]
        return {
            "contribution": number,
            "source": [self._name(source) for source in cells[1].split(" > ")],
            "subject": self._name(cells[2]),
            "relation": cells[3],
            "object": self._name(cells[4]),
            "time": _none(cells[5]),
            "polarity": "affirmed" if sign == "+" else "negated",
            "modality": modality,
            "start": start,
            "end": start + len(evidence),
        }


def _found(evidence: str, text: str, number: int, contributions: list[Item]) -> Iterator[int]:
    """Where evidence stands in its contribution; for number 0 outside all contributions."""
    place = text.find(evidence) if evidence else -1
    while place >= 0:
        end = place + len(evidence)
        inside = [c["n"] for c in contributions if c["start"] <= place and end <= c["end"]]
        if number in inside or (number == 0 and not inside):
            yield place
        place = text.find(evidence, place + 1)


def _none(cell: str) -> str | None:
    cell = cell.strip()
    return None if cell in ("", "-") else cell
