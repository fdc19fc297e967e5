"""What follows from the rest of a store: near-equal contributions, relations still expressed, direct edges.

BASE stands for the base IRI. What an update changes it changes in its graph and in the
unnamed graph, in which the visible graphs are merged.
"""

SKETCHES = """
PREFIX pov: <https://w3id.org/pov#>
SELECT ?passage ?document ?sketch WHERE { ?passage pov:sketch ?sketch ; pov:partOf ?document }
"""

UNEXPRESSED = """
PREFIX pov: <https://w3id.org/pov#>
DELETE { ?relation ?p ?o . GRAPH <BASEgraph/relations> { ?relation ?p ?o } }
WHERE {
  { SELECT ?relation WHERE {
      GRAPH <BASEgraph/relations> { ?relation a pov:Relation }
      MINUS { GRAPH ?g { ?claim pov:expresses ?relation } }
      MINUS { GRAPH <BASEgraph/relations> { ?other pov:content ?relation } } } }
  GRAPH <BASEgraph/relations> { ?relation ?p ?o }
}
"""

EDGES = """
PREFIX pov: <https://w3id.org/pov#>
DELETE { ?subject ?edge ?object } WHERE { GRAPH <BASEgraph/edges> { ?subject ?edge ?object } } ;
DROP SILENT GRAPH <BASEgraph/edges> ;
INSERT { ?subject ?edge ?object . GRAPH <BASEgraph/edges> { ?subject ?edge ?object } }
WHERE {
  ?claim pov:expresses ?relation ; pov:polarity pov:affirmed ; pov:modality pov:asserted ; pov:reviewStatus ?status .
  FILTER (?status != pov:rejected)
  GRAPH <BASEgraph/relations> { ?relation pov:relationType ?type ; pov:subject ?subject ; pov:object ?object }
  BIND (IRI(CONCAT("https://w3id.org/pov/rel#", STRAFTER(STR(?type), "https://w3id.org/pov/type/"))) AS ?edge)
}
"""
