"""Who may do what: people with a role, known by tokens of which only hashes are kept.

A file of lines `name,role,hash`: the role is read, review or write, each with what the one before it may; the hash is
the SHA-256 of the token, which is random and long, so that no slow hash is needed.
"""

import csv
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from kg.decisions.coders import SETTLED
from kg.errors import UsageError
from kg.serve.errors import ForbiddenError, UnauthorizedError

ROLES = ("read", "review", "write")
_HASH = re.compile("[0-9a-f]{64}")
_NAME = re.compile(r"\w[\w.@-]{0,63}")  # also that of a file with this person's decisions


@dataclass(frozen=True, slots=True)
class Person:
    """A name, a role, and the hash of a token."""

    name: str
    role: str
    hash: str

    def may(self, role: str) -> bool:
        """Whether this person may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


NOBODY = Person("-", "read", "")


class People:
    """The people of a file. UsageError where a line of it is wrong."""

    def __init__(self, people: tuple[Person, ...] = ()) -> None:
        self._people = people

    @classmethod
    def load(cls, path: Path) -> "People":
        try:
            rows = list(csv.reader(path.read_text(encoding="utf8").splitlines()))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"the people cannot be read: {error}", str(path), "Name another file.") from error
        return cls(tuple(_person(row, f"{path}, line {n}") for n, row in enumerate(rows, 1) if row))

    def __bool__(self) -> bool:
        return bool(self._people)

    def and_also(self, person: Person) -> "People":
        """These people, and one more who stands in no file."""
        return People((*self._people, person))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(person.name for person in self._people)

    def of(self, authorization: str | None) -> Person:
        """Who sends a header `Authorization: Bearer TOKEN`; nobody without one. UnauthorizedError for a wrong token."""
        if not authorization:
            return NOBODY
        scheme, _, token = authorization.partition(" ")
        given = hashlib.sha256(token.strip().encode()).hexdigest()
        found = None
        for person in self._people:  # all of them, so that the time tells nothing
            if hmac.compare_digest(person.hash, given):
                found = person
        if scheme.lower() != "bearer" or found is None:
            raise UnauthorizedError("nobody has this token", "Send `Authorization: Bearer TOKEN`.")
        return found


def require(person: Person, role: str) -> None:
    """UnauthorizedError where nobody asks, ForbiddenError where this person may not."""
    if not person.may(role):
        if person is NOBODY:
            raise UnauthorizedError("this needs a token", "Send `Authorization: Bearer TOKEN`.")
        raise ForbiddenError(f"{person.name} may not do this", f"It needs the role {role}.")


def added(path: Path, name: str, role: str) -> str:
    """Add a person to a file and give the token, which is kept nowhere. UsageError where the name is taken or wrong."""
    known = People.load(path)._people if path.exists() else ()
    if not _is_name(name):
        remedy = f"Use letters, digits and . _ @ -, at most 64 of them, a letter or digit first; not {SETTLED}."
        raise UsageError(f'"{name}" is no name', "", remedy)
    if any(person.name == name for person in known):
        raise UsageError(f"there is a {name} already", str(path), "Remove the line, or choose another name.")
    person, token = made(name, role)
    line = f"{person.name},{person.role},{person.hash}\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf8") as file:
        file.write(line)
    path.chmod(0o600)
    return token


def made(name: str, role: str) -> tuple[Person, str]:
    """A person with a new token."""
    token = secrets.token_urlsafe(32)
    return Person(name, role, hashlib.sha256(token.encode()).hexdigest()), token


def _is_name(name: str) -> bool:
    return _NAME.fullmatch(name) is not None and name != SETTLED


def _person(row: list[str], where: str) -> Person:
    cells = [cell.strip() for cell in row]
    if len(cells) != 3 or not _is_name(cells[0]) or cells[1] not in ROLES or not _HASH.fullmatch(cells[2]):
        raise UsageError("this is no line of a person", where, f"Write name,role,hash; roles: {', '.join(ROLES)}.")
    return Person(*cells)
