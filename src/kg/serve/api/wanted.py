"""Decisions that somebody sends, as the rows that are written: checked against the store, which says what was."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kg.decisions import Decision
from kg.decisions.allowed import refuse_wrong
from kg.decisions.coders import extracted_words
from kg.decisions.rows import ON_CLAIMS
from kg.iris import PREF_LABEL, Iri, is_iri, pov
from kg.model.quads import plain, term, text
from kg.review import actor_in
from kg.serve.api.deciding import ToDecide
from kg.serve.api.lookup import Ids, actor_meant, said
from kg.serve.api.models import Claim, Named
from kg.serve.api.sets import HEAD
from kg.serve.api.told import told
from kg.serve.asked import AskedService
from kg.serve.deciding import Decided
from kg.serve.errors import BadRequestError

_IS_MENTION = f"{HEAD}ASK {{ {{ <MENTION> a pov:Mention }} UNION {{ ?issue pov:issueMention LITERAL }} }}"
_IS_ELSEWHERE = f"""{HEAD}ASK {{
  VALUES ?kind {{ pov:ProvisionalActor pov:UnnamedActor }} <ACTOR> a ?kind
  {{ <MENTION> pov:statedIn/pov:partOf ?document }}
  UNION {{ ?issue pov:issueMention LITERAL ; pov:inDocument ?document }}
  FILTER NOT EXISTS {{ ?passage pov:partOf ?document . ?mention pov:statedIn ?passage ; pov:refersTo <ACTOR> }}
  FILTER NOT EXISTS {{ ?passage pov:partOf ?document ; pov:contributor|pov:speaker <ACTOR> }}
}}"""
_REGISTERED = "/api/actors lists them; what the registry says of one stands in graph/actors.ttl."


def rows_of(
    store: AskedService, ids: Ids, wanted: Sequence[ToDecide], coder: str, date: str, decided: Decided
) -> list[Decision]:
    """The rows, in the order in which they are sent. BadRequestError or KgError where one of them cannot be made."""
    claims = _claims(store, ids, [one.target for one in wanted if one.action in ON_CLAIMS])
    rows = []
    for one in wanted:
        made = _Made(one, coder, date)
        if one.action in ON_CLAIMS:
            rows.append(made.on_claim(claims[one.target], decided))
        else:
            rows.append({"add": made.added, "split": made.split}.get(one.action, made.on_actor)(store, ids))
        refuse_wrong(rows[-1])
        if one.settles:
            _refuse_early(rows[-1], decided)
    _refuse_twice(rows)
    return rows


def _claims(store: AskedService, ids: Ids, targets: Sequence[str]) -> dict[str, Claim]:
    """The claims that are meant, by what names them."""
    iris = {target: iri for target in targets if (iri := ids.iri("claim", target)) is not None}
    known = {claim.iri: _with_words(store, claim) for claim in told(store, ids, sorted(set(iris.values())))}
    found = {target: known[iri] for target, iri in iris.items() if iri in known}
    if missing := [target for target in targets if target not in found]:
        raise BadRequestError(f"there is no claim {missing[0]}", "/api/claims lists them.")
    return found


def _with_words(store: AskedService, claim: Claim) -> Claim:
    """A claim with its words however long they are: by them a decision is known to fit, or not to fit any more."""
    if claim.evidence.words is not None:
        return claim
    span = said(store, [Iri(claim.iri)], pov("evidence")).one(Iri(claim.iri), pov("evidence"))
    words = store.beside(Iri(plain(span)), pov("exact")) if span is not None else ""
    return claim.model_copy(update={"evidence": claim.evidence.model_copy(update={"words": words})})


def _refuse_early(row: Decision, decided: Decided) -> None:
    """Nobody settles what not all coders have judged: the others would see it."""
    if row.action not in ON_CLAIMS:
        raise BadRequestError(f"{row.action} settles nothing", "Settle a claim by accept, reject or edit.")
    judged = {d.coder for d in decided.on.get(row.target, ()) if d.action in ON_CLAIMS}
    if missing := sorted(set(decided.coders) - judged):
        raise BadRequestError(f"not all coders have judged the claim {row.target}", f"Wait for {', '.join(missing)}.")


def _refuse_twice(rows: Sequence[Decision]) -> None:
    """Rows of one day have no order, so that of two answers neither would be the later one."""
    counted = Counter(row.question for row in rows)
    edited = {row.target for row in rows if row.action == "edit"}
    for row in rows:
        if counted[row.question] > 1 or (row.action == "reject" and row.target in edited):
            raise BadRequestError(f"{row.target} is decided on twice", "Send one answer to each question.")


@dataclass(frozen=True, slots=True)
class _Made:
    """How one decision becomes a row."""

    one: ToDecide
    coder: str
    date: str

    def _row(self, target: str, *, field: str = "", old: str = "", new: str = "", words: str = "") -> Decision:
        one = self.one
        return Decision(target, one.action, field, old, new, words, self.coder, self.date, one.reason)

    def on_claim(self, claim: Claim, decided: Decided) -> Decision:
        words = extracted_words(decided.on.get(claim.id, ()), claim.id, claim.evidence.words or "")
        if self.one.action != "edit":
            return self._row(claim.id, words=words)
        field, new = self.one.field, self.one.new
        return self._row(claim.id, field=field, old=_held(claim, field, new), new=new, words=words)

    def added(self, store: AskedService, ids: Ids) -> Decision:
        one, iri = self.one, ids.iri("doc", self.one.target)
        if iri is None or not store.ask(f"{HEAD}ASK {{ <{iri}> pov:layout ?layout }}"):
            raise BadRequestError(f"there is no document {one.target}", "/api/documents lists them.")
        return self._row(ids.id("doc", iri), field=one.field, new=one.new, words=one.words)

    def split(self, store: AskedService, ids: Ids) -> Decision:
        iri = ids.iri("mention", self.one.target)
        if iri is None or not store.ask(_of_mention(_IS_MENTION, iri, ids)):
            raise BadRequestError(f"there is no mention {self.one.target}", "/api/review/queue lists doubtful ones.")
        actor = _meant(store, ids, self.one.new)
        if store.ask(_of_mention(_IS_ELSEWHERE, iri, ids).replace("ACTOR", actor)):
            remedy = "Choose one of the registry, or add this one to graph/actors.ttl."
            raise BadRequestError(f"only other documents know {self.one.new}, which the registry lacks", remedy)
        return self._row(ids.id("mention", iri), new=actor)

    def on_actor(self, store: AskedService, ids: Ids) -> Decision:
        one = self.one
        iri = ids.iri("actor", one.target)
        if iri is None or not store.ask(f"ASK {{ <{iri}> <{PREF_LABEL}> ?name }}"):
            raise BadRequestError(f"there is no actor {one.target}", "/api/actors lists them.")
        if one.action == "merge":
            return self._row(iri, new=_meant(store, ids, one.new))
        if one.action == "alias":
            return self._row(iri, field=one.field, old=actor_in(store, iri).get("name", ""), new=one.new)
        kinds = "VALUES ?kind { pov:ProvisionalActor pov:UnnamedActor }"
        if not store.ask(f"{HEAD}ASK {{ {kinds} <{iri}> a ?kind }}"):
            raise BadRequestError(f"{one.target} is an actor of the registry", _REGISTERED)
        return self._row(iri, field=one.field, old=actor_in(store, iri).get(one.field, ""), new=one.new)


def _of_mention(query: str, iri: Iri, ids: Ids) -> str:
    """A query about a mention, which may be one to which nobody is linked."""
    return query.replace("MENTION", iri).replace("LITERAL", term(text(ids.id("mention", iri))))


def _meant(store: AskedService, ids: Ids, given: str) -> Iri:
    """The actor that somebody means. BadRequestError, QueryError or UsageError where nobody or several may be meant."""
    if not given.strip():
        raise BadRequestError("it is not said which actor is meant", "Give an id, an IRI or a name as `new`.")
    found = actor_meant(store, ids, given, "new")
    assert found is not None
    return found


def _held(claim: Claim, field: str, new: str) -> str:
    """What a field of a claim holds, written as `new` is: actors by IRI where that is one, else by name."""
    if field == "source":
        parts = new.split("|")
        return "|".join(_written(step, parts[n] if n < len(parts) else "") for n, step in enumerate(claim.source))
    if field in ("subject", "object"):
        actor = claim.subject if field == "subject" else claim.object
        return "" if actor is None else _written(actor, new)
    held = {
        "polarity": claim.polarity, "modality": claim.modality, "relation": claim.relation_type, "theme": claim.theme,
        "time": claim.time_text, "time_normal": claim.time, "content": claim.content, "span": claim.evidence.words,
    }  # fmt: skip
    return held.get(field) or ""


def _written(actor: Named, new: str) -> str:
    return actor.iri if is_iri(new) else actor.name
