"""How much speaks for an actor and somebody of a list being the same: names first, then type and country."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.linking.kinds import agrees
from kg.linking.lists import Candidate
from kg.linking.names import Name, latin, name_of, similarity
from kg.model.records import Actor

_NAME, _TYPE, _COUNTRY = 0.7, 0.15, 0.15  # what each can add; together 1
_WORTH = {True: 1.0, None: 0.5, False: -0.5}  # agrees, is not known, contradicts
_STEEP = 3  # names that are alike to 1 - 1 / _STEEP are worth nothing
_BEST = 0.9  # the weight of the two names that are most alike; the names that come first have the rest
_BORN_LATE = 0.2  # taken off where somebody held an office as a child
_OF_AGE = 18  # years
_LEAST = 0.5  # what names must be worth for type and country to matter
ALIKE = 1 - (1 - _LEAST) / _STEEP  # how alike two names must be to be worth that


@dataclass(frozen=True, slots=True)
class Subject:
    """An actor with its names as they are compared, without those that must not decide alone."""

    actor: Actor
    names: tuple[Name, ...]
    first_office: int | None  # year


@dataclass(frozen=True, slots=True)
class Score:
    """From 0 to 1, with two decimals, and what it rests on."""

    value: float
    why: str


def subject_of(actor: Actor) -> Subject:
    """An actor as it is compared."""
    ambiguous = {latin(name) for name in actor.ambiguous}
    others = (name for name in actor.names if latin(name) not in ambiguous)
    starts = [int(office.start[:4]) for office in actor.offices if office.start and office.start[:4].isdigit()]
    return Subject(actor, tuple(map(name_of, (actor.name, *others))), min(starts, default=None))


def score(subject: Subject, candidate: Candidate, names: Sequence[Name]) -> Score | None:
    """How much speaks for a candidate, whose names are given as they are compared; None where hardly anything does."""
    worth, why = _names(subject.names, names)
    if worth < _LEAST:
        return None
    kind, kind_why = _type(subject.actor.type, candidate)
    country, country_why = _country(subject.actor.country, candidate)
    value = _NAME * worth + _TYPE * _WORTH[kind] + _COUNTRY * _WORTH[country]
    reasons = [why, kind_why, country_why]
    if subject.first_office and candidate.year and subject.actor.type == "Person":
        young = subject.first_office < candidate.year + _OF_AGE
        value -= _BORN_LATE if young else 0
        reasons.append(f"born {candidate.year}, in office {subject.first_office}" if young else "")
    return Score(max(0.0, round(value, 2)), "; ".join(reason for reason in reasons if reason))


def _names(ours: Sequence[Name], theirs: Sequence[Name]) -> tuple[float, str]:
    """What names are worth: the two that are most alike, and whether the first of each side is a name of the other."""
    alike = [[similarity(one, other) for other in theirs] for one in ours]
    best, row, column = max((value, -i, -j) for i, line in enumerate(alike) for j, value in enumerate(line))
    one, other = ours[-row], theirs[-column]
    firsts = (max(alike[0]) + max(line[0] for line in alike)) / 2
    blended = _BEST * best + (1 - _BEST) * firsts
    sign = "=" if best == 1 else f"~ {best:.2f}"
    return max(0.0, 1 - _STEEP * (1 - blended)), f'"{one.written}" {sign} "{other.written}"'


def _type(ours: str, candidate: Candidate) -> tuple[bool | None, str]:
    if not candidate.types:
        return None, ""
    found = {agrees(ours, theirs) for theirs in candidate.types}
    if True in found:
        return True, ours
    named = "/".join(sorted(candidate.types))
    return (None if None in found else False), f"{ours}, not {named}"


def _country(ours: str | None, candidate: Candidate) -> tuple[bool | None, str]:
    if not ours or not candidate.countries:
        return None, ""
    if ours in candidate.countries:
        return True, ours
    return False, f"{ours}, not {'/'.join(sorted(candidate.countries))}"
