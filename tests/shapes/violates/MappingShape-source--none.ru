# expects: khensh:MappingShape-source
# No source confirms the link.
DELETE { GRAPH ?graph { ?this dcterms:source ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this dcterms:source ?old }
}
