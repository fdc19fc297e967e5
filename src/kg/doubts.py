"""What is in doubt in a store, and why: claims, actors that the registry lacks, names that may mean several or none."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.iris import pov
from kg.model.quads import Term, plain
from kg.model.relation_types import relation_types
from kg.networks.told import Columns, Told
from kg.store import Asked

KINDS = ("claim", "actor", "mention")
REASONS = ("low-confidence", "unresolved", "provisional", "ambiguous", "contradicted")
_UNREVIEWED, _REJECTED, _AFFIRMED, _NEGATED = map(pov, ("unreviewed", "rejected", "affirmed", "negated"))
_LOW = 0.5  # a confidence below it is a reason by itself
_PREFIXES = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CLAIM = {
    "relation": "pov:expresses", "polarity": "pov:polarity", "passage": "pov:statedIn", "confidence": "pov:confidence",
    "status": "pov:reviewStatus", "source": "pov:claimedBy",
}  # fmt: skip
_PROVISIONAL = "SELECT ?actor WHERE { ?actor a pov:ProvisionalActor }"
_ACTORS = """SELECT ?actor (MIN(?score) AS ?least) (MIN(?in) AS ?document) WHERE {
  ?actor a pov:ProvisionalActor . ?mention pov:refersTo ?actor ; pov:linkScore ?score ; pov:statedIn/pov:partOf ?in
} GROUP BY ?actor"""
_MENTIONS = """SELECT ?issue ?kind ?document ?mention ?score ?id WHERE {
  VALUES ?kind { "unresolved-mention" "ambiguous-name" }
  ?issue pov:issueKind ?kind ; pov:inDocument ?document
  OPTIONAL { ?issue pov:issueSpan ?span . ?mention pov:span ?span ; pov:linkScore ?score }
  OPTIONAL { ?issue pov:issueMention ?id }
}"""
_DETAILS = {
    "claim": """
  ?target pov:expresses ?relation . ?relation pov:relationType ?type
  OPTIONAL { ?relation pov:subject/skos:prefLabel ?subject }
  OPTIONAL { ?relation pov:themeText|pov:contentText|(pov:object/skos:prefLabel) ?object }
  OPTIONAL { ?target pov:evidence/pov:exact ?words }
  BIND (CONCAT(COALESCE(?subject, ""), " ", STRAFTER(STR(?type), "/type/"), " ", COALESCE(?object, "")) AS ?what)""",
    "actor": """
  ?target skos:prefLabel ?what . ?mention pov:refersTo ?target ; pov:statedIn/pov:partOf ?document
  OPTIONAL { ?mention pov:span/pov:exact ?words }""",
    "mention": "?target pov:issueKind ?what ; pov:message ?words",
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in doubt. `doubt` is from 0 to 1, which is the most; each reason halves how sure it is.

    `target` is what a decision has: the id of a claim, an actor's IRI, a mention's IRI. `thing` is the IRI of what
    is in doubt, of a mention that of the issue, which is the target too where the store does not tell the mention.
    `document` is an IRI, of an actor that of the first document which mentions it.
    """

    target: str
    kind: str
    doubt: float
    reasons: tuple[str, ...]
    thing: str
    document: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a person sees of a doubt."""

    what: str = ""
    words: str = ""


def doubts(store: Asked, kind: str | None = None) -> list[Doubt]:
    """All that is in doubt in a store, the most doubtful first."""
    made = {"claim": _claims, "actor": _actors, "mention": _mentions}
    found = [doubt for name in KINDS if kind in (None, name) for doubt in made[name](store)]
    return sorted(found, key=lambda doubt: (-doubt.doubt, doubt.kind, doubt.target))


def shown(store: Asked, some: Sequence[Doubt]) -> list[Shown]:
    """What a person sees of some doubts: who does what to whom, a name, a kind of issue; and the words."""
    found: dict[str, Shown] = {}
    for kind, pattern in _DETAILS.items():
        wanted = {doubt.thing: doubt.document for doubt in some if doubt.kind == kind}
        if not wanted:
            continue
        values = " ".join(f"<{thing}>" for thing in sorted(wanted))
        query = f"{_PREFIXES} SELECT * WHERE {{ VALUES ?target {{ {values} }} {pattern} }}"
        for row in store.select(query).rows:
            thing = plain(row["target"])
            if "document" not in row or plain(row["document"]) == wanted[thing]:
                one = Shown(plain(row.get("what")), plain(row.get("words")))
                found[thing] = min(one, found.get(thing, one), key=lambda shown: (shown.what, shown.words))
    return [found.get(doubt.thing, Shown()) for doubt in some]


def titles(store: Asked, documents: Iterable[str]) -> Mapping[str, str]:
    """The titles of documents by their IRIs."""
    values = " ".join(f"<{iri}>" for iri in sorted(set(documents)))
    query = (
        f"{_PREFIXES} SELECT ?document ?title WHERE {{ VALUES ?document {{ {values} }} ?document pov:title ?title }}"
    )
    return {plain(row["document"]): plain(row["title"]) for row in store.select(query).rows}


def _made(target: str, kind: str, sure: float, reasons: tuple[str, ...], thing: str, document: str) -> Doubt:
    halved = len(reasons) - (REASONS[0] in reasons)
    return Doubt(target, kind, round(1 - sure / 2**halved, 6), reasons, thing, document)


def _claims(store: Asked) -> Iterator[Doubt]:
    """Claims on which nobody has decided; those that say the opposite of what another source says."""
    told = Told(store)
    claims, documents = told.things(_CLAIM), told.values("pov:partOf")
    subjects, objects = told.values("pov:subject"), told.values("pov:object")
    provisional = {plain(row["actor"]) for row in store.select(_PREFIXES + _PROVISIONAL).rows}
    contradicted = _contradicted(told, claims)
    rows = zip(
        *(claims[name] for name in ("iri", "relation", "confidence", "status", "source", "passage")), strict=True
    )
    for iri, relation, confidence, status, source, passage in rows:
        if status != _UNREVIEWED:
            continue
        sure = float(confidence or 0)
        acting = (subjects.get(relation, ""), objects.get(relation, ""), source)
        reasons = (
            *(("low-confidence",) if sure < _LOW else ()),
            *(("provisional",) if not provisional.isdisjoint(acting) else ()),
            *(("contradicted",) if iri in contradicted else ()),
        )
        yield _made(iri.rpartition("/")[2], "claim", sure, reasons, iri, documents.get(passage, ""))


def _contradicted(told: Told, claims: Columns) -> set[str]:
    """The claims of which another source says the opposite of the same two: it denies, or affirms the opposite type."""
    subjects, objects, types = map(told.values, ("pov:subject", "pov:object", "pov:relationType"))
    about = [
        (subjects.get(relation, ""), objects.get(relation, ""), types.get(relation, "").rpartition("/")[2], polarity)
        for relation, polarity in zip(claims["relation"], claims["polarity"], strict=True)
    ]
    sources: dict[tuple[str, str, str, str], set[str]] = {}
    for said, source, status in zip(about, claims["source"], claims["status"], strict=True):
        if status != _REJECTED:
            sources.setdefault(said, set()).add(source)
    others = {said: set().union(*(sources.get(one, ()) for one in _opposite(*said))) for said in sources}
    return {
        iri
        for iri, said, source in zip(claims["iri"], about, claims["source"], strict=True)
        if said[1] and others.get(said, set()) - {source}
    }


def _opposite(subject: str, target: str, kind: str, polarity: str) -> Iterator[tuple[str, str, str, str]]:
    yield subject, target, kind, _AFFIRMED if polarity == _NEGATED else _NEGATED
    if polarity == _AFFIRMED:
        for opposite in _opposites().get(kind, ()):
            yield subject, target, opposite, _AFFIRMED


@cache
def _opposites() -> dict[str, tuple[str, ...]]:
    """The opposites of each relation type, from both sides: the negative one of two names the other."""
    found: dict[str, set[str]] = {}
    for name, kind in relation_types().items():
        if kind.opposite:
            found.setdefault(name, set()).add(kind.opposite)
            found.setdefault(kind.opposite, set()).add(name)
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _actors(store: Asked) -> Iterator[Doubt]:
    for row in store.select(_PREFIXES + _ACTORS).rows:
        actor = plain(row["actor"])
        yield _made(actor, "actor", _number(row["least"]), ("provisional",), actor, plain(row["document"]))


def _mentions(store: Asked) -> Iterator[Doubt]:
    """Names of several actors, and what nobody is known by; the least sure of several at one place."""
    found: dict[str, Doubt] = {}
    for row in store.select(_PREFIXES + _MENTIONS).rows:
        issue, is_ambiguous = plain(row["issue"]), plain(row["kind"]) == "ambiguous-name"
        reason = "ambiguous" if is_ambiguous else "unresolved"
        target = plain(row.get("mention", row["issue"])) if is_ambiguous else _unlinked(issue, plain(row.get("id")))
        sure = _number(row["score"]) if is_ambiguous and "score" in row else 0.0
        made = _made(target, "mention", sure, (reason,), issue, plain(row["document"]))
        found[issue] = min(made, found.get(issue, made), key=lambda one: (-one.doubt, one.target))
    yield from found.values()


def _unlinked(issue: str, mention: str) -> str:
    """The IRI that a mention gets when somebody decides who is meant; the issue's where its id is not told."""
    return f"{issue.rpartition('/issue/')[0]}/mention/{mention}" if mention else issue


def _number(term: Term) -> float:
    return float(plain(term) or 0)
