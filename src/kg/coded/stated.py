"""Statements coded by hand as claims: a source, for whom it speaks, and the concept that it supports or does not.

A statement has a person, an organisation or both, a concept and an agreement. The person, else the organisation, is
the source; whom it speaks for, else the source itself, supports the concept, which is the theme; agreement 0, or a
number below it, negates that.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.coded.offsets import Offsets
from kg.coded.record import Statement
from kg.iris import Iri, Iris
from kg.model.ids import make_id
from kg.model.records import (
    Actor,
    Claim,
    Commitment,
    Document,
    Extraction,
    Issue,
    IssueKind,
    Link,
    Polarity,
    Resolution,
    Span,
    Step,
)
from kg.registry import OUTLET_TYPES, Registry
from kg.resolve.made import editors, provisional

_BY = "name given by a coder"
_RELATION = "supports"


@dataclass(slots=True)
class Stating:
    """Makes claims of the statements of one document, and collects the actors that they need."""

    document: Document
    registry: Registry
    iris: Iris
    report: Callable[[Issue], None]
    outlet: Actor | None = None
    claims: dict[int, Claim] = field(default_factory=dict)  # by the number of the statement
    links: dict[str, Link] = field(default_factory=dict)
    actors: dict[Iri, Actor] = field(default_factory=dict)

    def take(self, statements: tuple[Statement, ...]) -> None:
        """Take all statements; one that is no claim is reported with all its values."""
        self._link("editors", editors(self.document.key, self.iris))
        if self.outlet is not None:
            self._link("outlet:1", self.outlet)
        offsets = Offsets(self.document.text)
        for one in statements:
            span = _span(offsets.points(one.start), offsets.points(one.stop), len(self.document.text))
            claim = self._claim(one, span) if span is not None else None
            if claim is None:
                self._refuse(one, span)
            else:
                self.claims[one.id] = claim

    @property
    def found(self) -> tuple[Extraction, Resolution]:
        """What was found."""
        claims = sorted(self.claims.values(), key=lambda c: (c.span.start, c.span.end, c.id))
        links = tuple(self.links[of] for of in sorted(self.links))
        return Extraction(claims=tuple(claims)), Resolution(links, tuple(self.actors[i] for i in sorted(self.actors)))

    def _claim(self, one: Statement, span: Span) -> Claim | None:
        person, organisation, concept = (_text(one.values, name) for name in ("person", "organization", "concept"))
        polarity = _polarity(one.values.get("agreement", 1))
        if not concept or not (person or organisation) or polarity is None:
            return None
        names = [("Person", person), ("Organisation", organisation)]
        who = [(self._actor(name, kind), name) for kind, name in names if name]
        (source, words), (subject, _) = who[0], who[-1]
        chain = [Step(source, words, Commitment.COMMITS)]
        if self.outlet is not None:
            chain.append(Step("outlet:1", self.outlet.name, Commitment.RELAYS))
        raw = (self.document.key, 1, span.start, span.end, _RELATION, concept, polarity, words, one.id)
        return Claim(
            make_id("claim", *raw), 1, tuple(chain), subject, _RELATION, None, span, 1.0, polarity, theme=concept,
            rule="hand", behalf=subject if len(who) > 1 else None,
        )  # fmt: skip

    def _actor(self, name: str, kind: str) -> str:
        """What a link to an actor of a name is about."""
        of = f"{kind}:{name}"
        if of not in self.links:
            self._link(of, _known(name, kind, self.registry) or provisional(name, kind, None, self.iris))
        return of

    def _link(self, of: str, actor: Actor) -> None:
        self.links[of] = Link(of, actor.iri, 1.0, _BY)
        self.actors[actor.iri] = actor

    def _refuse(self, one: Statement, span: Span | None) -> None:
        values = "; ".join(f"{name} = {value}" for name, value in one.values.items() if value is not None)
        message = f"statement {one.id} ({one.type}, by {one.coder}) is no claim: {values}"
        self.report(Issue(IssueKind.UNTYPED_RELATION, "import", self.document.key, message, span))


def outlet_of(name: str, registry: Registry) -> Actor | None:
    """The outlet of a document's source, where the registry has it."""
    found = registry.outlets_named(name) if name else ()
    return found[0] if len(found) == 1 else None


def _known(name: str, kind: str, registry: Registry) -> Actor | None:
    """The one actor of the registry who bears a name and is, or is not, a person."""
    bearers = [a for a in registry.named(name) if (a.type == "Person") == (kind == "Person")]
    certain = [a for a in bearers if a.type not in OUTLET_TYPES and not registry.is_ambiguous(name, a)]
    return certain[0] if len(certain) == 1 else None


def _span(start: int, end: int, length: int) -> Span | None:
    return Span(start, end) if 0 <= start < end <= length else None


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name, "")
    return value if isinstance(value, str) and value.strip() else ""


def _polarity(agreement: Any) -> Polarity | None:
    """Of a boolean 0 negates; of a number what is below it."""
    if not isinstance(agreement, int):
        return None
    return Polarity.AFFIRMED if agreement > 0 else Polarity.NEGATED
