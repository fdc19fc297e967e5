"""What follows from decided rows: statements in the project's own actors.ttl, and rows of its decisions."""

from collections import Counter
from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ReadError
from kg.iris import EXACT_MATCH, Iri, Iris
from kg.linking.known import Known, ids_in
from kg.linking.lists import short
from kg.linking.sheet import Judged
from kg.linking.suggestions import authority
from kg.model.quads import Quad
from kg.rdf import canonical_turtle, parse
from kg.registry.turtle import HEAD

_HERE = Iri("")


@dataclass(frozen=True, slots=True)
class Changes:
    """The rows that change something, and the statements that they add to a project's registry or take from it."""

    judged: tuple[Judged, ...] = ()
    added: tuple[Quad, ...] = ()
    removed: tuple[Quad, ...] = ()


def changes(
    rows: Iterable[Judged],
    known: Known,
    own: Path,
    rejected: AbstractSet[tuple[Iri, Iri]],
    fail: Callable[[ReadError], None],
) -> Changes:
    """What is still to be done for decided rows; one that cannot be done goes to `fail`. `own` is the own registry."""
    here = ids_in(parse(own)) if own.exists() else {}
    wanted = _once(rows)
    faults = _Faults(wanted, known, here)
    done: list[Judged] = []
    added: list[Quad] = []
    removed: list[Quad] = []
    for row in wanted:
        pair, held = (row.actor, row.id), row.id in known.ids.get(row.actor, ())
        if (fault := faults.of(row)) is not None:
            what, remedy = fault
            fail(ReadError(what, row.where, remedy))
        elif row.accepted and (not held or pair in rejected):
            done.append(row)
            if not held:
                added += [*known.made_here.get(row.actor, ()), Quad(row.actor, EXACT_MATCH, row.id, _HERE)]
        elif not row.accepted and (held or pair not in rejected):
            done.append(row)
            if held:
                removed.append(Quad(row.actor, EXACT_MATCH, row.id, _HERE))
    return Changes(tuple(done), tuple(added), tuple(removed))


def changed_registry(own: Path, made: Changes, iris: Iris) -> str:
    """The text of a project's own registry after changes, in its canonical form."""
    text = own.read_text(encoding="utf8") if own.exists() else HEAD.format(base=iris.base)
    return canonical_turtle(text, str(own), made.added, made.removed)


def _once(rows: Iterable[Judged]) -> list[Judged]:
    """Each decision on a pair once, sorted."""
    ordered = sorted(rows, key=lambda r: (r.actor, r.id, r.accepted, r.where), reverse=True)
    return list({(r.actor, r.id, r.accepted): r for r in ordered}.values())[::-1]


class _Faults:
    """Why a row cannot be done, seen beside the other rows: what is wrong, and what to do."""

    def __init__(self, rows: list[Judged], known: Known, here: dict[Iri, tuple[Iri, ...]]) -> None:
        self._known, self._here = known, here
        self._actors = {actor.iri: actor.name for actor in known.actors}
        self._verdicts = Counter((row.actor, row.id) for row in rows)
        accepted = {(row.actor, row.id) for row in rows if row.accepted}
        self._of_id = Counter(identifier for _, identifier in accepted)
        self._of_actor = Counter((actor, authority(identifier)) for actor, identifier in accepted)
        self._leaving = {(row.actor, row.id) for row in rows if not row.accepted}

    def of(self, row: Judged) -> tuple[str, str] | None:
        name = self._actors.get(row.actor)
        if name is None:
            return f"there is no actor {row.actor}", "Ingest the texts that name it, or leave the row out."
        if self._verdicts[row.actor, row.id] > 1:
            return f"{name} and {short(row.id)} are accepted and rejected", "Decide once."
        if not row.accepted:
            return self._of_rejected(row, name)
        if self._of_actor[row.actor, authority(row.id)] > 1:
            return f"two ids are accepted for {name}", "Accept one."
        if self._of_id[row.id] > 1:
            return f"{short(row.id)} is accepted for two actors", "Accept one; `kg review merge` makes two actors one."
        return self._of_accepted(row, name)

    def _of_rejected(self, row: Judged, name: str) -> tuple[str, str] | None:
        if row.id in self._known.ids.get(row.actor, ()) and row.id not in self._here.get(row.actor, ()):
            return f"{name} has {short(row.id)} from the registry of the package", "Report it there."
        return None

    def _of_accepted(self, row: Judged, name: str) -> tuple[str, str] | None:
        bearer = self._known.bearer(row.id)
        if bearer not in (None, row.actor) and (bearer, row.id) not in self._leaving:
            remedy = "Reject that pair, or make the two actors one with `kg review merge`."
            return f"{short(row.id)} is the id of {self._actors.get(bearer, bearer)}", remedy
        for other in self._known.ids.get(row.actor, ()):
            leaves = (row.actor, other) in self._leaving
            if other != row.id and authority(other) == authority(row.id) and not leaves:
                return f"{name} has the id {short(other)} already", "Reject that pair to replace it."
        return None
