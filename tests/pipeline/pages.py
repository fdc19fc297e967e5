"""Press-review pages in any number: those of the sample with other names, other years, contributions in another order.

A page has the layout and the sentences of its sample; persons, outlets, countries with their people and capitals are
exchanged for others of their kind, one in two persons for one whom the registry lacks. Nothing said in a page is true
of those it names: it is for measuring, never to be published.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.model.records import Actor
from kg.read import inputs, read
from kg.registry import Registry
from kg.registry.registry import OUTLET_TYPES, short_names

_CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FURTHEST = 6  # years that a page lies before or after its sample
_SPELLINGS = (str, str.upper)  # as the registry has a name, and in capitals


@dataclass(frozen=True, slots=True)
class Sample:
    """A page to make others of: what comes before its contributions, and each of them."""

    ending: str
    date: str
    layout: str
    head: str
    contributions: tuple[str, ...]


class Pages:
    """Makes pages. The same seed and number give the same page, however many are made."""

    def __init__(self, registry: Registry, seed: int = 1) -> None:
        self._seed, self._registry = seed, registry
        self.samples = tuple(_samples(registry))
        actors = registry.actors()
        self._persons = [a for a in actors if a.type == "Person" and len(a.name.split()) == 2 and _surname(a)]
        self._outlets = [a for a in actors if a.type in OUTLET_TYPES]
        self._countries = [found for a in actors if a.type == "State" and len(found := self._words_of(a)) == 4]

    def write(self, folder: Path, count: int) -> int:
        """Write the first `count` pages into a folder, and say how many words they have."""
        folder.mkdir(parents=True)
        words = 0
        for number in range(count):
            page = self.page(number)
            words += len(page.split())
            name = f"{number:05}{self.sample(number).ending}"
            (folder / name).write_text(page, encoding="utf8")
        return words

    def sample(self, number: int) -> Sample:
        """The sample of a page: they take turns, so that each stretch of pages has the same mixture."""
        return self.samples[number % len(self.samples)]

    def page(self, number: int) -> str:
        """One page with its front matter."""
        sample, chance = self.sample(number), random.Random(f"{self._seed}/{number}")
        contributions = chance.sample(sample.contributions, len(sample.contributions))
        page = "\n\n".join([f"---\ndate: {sample.date}\nlanguage: en\n---", sample.head, *contributions]) + "\n"
        years = chance.randint(-_FURTHEST, _FURTHEST)
        moved = _YEAR.sub(lambda found: str(int(found[0]) + years), page)
        return _exchanged(moved, self._others(page, chance))

    def _others(self, page: str, chance: random.Random) -> dict[str, str]:
        """What each name in a page is exchanged for."""
        found: dict[str, str] = {}
        for person in (a for a in self._registry.actors() if a.type == "Person" and a.name in page):
            found |= self._another_person(person, chance)
        taken: set[Actor] = set()
        for outlet in (a for a in self._outlets if any(spelt(a.name) in page for spelt in _SPELLINGS)):
            alike = [a for a in self._outlets if a.country == outlet.country and a not in taken]
            other = chance.choice([a for a in alike if a.type == outlet.type] or alike)
            taken.add(other)
            found |= {spelt(outlet.name): spelt(other.name) for spelt in _SPELLINGS}
        named = [words for words in self._countries if any(word in page for word in words)]
        found |= {
            old: new
            for words, others in zip(named, chance.sample(self._countries, len(named)), strict=True)
            for old, new in zip(words, others, strict=True)
        }
        return found

    def _another_person(self, person: Actor, chance: random.Random) -> dict[str, str]:
        """A person of the same gender; one in two bears the first name of one and the surname of another."""
        alike = [a for a in self._persons if a.gender == person.gender]
        one, two = chance.sample(alike, 2)
        surname = _surname(two if chance.random() < 0.5 else one)
        short = dict.fromkeys(short_names(person.name, person.country), surname)
        return {person.name: f"{one.name.split()[0]} {surname}", **short}

    def _words_of(self, state: Actor) -> tuple[str, ...]:
        """A state, its adjective, its people and its capital, as far as the registry has them."""
        code = state.country or ""
        people, rulers = (self._registry.of_country(code, kind)[:1] for kind in ("Population", "Government"))
        capitals = [name for a in rulers for name in a.metonyms[:2] if name.isascii()]
        return (state.name, *state.adjectives[:1], *(a.name for a in people), *capitals[-1:])


def _samples(registry: Registry) -> Iterator[Sample]:
    for one in inputs([str(folder) for folder in sorted(_CORPUS.glob("20??"))]):
        for document in read(one.path, registry, lambda issue: None):
            starts = [passage.span.start for passage in document.passages if passage.number]
            pieces = [document.text[a:b].strip() for a, b in zip(starts, [*starts[1:], None], strict=True)]
            head = document.text[: starts[0]].strip()
            yield Sample(one.path.suffix, str(document.date), document.layout, head, tuple(pieces))


def _surname(person: Actor) -> str:
    """The last word of a name, where a person is called by it."""
    last = person.name.split()[-1]
    return last if last in short_names(person.name, person.country) else ""


def _exchanged(text: str, names: dict[str, str]) -> str:
    """A text with all names exchanged at once, the longest of those that begin at a place."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", lambda found: names[found[0]], text)
