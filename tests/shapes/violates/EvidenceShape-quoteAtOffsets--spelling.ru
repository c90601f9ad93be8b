# expects: khensh:EvidenceShape-quoteAtOffsets
# A quotation with one spelling of a tone replaced by the other.
DELETE { GRAPH ?graph { ?quote oa:exact ?old } }
INSERT { GRAPH ?graph { ?quote oa:exact ?new } }
WHERE {
    { SELECT ?quote WHERE { GRAPH ?any { ?quote oa:exact ?value } FILTER (CONTAINS(STR(?quote), "#quote-") && CONTAINS(?value, "a")) } ORDER BY ?quote LIMIT 1 }
    GRAPH ?graph { ?quote oa:exact ?old }
    BIND (REPLACE(?old, "a", "á") AS ?new)
}
