# expects: khensh:MatchShape-once
# Another place is linked to the same thing.
INSERT { GRAPH ?links { ?other ?kind ?value } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?value }
    GRAPH ?links { ?thing ?kind ?value }
    GRAPH ?areas { ?other a khen:AdministrativeUnit }
    FILTER (?other != ?thing)
}
