"""Decisions that fit nothing in a store, as issues: none is passed over in silence."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.decisions.rows import ON_CLAIMS, Decision
from kg.iris import PROV, RDF_TYPE, Iri, Iris, is_iri, pov
from kg.model.ids import make_id
from kg.model.quads import Quad, Term, plain, term, text
from kg.model.records import Actor, IssueKind
from kg.store import Store

INFLUENCED = Iri(PROV + "wasInfluencedBy")
STATE = pov("stateHash")  # of a document that was extracted here; kept beside its text, where no query looks
_KINDS = "SELECT ?thing ?kind WHERE { VALUES ?thing { THINGS } ?thing a ?kind }"
_MEANT = """
PREFIX pov: <https://w3id.org/pov#>
SELECT DISTINCT ?thing WHERE { VALUES ?thing { THINGS } ?by pov:refersTo|pov:contributor|pov:speaker ?thing }
"""
_REVIEWED = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?claim ?document ?status ?words WHERE {
  VALUES ?document { THINGS }
  ?claim a pov:Claim ; pov:reviewStatus ?status ; pov:statedIn/pov:partOf ?document ; pov:evidence ?span
  OPTIONAL { ?span pov:exact ?words }
}
"""
_DOCUMENTS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT DISTINCT ?document WHERE {
  { VALUES ?document { THINGS } ?document pov:layout ?layout }
  UNION { VALUES ?thing { THINGS } ?thing pov:statedIn/pov:partOf ?document }
}
"""
_REFUSED = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?message WHERE {
  VALUES ?document { THINGS }
  ?issue pov:inDocument ?document ; pov:issueKind "stale-decision" ; pov:message ?message
}
"""
_QUADS = "its document was loaded from quads that are older: ingest its text, or make the quads anew with kg build"
_HEEDED = f"SELECT DISTINCT ?decision WHERE {{ ?document <{INFLUENCED}> ?decision }}"


def decision_iri(decision: Decision, iris: Iris) -> Iri:
    """The IRI of a decision, by which a document says that it was heeded."""
    return Iri(f"{iris.base}decision/{decision.id}")


def target_iri(decision: Decision, iris: Iris) -> Iri:
    """What a decision is about: a document, a claim, a mention, else an actor."""
    if decision.action == "add":
        return iris.document(decision.target)
    if decision.action in ON_CLAIMS:
        return iris.claim(decision.target)
    return iris.mention(decision.target) if decision.action == "split" else Iri(decision.target)


def stale_quads(
    store: Store, decisions: Iterable[Decision], actors: Callable[[str], Actor | None], iris: Iris
) -> Iterator[Quad]:
    """An issue for each decision whose target or actor is not in the store."""
    given = tuple(decisions)
    things = {target_iri(d, iris) for d in given} | {Iri(d.new) for d in given if d.action in ("merge", "split")}
    known = _Known(
        _kinds(store, things),
        frozenset(_asked(store, _MEANT, things, "thing")),
        frozenset(_asked(store, _HEEDED, things, "decision")) if given else frozenset(),
        _unheard(store, given, iris),
        actors,
    )
    for decision in given:
        why = _why(decision, known, iris)
        if why is not None:
            yield from _issue(decision, why, iris)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a store holds of the targets: the classes of each, who is meant by documents, which merges were heeded,
    which decisions came too late for the quads of their document.
    """

    kinds: dict[str, set[str]]
    meant: frozenset[str]
    heeded: frozenset[str]
    unheard: frozenset[str]  # ids of decisions
    actors: Callable[[str], Actor | None]


def _kinds(store: Store, things: Iterable[Iri]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in store.select(_KINDS.replace("THINGS", _values(things))).rows:
        found.setdefault(str(row["thing"]), set()).add(str(row["kind"]))
    return found


def _asked(store: Store, query: str, things: Iterable[Iri], name: str) -> Iterator[str]:
    return (plain(row[name]) for row in store.select(query.replace("THINGS", _values(things))).rows)


def _unheard(store: Store, decisions: tuple[Decision, ...], iris: Iris) -> frozenset[str]:
    """The decisions on claims of documents that were loaded from quads which know nothing of them."""
    own = tuple(d for d in decisions if d.action == "add" or d.action in ON_CLAIMS)
    extracted = {quad.subject for quad in store.told(None, STATE)} if own else set()
    documents = {Iri(one) for one in _asked(store, _DOCUMENTS, {target_iri(d, iris) for d in own}, "document")}
    rows = store.select(_REVIEWED.replace("THINGS", _values(documents - extracted))).rows
    unreviewed = {str(row["claim"]) for row in rows if str(row["status"]) == pov("unreviewed")}
    reviewed = {(str(row["document"]), _spaced(row)) for row in rows if str(row["claim"]) not in unreviewed}
    loaded = {str(row["document"]) for row in rows}
    refused = tuple(_asked(store, _REFUSED, documents - extracted, "message"))
    return frozenset(
        d.id
        for d, target in ((d, str(target_iri(d, iris))) for d in own)
        if (target in unreviewed or (target in loaded and (target, " ".join(d.words.split())) not in reviewed))
        and not any(message.startswith(d.unfit) for message in refused)
    )


def _spaced(row: Mapping[str, Term]) -> str:
    return " ".join(plain(row["words"]).split()) if "words" in row else ""


def _values(things: Iterable[Iri]) -> str:
    return " ".join(term(thing) for thing in sorted(things) if is_iri(thing))


def _why(decision: Decision, known: _Known, iris: Iris) -> str | None:
    """Why a decision fits nothing; None where it does."""
    kinds = known.kinds.get(target_iri(decision, iris), set())
    heeded = decision_iri(decision, iris) in known.heeded
    unheard = _QUADS if decision.id in known.unheard else None
    if decision.action == "add":
        return unheard if kinds else "there is no such document"
    if decision.action in ON_CLAIMS:
        return unheard if pov("Claim") in kinds else "there is no such claim"
    if decision.action in ("link", "unlink"):
        return None if kinds else "there is no such actor"
    if decision.action == "name":
        if not kinds:
            return "there is no such actor"
        made_here = kinds & {pov("ProvisionalActor"), pov("UnnamedActor")}
        return None if made_here else "it is an actor of the registry, whose names stand in graph/actors.ttl"
    if decision.action == "alias":
        if not kinds:
            return "there is no such actor"
        told = known.actors(decision.target) is not None
        return None if told else "its column old does not say by which name documents know the actor"
    if decision.action == "split" and pov("Mention") not in kinds:
        return "there is no such mention"
    if not kinds and not heeded:
        return "there is no such actor"
    if known.actors(decision.new) is not None:
        return None
    if decision.new not in known.kinds:
        return f'no actor, or more than one, is called "{decision.new}"'
    if decision.action == "merge" and decision.target in known.meant:
        return f"documents that do not name {decision.new} know it only from graph/actors.ttl; add it there"
    return None


def _issue(decision: Decision, why: str, iris: Iris) -> Iterator[Quad]:
    """The issue in the graph of decisions; its id is that of the decision, so a coder's file gives the same bytes."""
    made = make_id("issue", IssueKind.STALE_DECISION, decision_iri(decision, iris))
    issue, graph = iris.issue(made), iris.graph("decisions")
    message = f"{decision.unfit}: {why}"
    properties: dict[Iri, Term] = {
        RDF_TYPE: pov("Issue"),
        pov("issueKind"): text(IssueKind.STALE_DECISION),
        pov("stage"): text("decisions"),
        pov("message"): text(message),
    }
    yield from (Quad(issue, predicate, value, graph) for predicate, value in properties.items())
