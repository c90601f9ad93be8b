# expects: khensh:PersonShape-noGender
# A gender taken from the honorific.
INSERT { GRAPH ?graph { ?this schema:gender schema:Female } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:Person } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a schema:Person }
}
