# expects: khensh:MatchShape-address
# A data set that is not linked here.
DELETE { GRAPH ?links { ?thing ?kind ?old } GRAPH ?graph { ?this owl:annotatedTarget ?old } }
INSERT { GRAPH ?links { ?thing ?kind <https://www.idref.fr/027911039> } GRAPH ?graph { ?this owl:annotatedTarget <https://www.idref.fr/027911039> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing ; owl:annotatedProperty ?kind ; owl:annotatedTarget ?old }
    GRAPH ?links { ?thing ?kind ?old }
}
