# expects: khensh:StatedShape-hasEvidence
# A person without evidence.
DELETE { GRAPH ?graph { ?this khen:evidence ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:Person ; khen:evidence ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:evidence ?old }
}
