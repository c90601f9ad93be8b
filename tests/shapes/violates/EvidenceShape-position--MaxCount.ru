# expects: khensh:EvidenceShape-position
# A quotation at two positions.
INSERT { GRAPH ?graph { ?position oa:start 0 } }
WHERE {
    { SELECT ?position WHERE { GRAPH ?any { ?position oa:start ?start } FILTER (CONTAINS(STR(?position), "#pos-") && ?start > 0) } ORDER BY ?position LIMIT 1 }
    GRAPH ?graph { ?position oa:start ?old }
}
