# expects: khensh:MappingShape-created
# The day is a text.
DELETE { GRAPH ?graph { ?this dcterms:created ?old } }
INSERT { GRAPH ?graph { ?this dcterms:created "23/11/2026" } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this dcterms:created ?old }
}
