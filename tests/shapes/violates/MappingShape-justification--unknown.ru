# expects: khensh:MappingShape-justification
# The link was found in a way that nobody defined.
DELETE { GRAPH ?graph { ?this <https://w3id.org/sssom/mapping_justification> ?old } }
INSERT { GRAPH ?graph { ?this <https://w3id.org/sssom/mapping_justification> <https://w3id.org/semapv/vocab/Inspiration> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this <https://w3id.org/sssom/mapping_justification> ?old }
}
