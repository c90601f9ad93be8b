# expects: khensh:MappingShape-created
# It is not said when the link was compared with its sources.
DELETE { GRAPH ?graph { ?this dcterms:created ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this dcterms:created ?old }
}
