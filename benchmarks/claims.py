"""Press reviews that nobody wrote, with their claims, as N-Quads: `benchmarks/claims.py --claims 10000 --out FILE.nq`.

Documents are made as records and written by `kg.quads`, so the quads are those that kg makes of texts. Actors come by
Zipf's law with 1.05, outlets with 0.8; a document has eight claims. One actor in seven is not in the registry. The same
number gives the same bytes. Nothing said here is true of those it names: it is for measuring, never to be published.
"""

import argparse
import datetime as dt
import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from kg.ingest import load_quads, prepare, settle
from kg.iris import Iri, Iris
from kg.model.ids import make_id, slug
from kg.model.quads import Quad, lines
from kg.model.records import (
    Actor,
    ActorStatus,
    Claim,
    Commitment,
    Document,
    Extraction,
    Issue,
    IssueKind,
    Link,
    Mention,
    MentionForm,
    Modality,
    Part,
    PartKind,
    Passage,
    Polarity,
    Resolution,
    Span,
    Stance,
    StanceValue,
    Step,
)
from kg.model.relation_types import relation_types
from kg.paths import data_folder
from kg.project import Project
from kg.quads import Reviewed, quads, run_quads
from kg.quads.run import run_iri
from kg.registry import OUTLET_TYPES, Registry
from kg.store import open_store

