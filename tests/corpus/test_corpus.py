"""The corpus: complete front matter, readable by the package, free of the texts it must not contain."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kg.model.records import Document, Issue
from kg.read import read
from kg.read.formats.front import Fields, split_front
from kg.registry import Registry

ROOT = Path(__file__).resolve().parents[2] / "corpus"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
NOTE = "The wording is a paraphrase made for this project and no quotation."
FIELDS = {"title", "date", "topic", "language", "licence", "note", "sources"}
FILES = sorted(p for p in ROOT.glob("[0-9]*/*") if p.suffix in (".md", ".txt"))
WORDS = re.compile(r"\w+")

each_file = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")


def front(path: Path) -> Fields:
    return split_front(path.read_text(encoding="utf-8"))[0]


def body(path: Path) -> str:
    return split_front(path.read_text(encoding="utf-8"))[1]


def sources(path: Path) -> list[list[str]]:
    """Outlet, title, address and date of each source."""
    listed = front(path)["sources"]
    assert isinstance(listed, list)
    return [[piece.strip() for piece in item.split(" | ")] for item in listed]


def document(path: Path, registry: Registry, issues: list[Issue]) -> Document:
    [found] = read(path, registry, issues.append, root=ROOT)
    return found


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    """All sequences of so many words, folded."""
    words = WORDS.findall(text.casefold())
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def test_there_are_at_least_24_reviews_on_10_topics_of_10_years() -> None:
    assert len(FILES) >= 24
    assert len({front(path)["topic"] for path in FILES}) >= 10
    assert len({path.parent.name for path in FILES}) >= 10


def test_at_least_five_layouts_are_in_use(registry: Registry) -> None:
    assert len({document(path, registry, []).layout for path in FILES}) >= 5


def test_no_two_reviews_share_a_title() -> None:
    titles = Counter(str(front(path)["title"]) for path in FILES)
    assert [title for title, times in titles.items() if times > 1] == []


@each_file
def test_front_matter_is_complete(path: Path) -> None:
    fields = front(path)
    assert set(fields) == FIELDS
    assert (fields["language"], fields["licence"], fields["note"]) == ("en", LICENCE, NOTE)
    assert path.parent.name == str(dt.date.fromisoformat(str(fields["date"])).year)
    assert path.stem.startswith(f"{fields['topic']}-")


@each_file
def test_every_source_has_outlet_title_address_and_date(path: Path) -> None:
    text = body(path).casefold()
    for outlet, title, address, day in sources(path):
        parts = urlsplit(address)
        assert outlet.casefold() in text, outlet
        assert title
        assert parts.scheme in ("https", "http"), address
        assert "." in parts.netloc, address
        assert dt.date.fromisoformat(day)


@each_file
def test_a_review_has_a_length_that_suits_a_debate(path: Path) -> None:
    assert 200 <= len(WORDS.findall(body(path))) <= 520


@each_file
def test_a_review_is_read_as_its_sources_say(path: Path, registry: Registry) -> None:
    issues: list[Issue] = []
    found = document(path, registry, issues)
    printed = [passage.outlet.casefold() for passage in found.contributions if passage.outlet]
    assert printed == [outlet.casefold() for outlet, *_ in sources(path)]
    assert (found.title, str(found.date), found.licence) == (front(path)["title"], front(path)["date"], LICENCE)
    assert issues == []


@each_file
def test_front_matter_is_not_part_of_the_text(path: Path, registry: Registry) -> None:
    text = document(path, registry, []).text
    assert NOTE not in text
    assert not any(address in text for _, _, address, _ in sources(path))


def test_one_review_tells_that_putin_saved_lukashenka() -> None:
    path = ROOT / "2022" / "belarus-putin-visits-minsk.md"
    assert "It was Putin who saved Lukashenka in 2020" in body(path)


@pytest.mark.shared
def test_nothing_is_copied_from_the_shared_texts(shared: Path) -> None:
    texts = [*(shared / "data" / "seed").glob("*.txt"), *(shared / "data" / "press-reviews").rglob("*.txt")]
    foreign = {run for path in texts for run in runs(path.read_text(encoding="utf-8"), 8)}
    copied = {" ".join(run) for path in FILES for run in runs(body(path), 8) if run in foreign}
    assert copied == set()
