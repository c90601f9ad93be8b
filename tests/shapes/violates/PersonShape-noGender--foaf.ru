# expects: khensh:PersonShape-noGender
# A gender taken from the honorific, in another vocabulary.
INSERT { GRAPH ?graph { ?this foaf:gender "female" } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:Person } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a schema:Person }
}
