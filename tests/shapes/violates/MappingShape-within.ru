# expects: khensh:MappingShape-within
# The evidence names another data set than the link leads to.
DELETE { GRAPH ?graph { ?this <https://w3id.org/sssom/object_source> ?source } }
INSERT { GRAPH ?graph { ?this <https://w3id.org/sssom/object_source> <https://www.idref.fr/> } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a owl:Axiom } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this <https://w3id.org/sssom/object_source> ?source }
}
