# expects: khensh:MappingShape-label
# The evidence has no name.
DELETE { GRAPH ?graph { ?this rdfs:label ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this rdfs:label ?old }
}