T = TypeVar("T")
DEFAULT = Iris()
CLAIMS = 8  # of a document
_CONTRIBUTIONS = 4  # of a document
_TOGETHER = 100  # documents in a file
_RUN = ("kg benchmark", "no language model", "made claims")
_FIRST = (
    "vladimir-putin",
    "alexander-lukashenka",
    "donald-trump",
    "government-of-russia",
    "russia",
)  # in the catalogue
_FIRST_OUTLET, _FIRST_TYPES = "gazeta-wyborcza", ("saves", "attacks", "refuses", "demands")
_SHARE_UNKNOWN = 7  # one actor in so many is provisional
_REPEATED = 25  # one document in so many begins with a contribution of the one before
_WORDS = tuple(
    f"{a}{b}" for a in ("ba", "co", "de", "fi", "gu", "la", "me") for b in ("ron", "sel", "tam", "vic", "zun")
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--claims", type=int, default=10_000)
    options.add_argument("--out", type=Path, required=True)
    given = options.parse_args()
    made = Claims(given.claims)
    _write(made, range(made.documents), given.out)


def written(claims: int, folder: Path) -> list[Path]:
    """Files of N-Quads in a new folder, with a hundred documents each."""
    folder.mkdir(parents=True)
    made, files = Claims(claims), []
    for first in range(0, made.documents, _TOGETHER):
        files.append(folder / f"{first:07}.nq")
        _write(made, range(first, min(first + _TOGETHER, made.documents)), files[-1])
    return files


def ingested(files: Sequence[Path], folder: Path, project: Project) -> Path:
    """A store of such files in a new folder, made as `kg ingest` makes it."""
    with open_store(folder) as store:
        prepare(store, project)
        for path in files:
            load_quads(store, path)
        settle(store, project)
        store.derive()
    return folder


def _write(made: "Claims", documents: range, path: Path) -> None:
    with path.open("w", encoding="utf8") as out:
        for number in documents:
            out.writelines(lines(made.quads(number)))


class Zipf:
    """Draws things, the one at rank n in proportion to 1 / n ** exponent."""

    def __init__(self, things: "Sequence[T]", exponent: float) -> None:
        self._things = things
        self._sums = list(accumulate(1 / rank**exponent for rank in range(1, len(things) + 1)))

    def draw(self, chance: random.Random) -> T:
        return self._things[bisect(self._sums, chance.random() * self._sums[-1])]


class Claims:
    """So many claims, document by document; which actors there are depends on how many claims."""

    def __init__(self, claims: int, iris: Iris = DEFAULT) -> None:
        self.documents = claims // CLAIMS
        self._iris = iris
        known = Registry.load(data_folder("graph") / "actors.ttl").actors()
        acting = _with_first([a for a in known if a.type not in OUTLET_TYPES], _FIRST)
        self._actors = Zipf(_mixed(acting, [_unknown(n, iris) for n in range(claims // 40)]), 1.05)
        outlets = [a for a in known if a.type in OUTLET_TYPES and a.country]
        self._outlets = Zipf(_with_first(outlets, (_FIRST_OUTLET,)), 0.8)
        types = [name for name in relation_types() if name not in _FIRST_TYPES]
        self._types = Zipf([*(t for t in _FIRST_TYPES if t in relation_types()), *types], 0.8)

    def quads(self, number: int) -> Iterator[Quad]:
        """The quads of one document, with those of the run."""
        made = _Making(f"made/{number:07}")
        chance = random.Random(number)
        for place in range(1, _CONTRIBUTIONS + 1):
            repeated = number and place == 1 and number % _REPEATED == 0
            of = random.Random(f"{number - 1 if repeated else number}/{place}")
            self._contribute(made, place, of)
        document = replace(made.document(), date=dt.date(2008, 1, 1) + dt.timedelta(days=chance.randrange(6000)))
        message = f"nobody knows {chance.choice(_WORDS)}"
        issues = (Issue(IssueKind.UNKNOWN_ACTOR, "extract", document.key, message),) if number % 5 == 0 else ()
        run = run_iri(*_RUN, self._iris)
        yield from quads(document, made.extraction(), made.resolution(), run, self._iris, Reviewed(issues=issues))
        yield from run_quads(*_RUN, self._iris)

    def _contribute(self, made: "_Making", number: int, chance: random.Random) -> None:
        outlet: Actor = self._outlets.draw(chance)
        start = made.end
        header = made.write(f"{outlet.name} ({outlet.country})", "\n\n")
        headline = made.write(" ".join(chance.choices(_WORDS, k=3)), "\n\n")
        words = made.end
        for _ in range(CLAIMS // _CONTRIBUTIONS):
            self._claim(made, number, chance)
        last = made.write(" ".join(chance.choices(_WORDS, k=20)) + ".", "\n\n")
        parts = (Part(PartKind.HEADER, header), Part(PartKind.HEADLINE, headline))
        quote = Part(PartKind.QUOTE, Span(words, last.end))
        made.link(f"outlet:{number}", outlet, "printed")
        span, printed = Span(start, last.end), made.words(headline)
        made.passages.append(Passage(number, span, (*parts, quote), outlet.name, outlet.country, printed))

    def _claim(self, made: "_Making", number: int, chance: random.Random) -> None:
        """A sentence such as "Somebody says that one supports another in 2014." with all that is read in it."""
        start, name = made.end, self._types.draw(chance)
        steps = self._said(made, number, chance)
        subject = self._mention(made, number, chance)
        made.write(relation_types()[name].label, " ")
        matter = chance.random() < 0.15
        theme = " ".join(made.words(made.write(word, " ")) for word in chance.choices(_WORDS, k=2)) if matter else None
        target = None if matter else self._mention(made, number, chance)
        year = str(chance.randint(2000, 2024)) if chance.random() < 0.3 else None
        if year:
            made.write(f"in {year}", " ")
        claim = Claim(
            make_id("claim", made.key, start),
            number,
            steps,
            subject,
            name,
            target,
            Span(start, made.end),
            chance.randint(30, 99) / 100,
            Polarity.NEGATED if chance.random() < 0.08 else Polarity.AFFIRMED,
            chance.choice(tuple(Modality)) if chance.random() < 0.3 else Modality.ASSERTED,
            time=f"in {year}" if year else None,
            time_normal=year,
            theme=theme,
            valence=chance.choice(("positive", "negative")) if name == "characterises" else None,
            rule="made",
        )
        made.claims.append(claim)
        made.write(".", " ")
        if chance.random() < 0.25:
            value, stance = chance.choice(tuple(StanceValue)), make_id("stance", made.key, start)
            made.stances.append(Stance(stance, number, steps[0], subject, value, claim.span, 0.6))

    def _said(self, made: "_Making", number: int, chance: random.Random) -> tuple[Step, ...]:
        """The chain of sources: the outlet, in three of ten cases on somebody's word, in one on that of no person."""
        outlet = Step(f"outlet:{number}", "the outlet", Commitment.COMMITS)
        kind, doubt = chance.random(), chance.random()
        if kind < 0.6:
            return (outlet,)
        held = Commitment.DOUBTS if doubt < 0.1 else Commitment.RELAYS
        if kind < 0.9:
            of = self._mention(made, number, chance)
            made.write("says that", " ")
            words = made.words(made.mentions[-1].span)
        else:
            of, words = f"impersonal:{made.end}", f"a survey of {chance.choice(_WORDS)}"
            made.write(f"{words} says that", " ")
        return (Step(of, words, Commitment.COMMITS), replace(outlet, commitment=held))

    def _mention(self, made: "_Making", number: int, chance: random.Random) -> str:
        actor: Actor = self._actors.draw(chance)
        span = made.write(actor.name, " ")
        identifier = make_id("mention", made.key, number, span.start, span.end)
        made.mentions.append(Mention(identifier, number, span, MentionForm.NAME, span))
        made.link(identifier, actor, "name")
        return identifier


@dataclass(slots=True)
class _Making:
    """A document on its way: its text so far, and what was said in it."""

    key: str
    pieces: list[str] = field(default_factory=list)
    end: int = 0
    passages: list[Passage] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    actors: dict[Iri, Actor] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)
    stances: list[Stance] = field(default_factory=list)

    def write(self, words: str, gap: str) -> Span:
        """Add words and a gap to the text: where the words stand."""
        span = Span(self.end, self.end + len(words))
        self.pieces += (words, gap)
        self.end += len(words) + len(gap)
        return span

    def words(self, span: Span) -> str:
        return "".join(self.pieces)[span.start : span.end]

    def link(self, of: str, actor: Actor, by: str) -> None:
        self.links.append(Link(of, actor.iri, 0.9, by))
        self.actors[actor.iri] = actor

    def document(self) -> Document:
        text = "".join(self.pieces)
        version = make_id("version", text)
        title = f"Debate {self.key.rpartition('/')[2]}"
        return Document(self.key, text, "eurotopics", "en", tuple(self.passages), None, title, version=version)

    def extraction(self) -> Extraction:
        return Extraction(tuple(self.mentions), tuple(self.claims), tuple(self.stances))

    def resolution(self) -> Resolution:
        actors = tuple(self.actors[iri] for iri in sorted(self.actors))
        return Resolution(tuple(self.links), actors, tuple(self.mentions))


def _with_first(actors: list[Actor], first: Sequence[str]) -> list[Actor]:
    """Those whose names come first, then the others by their IRIs in a shuffled order that is always the same."""
    rank = {name: place for place, name in enumerate(first)}
    others = [a for a in actors if a.iri.rpartition("/")[2] not in rank]
    random.Random(1).shuffle(others)
    return sorted(set(actors) - set(others), key=lambda a: rank[a.iri.rpartition("/")[2]]) + others


def _mixed(known: list[Actor], unknown: list[Actor]) -> list[Actor]:
    """Unknown actors among the known ones, from the tenth rank on; where the known ones end, unknown ones alone."""
    found, rest = known[:10], iter(known[10:])
    for actor in unknown:
        found += [one for one, _ in zip(rest, range(_SHARE_UNKNOWN - 1), strict=False)]
        found.append(actor)
    return [*found, *rest]


def _unknown(number: int, iris: Iris) -> Actor:
    name = f"Ada {_WORDS[number % len(_WORDS)].title()} {number}"
    return Actor(iris.actor(make_id("actor", slug(name))), name, "Person", ActorStatus.PROVISIONAL)


if __name__ == "__main__":
    main()
