# expects: khensh:EvidenceShape-quoteAtOffsets
# Offsets one character too far, as where a no-break space was lost.
DELETE { GRAPH ?graph { ?position oa:start ?start ; oa:end ?end } }
INSERT { GRAPH ?graph { ?position oa:start ?later ; oa:end ?last } }
WHERE {
    { SELECT ?position WHERE { GRAPH ?any { ?position a oa:TextPositionSelector } } ORDER BY ?position LIMIT 1 }
    GRAPH ?graph { ?position oa:start ?start ; oa:end ?end }
    BIND (?start + 1 AS ?later)
    BIND (?end + 1 AS ?last)
}
