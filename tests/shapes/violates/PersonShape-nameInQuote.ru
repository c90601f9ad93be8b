# expects: khensh:PersonShape-nameInQuote
# A name that was changed.
DELETE { GRAPH ?graph { ?this schema:name ?old } }
INSERT { GRAPH ?graph { ?this schema:name "Nguyễn Văn Khác"@vi } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:Person ; schema:name ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:name ?old }
}
