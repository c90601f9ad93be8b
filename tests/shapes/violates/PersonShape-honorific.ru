# expects: khensh:PersonShape-honorific
# An honorific that is not printed.
INSERT { GRAPH ?graph { ?this schema:honorificPrefix "Giáo sư"@vi } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:Person } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a schema:Person }
}
