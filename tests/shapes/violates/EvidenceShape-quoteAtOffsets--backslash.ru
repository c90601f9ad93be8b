# expects: khensh:EvidenceShape-quoteAtOffsets
# A backslash in a quotation, which must not end the run.
DELETE { GRAPH ?graph { ?quote oa:exact ?old } }
INSERT { GRAPH ?graph { ?quote oa:exact ?new } }
WHERE {
    { SELECT ?quote WHERE { GRAPH ?any { ?quote oa:exact ?value } FILTER (CONTAINS(STR(?quote), "#quote-") && STRLEN(?value) > 3) } ORDER BY ?quote LIMIT 1 }
    GRAPH ?graph { ?quote oa:exact ?old }
    BIND (CONCAT("\\d", ?old) AS ?new)
}
