# expects: khensh:EvidenceShape-fragment
# A position moved away from what its address says.
DELETE { GRAPH ?graph { ?position oa:end ?end } }
INSERT { GRAPH ?graph { ?position oa:end ?last } }
WHERE {
    { SELECT ?position WHERE { GRAPH ?any { ?position a oa:TextPositionSelector } } ORDER BY ?position LIMIT 1 }
    GRAPH ?graph { ?position oa:end ?end }
    BIND (?end + 1 AS ?last)
}
