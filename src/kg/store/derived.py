"""What follows from the rest of a store: relations still expressed, direct edges. BASE stands for the base IRI."""

UNEXPRESSED = """
PREFIX pov: <https://w3id.org/pov#>
DELETE { GRAPH <BASEgraph/relations> { ?relation ?p ?o } }
WHERE {
  GRAPH <BASEgraph/relations> { ?relation a pov:Relation ; ?p ?o }
  FILTER NOT EXISTS { GRAPH ?g { ?claim pov:expresses ?relation } }
  FILTER NOT EXISTS { GRAPH <BASEgraph/relations> { ?other pov:content ?relation } }
}
"""

EDGES = """
PREFIX pov: <https://w3id.org/pov#>
DROP SILENT GRAPH <BASEgraph/edges> ;
INSERT { GRAPH <BASEgraph/edges> { ?subject ?edge ?object } }
WHERE {
  GRAPH ?g { ?claim pov:expresses ?relation ; pov:polarity pov:affirmed ; pov:modality pov:asserted ;
    pov:reviewStatus ?status }
  FILTER (?status != pov:rejected && !CONTAINS(STR(?g), "/graph/gold/"))
  GRAPH <BASEgraph/relations> { ?relation pov:relationType ?type ; pov:subject ?subject ; pov:object ?object }
  BIND (IRI(CONCAT("https://w3id.org/pov/rel#", STRAFTER(STR(?type), "https://w3id.org/pov/type/"))) AS ?edge)
}
"""
