"""Suggests who of a list an actor is: a match where one is clearly ahead, else what a person should look at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kg.iris import Iri
from kg.linking.known import Known
from kg.linking.lists import Candidate
from kg.linking.names import Shelves, name_of
from kg.linking.scores import ALIKE, Score, score, subject_of
from kg.model.records import Actor

K = TypeVar("K")
MATCH, REVIEW = 0.88, 0.65  # scores from which on a pair is a match, or to be reviewed
_AHEAD = 0.05  # how far a match is ahead of the next of the same actor, and of the same id
_SHOWN = 3  # of one actor that are to be reviewed


class Verdict(StrEnum):
    MATCH = "match"
    REVIEW = "to review"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """That an actor may be somebody of a list."""

    actor: Actor
    candidate: Candidate
    score: float
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class _Pair:
    actor: Actor
    candidate: Candidate
    score: Score

    @property
    def order(self) -> tuple[float, str, str]:
        """The surest first, what is equal by IRI."""
        return (-self.score.value, self.actor.iri, self.candidate.id)


def suggestions(
    known: Known,
    listed: Iterable[Candidate],
    rejected: AbstractSet[tuple[Iri, Iri]] = frozenset(),
    match: float = MATCH,
    review: float = REVIEW,
) -> list[Suggestion]:
    """Matches first, then what is to be reviewed; of each the surest first, what is equal by IRI.

    Left out are ids that an actor has, actors that have an id of the same authority, and rejected pairs.
    """
    pairs = list(_pairs(known, listed, rejected))
    of_actor = _ranked(pairs, lambda p: (p.actor.iri, authority(p.candidate.id)))
    of_id = _ranked(pairs, lambda p: p.candidate.id)
    found: list[Suggestion] = []
    for ranked in sorted(of_actor.values(), key=lambda r: r[0].order):
        first = ranked[0]
        if first.score.value >= match and all(_leads(first, r) for r in (ranked, of_id[first.candidate.id])):
            found.append(_suggestion(first, Verdict.MATCH))
        else:
            shown = [pair for pair in ranked if pair.score.value >= review][:_SHOWN]
            found += [_suggestion(pair, Verdict.REVIEW) for pair in shown]
    return sorted(found, key=lambda s: s.verdict)


def authority(identifier: Iri) -> str:
    """Who gives an id out: what its IRI begins with.

    >>> authority(Iri("http://www.wikidata.org/entity/Q76"))
    'http://www.wikidata.org/entity/'
    """
    return identifier[: max(identifier.rfind("/"), identifier.rfind("#")) + 1]


def _pairs(known: Known, listed: Iterable[Candidate], rejected: AbstractSet[tuple[Iri, Iri]]) -> Iterator[_Pair]:
    """Pairs whose names may be alike, scored."""
    taken = {identifier for ids in known.ids.values() for identifier in ids}
    served = {actor: {authority(identifier) for identifier in ids} for actor, ids in known.ids.items()}
    subjects = [subject_of(actor) for actor in known.actors]
    shelves = Shelves(((n, name) for n, subject in enumerate(subjects) for name in subject.names), ALIKE)
    for candidate in listed:
        if candidate.id in taken:
            continue
        names = tuple(map(name_of, candidate.names))
        for n in sorted({n for name in names for n in shelves.near(name)}):
            actor = subjects[n].actor
            if (actor.iri, candidate.id) in rejected or authority(candidate.id) in served.get(actor.iri, ()):
                continue
            if (found := score(subjects[n], candidate, names)) is not None:
                yield _Pair(actor, candidate, found)


def _ranked(pairs: Iterable[_Pair], by: Callable[[_Pair], K]) -> dict[K, list[_Pair]]:
    groups: dict[K, list[_Pair]] = {}
    for pair in sorted(pairs, key=lambda p: p.order):
        groups.setdefault(by(pair), []).append(pair)
    return groups


def _leads(pair: _Pair, ranked: Sequence[_Pair]) -> bool:
    """Whether a pair is clearly ahead of the others that it is ranked with."""
    if ranked[0] != pair:
        return False
    return len(ranked) == 1 or round(pair.score.value - ranked[1].score.value, 2) >= _AHEAD


def _suggestion(pair: _Pair, verdict: Verdict) -> Suggestion:
    return Suggestion(pair.actor, pair.candidate, pair.score.value, verdict, pair.score.why)
