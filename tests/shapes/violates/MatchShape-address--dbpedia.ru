# expects: khensh:MatchShape-address
# A page of DBpedia.
DELETE { GRAPH ?links { ?thing ?kind ?old } GRAPH ?graph { ?this owl:annotatedTarget ?old } }
INSERT { GRAPH ?links { ?thing ?kind <http://dbpedia.org/page/Vietnam> } GRAPH ?graph { ?this owl:annotatedTarget <http://dbpedia.org/page/Vietnam> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?old }
    GRAPH ?links { ?thing ?kind ?old }
}
