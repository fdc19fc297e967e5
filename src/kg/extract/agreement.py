"""Two readings of one text merged: what rules and larger model both find is surer, where they differ is an issue."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from kg.iris import Iri
from kg.model.records import (
    Actor,
    Claim,
    Document,
    Extraction,
    Issue,
    IssueKind,
    Link,
    Mention,
    Resolution,
    Stance,
    StanceValue,
    Step,
)
from kg.model.relation_types import lineage, relation_types

_MOST = 0.98  # confidence of what both find
_OPPOSITE = {StanceValue.POSITIVE, StanceValue.NEGATIVE}
Found = tuple[Extraction, Resolution]


def agreed(document: Document, first: Found, second: Found, report: Callable[[Issue], None]) -> Found:
    """What the rules find (`first`), with what the model finds (`second`).

    A claim of both has the words, source and manner that the rules give, the more exact of the two types, and a
    confidence as of two witnesses who do not know of each other. Claims of one stay as they are.
    """
    return _Merger(document, first, second, report).merged()


@dataclass(slots=True)
class _Merger:
    document: Document
    first: Found
    second: Found
    report: Callable[[Issue], None]
    same: dict[str, str] = field(default_factory=dict)  # a mention of the model to that of the rules
    actor: dict[str, Iri] = field(default_factory=dict)

    def merged(self) -> Found:
        (rules, by_rules), (model, by_model) = self.first, self.second
        self.actor = {link.of: link.actor for link in (*by_model.links, *by_rules.links)}
        self._match_mentions()
        claims = list(self._claims(rules.claims, tuple(map(self._moved, model.claims))))
        stances = list(self._stances(rules.stances, tuple(map(self._moved_stance, model.stances))))
        mentions = self._mentions(claims, stances)
        extraction = replace(
            rules,
            mentions=mentions,
            claims=tuple(sorted(claims, key=lambda c: (c.span.start, c.span.end, c.id))),
            stances=tuple(stances),
        )
        return extraction, self._resolution({m.id for m in mentions}, mentions)

    # Mentions

    def _match_mentions(self) -> None:
        """Pair mentions of one actor whose words overlap."""
        for other in self.second[0].mentions:
            for mention in self.first[0].mentions:
                overlap = mention.span.start < other.span.end and other.span.start < mention.span.end
                if overlap and self.actor[mention.id] == self.actor[other.id]:
                    self.same.setdefault(other.id, mention.id)

    def _mentions(self, claims: list[Claim], stances: list[Stance]) -> tuple[Mention, ...]:
        """Those of the rules, and those of the model that are new, or needed where the rules mean somebody else."""
        needed = {end for c in claims for end in (c.subject, c.object, *(step.of for step in c.source))}
        needed |= {end for s in stances for end in (s.target, s.source.of)}
        kept = list(self.first[0].mentions)
        places = {span: m for m in kept for span in (m.span, m.name or m.span)}
        for mention in self.second[0].mentions:
            if mention.id in self.same:
                continue
            beside = places.get(mention.span)
            if beside is not None:
                self._differ(mention, beside)
            if beside is None or mention.id in needed:
                kept.append(mention)
        return tuple(sorted(kept, key=lambda m: (m.span.start, -m.span.end, m.id)))

    def _differ(self, mention: Mention, beside: Mention) -> None:
        names = {a.iri: a.name for _, found in (self.first, self.second) for a in found.actors}
        words = self.document.words(mention.span)
        meant = f"{names[self.actor[beside.id]]} by the rules, {names[self.actor[mention.id]]} by the larger model"
        self._report(f'"{words}" is {meant}', mention)

    def _resolution(self, ids: set[str], mentions: tuple[Mention, ...]) -> Resolution:
        by_rules, by_model = self.first[1], self.second[1]
        seen = {self.same[link.of]: link.score for link in by_model.links if link.of in self.same}
        links = [replace(k, score=_surer(k.score, seen[k.of])) if k.of in seen else k for k in by_rules.links]
        held = {link.of for link in links}
        links += [link for link in by_model.links if link.of in ids and link.of not in held]
        return Resolution(_ordered(links), self._actors(links), mentions)

    def _actors(self, links: list[Link]) -> tuple[Actor, ...]:
        known = {a.iri: a for found in (self.second[1], self.first[1]) for a in found.actors}
        return tuple(known[iri] for iri in sorted({link.actor for link in links}))

    # Claims

    def _moved(self, claim: Claim) -> Claim:
        """A claim of the model, about the mentions of the rules where these are the same."""
        subject, other = self.same.get(claim.subject, claim.subject), claim.object
        source = tuple(self._step(step) for step in claim.source)
        return replace(claim, subject=subject, object=other and self.same.get(other, other), source=source)

    def _step(self, step: Step) -> Step:
        return replace(step, of=self.same.get(step.of, step.of))

    def _claims(self, ours: tuple[Claim, ...], theirs: tuple[Claim, ...]) -> Iterator[Claim]:
        free = list(theirs)
        for claim in ours:
            alike = [c for c in free if self._is_alike(claim, c)]
            same = [c for c in alike if c.polarity is claim.polarity]
            if not same:
                if alike:
                    self._contradict(claim, alike[0])
                yield claim
                continue
            witness = min(same, key=lambda c: c.relation != claim.relation)
            free.remove(witness)
            exact = witness.relation if _is_below(witness.relation, claim.relation) else claim.relation
            sure = _surer(claim.confidence, witness.confidence)
            yield replace(claim, relation=exact, confidence=sure, rule=f"{claim.rule}; {witness.rule}")
        yield from free

    def _is_alike(self, one: Claim, other: Claim) -> bool:
        """Whether two claims of a passage relate the same actors in one direction by related types."""
        ends, others = self._ends(one), self._ends(other)
        mutual = relation_types()[one.relation].symmetric and relation_types()[other.relation].symmetric
        if one.passage != other.passage or one.object is None or not _is_related(one.relation, other.relation):
            return False
        return ends == others or (mutual and ends == others[::-1])

    def _ends(self, claim: Claim) -> tuple[Iri, Iri | None]:
        return self.actor[claim.subject], self.actor[claim.object] if claim.object else None

    def _contradict(self, claim: Claim, other: Claim) -> None:
        what = f'"{self.document.words(claim.span)}": {claim.relation} is {claim.polarity} by the rules'
        self._report(f"{what}, {other.relation} {other.polarity} by the larger model", claim)

    # Stances

    def _moved_stance(self, stance: Stance) -> Stance:
        target = self.same.get(stance.target, stance.target)
        return replace(stance, target=target, source=self._step(stance.source))

    def _stances(self, ours: tuple[Stance, ...], theirs: tuple[Stance, ...]) -> Iterator[Stance]:
        free = list(theirs)
        for stance in ours:
            about = [s for s in free if self._judges(s) == self._judges(stance)]
            witness = next((s for s in about if s.stance is stance.stance), None)
            if witness is not None:
                free.remove(witness)
                yield replace(stance, confidence=_surer(stance.confidence, witness.confidence))
                continue
            if about and {stance.stance, about[0].stance} == _OPPOSITE:
                what = f'"{self.document.words(stance.span)}" is judged {stance.stance} by the rules'
                self._report(f"{what}, {about[0].stance} by the larger model", stance)
            yield stance
        yield from free

    def _judges(self, stance: Stance) -> tuple[int, object, Iri]:
        return stance.passage, self.actor.get(stance.source.of, stance.source.of), self.actor[stance.target]

    def _report(self, message: str, at: Mention | Claim | Stance) -> None:
        self.report(Issue(IssueKind.DISAGREEMENT, "extract", self.document.key, message, at.span))


def _ordered(links: list[Link]) -> tuple[Link, ...]:
    return tuple(sorted(links, key=lambda link: (link.of, link.actor)))


def _surer(one: float, other: float) -> float:
    """The confidence that one of two independent witnesses is right.

    >>> _surer(0.8, 0.6)
    0.92
    """
    return round(min(1 - (1 - one) * (1 - other), _MOST), 2)


def _is_below(name: str, other: str) -> bool:
    return name != other and other in lineage(name)


def _is_related(one: str, other: str) -> bool:
    """Whether one type is the other or a kind of it, or both are of one kind that is itself of another.

    >>> _is_related("saves", "aids"), _is_related("praises", "defends"), _is_related("attacks", "criticises")
    (True, True, False)
    """
    if one in lineage(other) or other in lineage(one):
        return True
    parent = relation_types()[one].parent
    return parent is not None and parent == relation_types()[other].parent and len(lineage(parent)) > 1
