"""Which claims two snapshots do not share."""

from kg.model.quads import plain
from kg.store import Store

_QUERY = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?claim ?relation ?subject ?object ?polarity ?modality ?time ?status ?source ?valence ?theme ?content
  ?confidence ?words WHERE {
  ?claim a pov:Claim ; pov:expresses ?r ; pov:polarity ?polarity ; pov:modality ?modality ; pov:reviewStatus ?status ;
    pov:claimedBy ?source ; pov:evidence/pov:exact ?words .
  ?r pov:relationType ?relation ; pov:subject ?subject .
  OPTIONAL { ?r pov:object ?object } OPTIONAL { ?r pov:time ?time } OPTIONAL { ?r pov:theme ?theme }
  OPTIONAL { ?r pov:content ?content } OPTIONAL { ?claim pov:valence ?valence }
  OPTIONAL { ?claim pov:confidence ?confidence }
}
"""
_FIELDS = (
    "subject",
    "relation",
    "object",
    "polarity",
    "modality",
    "time",
    "status",
    "source",
    "valence",
    "theme",
    "content",
    "confidence",
    "words",
)
Row = tuple[str, str, str, str, str, str]


def claims_of(store: Store) -> dict[str, dict[str, str]]:
    """The fields of each claim by its IRI; several values, such as several places of evidence, sorted and joined."""
    values: dict[str, dict[str, set[str]]] = {}
    for row in store.select(_QUERY).rows:
        fields = values.setdefault(plain(row["claim"]), {name: set() for name in _FIELDS})
        for name in _FIELDS:
            fields[name].add(plain(row.get(name)))
    return {claim: {n: " | ".join(sorted(found)) for n, found in fields.items()} for claim, fields in values.items()}


def differences(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> list[Row]:
    """Rows of change, claim, what, field, before and after; sorted by claim."""
    rows: list[Row] = []
    for claim in sorted(set(before) | set(after)):
        old, new = before.get(claim), after.get(claim)
        if old is None and new is not None:
            rows.append(("gained", claim, _shown(new), "", "", new["words"]))
        elif new is None and old is not None:
            rows.append(("lost", claim, _shown(old), "", old["words"], ""))
        elif old is not None and new is not None:
            changed = [n for n in _FIELDS if old[n] != new[n]]
            rows += [("changed", claim, _shown(new), n, old[n], new[n]) for n in changed]
    return rows


def _shown(fields: dict[str, str]) -> str:
    return " ".join(_local(fields[n]) for n in ("subject", "relation", "object") if fields[n])


def _local(iri: str) -> str:
    return iri.rpartition("/")[2]
