# expects: khensh:MappingShape-justification
# It is not said how the link was found.
DELETE { GRAPH ?graph { ?this <https://w3id.org/sssom/mapping_justification> ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this <https://w3id.org/sssom/mapping_justification> ?old }
}
