"""What a store says of claims and actors on which a person decides."""

from kg.iris import Iri, is_iri, pov
from kg.model.quads import plain
from kg.store import Asked, Store

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


def actor_in(store: Asked, actor: str) -> dict[str, str]:
    """Name, type and country of an actor, as far as a store knows them."""
    rows = store.select(_ACTOR.replace("ACTOR", actor)).rows if is_iri(actor) else ()
    found = {name: plain(value) for name, value in rows[0].items()} if rows else {}
    return {name: value.rpartition("#")[2] if name == "type" else value for name, value in found.items()}
