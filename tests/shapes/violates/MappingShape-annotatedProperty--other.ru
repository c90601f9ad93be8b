# expects: khensh:MappingShape-annotatedProperty
# The match is of a kind that no link here has.
DELETE { GRAPH ?graph { ?this owl:annotatedProperty ?old } }
INSERT { GRAPH ?graph { ?this owl:annotatedProperty skos:relatedMatch } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this owl:annotatedProperty ?old }
}
