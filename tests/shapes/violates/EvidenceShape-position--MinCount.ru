# expects: khensh:EvidenceShape-position
# A quotation without a position.
DELETE { GRAPH ?graph { ?position oa:start ?old } }
WHERE {
    { SELECT ?position WHERE { GRAPH ?any { ?position a oa:TextPositionSelector } } ORDER BY ?position LIMIT 1 }
    GRAPH ?graph { ?position oa:start ?old }
}
