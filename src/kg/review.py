"""What is in doubt in a store, for review by hand."""

from kg.model.quads import plain
from kg.store import Store

DOUBTS = {
    "claim": """
        ?target a pov:Claim ; pov:reviewStatus pov:unreviewed ; pov:confidence ?doubt ; pov:expresses ?relation ;
          pov:evidence/pov:exact ?words ; pov:statedIn/pov:partOf/pov:title ?document .
        ?relation pov:subject/skos:prefLabel ?subject ; pov:relationType ?type ;
          (pov:object/skos:prefLabel)|pov:themeText|pov:contentText ?object .
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
_WORDS = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?words WHERE { ?claim a pov:Claim ; pov:evidence/pov:exact ?words . FILTER (STRENDS(STR(?claim), "/claim/ID")) }
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


def claim_words(store: Store, claim: str) -> str | None:
    """The evidence of a claim by its id; None where there is no such claim."""
    identifier = claim.rpartition("/")[2]
    if not identifier.isalnum():
        return None
    rows = store.select(_WORDS.replace("ID", identifier)).rows
    return plain(rows[0]["words"]) if rows else None
