# expects: khensh:EvidenceShape-quoteAtOffsets
# A quotation in decomposed Unicode: it looks the same.
DELETE { GRAPH ?graph { ?quote oa:exact ?old } }
INSERT { GRAPH ?graph { ?quote oa:exact ?new } }
WHERE {
    { SELECT ?quote WHERE { GRAPH ?any { ?quote oa:exact ?value } FILTER (CONTAINS(STR(?quote), "#quote-") && CONTAINS(?value, "ệ")) } ORDER BY ?quote LIMIT 1 }
    GRAPH ?graph { ?quote oa:exact ?old }
    BIND (REPLACE(?old, "ệ", "e\u0323\u0302") AS ?new)
}
