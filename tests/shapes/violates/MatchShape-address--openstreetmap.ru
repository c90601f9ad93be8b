# expects: khensh:MatchShape-address
# A node where the place is a relation.
DELETE { GRAPH ?links { ?thing ?kind ?old } GRAPH ?graph { ?this owl:annotatedTarget ?old } }
INSERT { GRAPH ?links { ?thing ?kind <https://www.openstreetmap.org/node/1903516> } GRAPH ?graph { ?this owl:annotatedTarget <https://www.openstreetmap.org/node/1903516> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?old }
    GRAPH ?links { ?thing ?kind ?old }
}
