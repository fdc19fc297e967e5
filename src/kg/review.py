"""What is in doubt in a store, for review by hand."""

from kg.iris import Iri, is_iri, pov
from kg.model.quads import plain
from kg.store import Store

DOUBTS = {
    "claim": """
        ?target a pov:Claim ; pov:reviewStatus pov:unreviewed ; pov:confidence ?doubt ; pov:expresses ?relation ;
          pov:evidence/pov:exact ?words ; pov:statedIn/pov:partOf/pov:title ?document .
        ?relation pov:subject/skos:prefLabel ?subject ; pov:relationType ?type ;
          pov:themeText|pov:contentText|(pov:object/skos:prefLabel) ?object .
        BIND (CONCAT(STR(?subject), " ", STRAFTER(STR(?type), "/type/"), " ", STR(?object)) AS ?what)""",
    "actor": """
        ?target a pov:ProvisionalActor ; skos:prefLabel ?what .
        ?mention pov:refersTo ?target ; pov:linkScore ?doubt ; pov:span/pov:exact ?words ;
          pov:statedIn/pov:partOf/pov:title ?document .""",
    "mention": """
        ?target pov:issueKind ?what ; pov:message ?words ; pov:inDocument/pov:title ?document .
        FILTER (STR(?what) IN ("unresolved-mention", "ambiguous-name")) BIND (0.0 AS ?doubt)""",
}
_QUERY = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?target (MIN(?doubt) AS ?least) (SAMPLE(?document) AS ?in) (SAMPLE(?what) AS ?about) (MIN(?words) AS ?said)
WHERE { PATTERN }
GROUP BY ?target ORDER BY ?least ?target
"""
_CLAIM = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?claim ?evidence ?subject ?object ?polarity ?modality ?relation ?time ?time_normal ?theme ?content WHERE {
  ?claim a pov:Claim ; pov:evidence ?evidence ; pov:polarity ?polarity ; pov:modality ?modality ; pov:expresses ?r .
  ?r pov:relationType ?relation ; pov:subject/skos:prefLabel ?subject .
  OPTIONAL { ?r pov:object/skos:prefLabel ?object }
  OPTIONAL { ?claim pov:timeText ?time }
  OPTIONAL { ?r pov:time ?time_normal }
  OPTIONAL { ?r pov:themeText ?theme }
  OPTIONAL { ?r pov:contentText ?content }
  FILTER (STRENDS(STR(?claim), "/claim/ID"))
}
"""
_CHAIN = """
PREFIX pov: <https://w3id.org/pov#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?number ?name WHERE {
  <CLAIM> pov:attributionStep ?step . ?step pov:stepNumber ?number ; pov:stepSource/skos:prefLabel ?name
}
"""
_ACTOR = """
SELECT ?name ?type ?country WHERE {
  <ACTOR> a ?type ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?name .
  OPTIONAL { <ACTOR> <https://w3id.org/pov#countryCode> ?country }
  FILTER (?type NOT IN (<https://w3id.org/pov#ProvisionalActor>, <https://w3id.org/pov#UnnamedActor>))
}
"""


def doubts(store: Store, kind: str | None = None) -> list[tuple[str, str, str, str, str, str]]:
    """Rows of target, kind, confidence, document, what and words; the least certain first."""
    found = []
    for name in DOUBTS if kind is None else (kind,):
        for row in store.select(_QUERY.replace("PATTERN", DOUBTS[name])).rows:
            target = plain(row["target"])
            short = target.rpartition("/")[2] if name == "claim" else target
            cells = [plain(row[v]) if v in row else "" for v in ("least", "in", "about", "said")]
            found.append((short, name, cells[0], cells[1], cells[2], cells[3]))
    return sorted(found, key=lambda r: (float(r[2] or 0), r[1], r[0]))


def claim_in(store: Store, claim: str) -> dict[str, str] | None:
    """A claim by its id or IRI: `id`, `words`, and each field as a decision has it; None where there is none.

    A symmetric relation has its actors in the order in which the store has them.
    """
    identifier = claim.rpartition("/")[2]
    if not identifier.isalnum():
        return None
    rows = store.select(_CLAIM.replace("ID", identifier)).rows
    if not rows:
        return None
    found = {name: plain(value) for name, value in rows[0].items()}
    for name in ("polarity", "modality", "relation"):
        found[name] = found[name].replace("#", "/").rpartition("/")[2]
    evidence, iri = Iri(found.pop("evidence")), found.pop("claim")
    steps = sorted((int(plain(r["number"])), plain(r["name"])) for r in store.select(_CHAIN.replace("CLAIM", iri)).rows)
    words = next((plain(quad.object) for quad in store.told(evidence, pov("exact"))), "")
    chain = "|".join(name for _, name in steps)
    return found | {"id": identifier, "words": words, "span": words, "source": chain}


def actor_in(store: Store, actor: str) -> dict[str, str]:
    """Name, type and country of an actor, as far as a store knows them."""
    rows = store.select(_ACTOR.replace("ACTOR", actor)).rows if is_iri(actor) else ()
    found = {name: plain(value) for name, value in rows[0].items()} if rows else {}
    return {name: value.rpartition("#")[2] if name == "type" else value for name, value in found.items()}
