# expects: khensh:MappingShape-described
# The key of the place is misspelt.
DELETE { GRAPH ?graph { ?this owl:annotatedSource ?thing } }
INSERT { GRAPH ?graph { ?this owl:annotatedSource <https://w3id.org/khen/id/area/none> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedSource ?thing }
}
