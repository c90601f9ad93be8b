# expects: khensh:EvidenceShape-oneLine
# A quotation over two lines.
DELETE { GRAPH ?graph { ?quote oa:exact ?old } }
INSERT { GRAPH ?graph { ?quote oa:exact ?new } }
WHERE {
    { SELECT ?quote WHERE { GRAPH ?any { ?quote oa:exact ?value } FILTER (CONTAINS(STR(?quote), "#quote-") && STRLEN(?value) > 3) } ORDER BY ?quote LIMIT 1 }
    GRAPH ?graph { ?quote oa:exact ?old }
    BIND (CONCAT(?old, "\n\nvà") AS ?new)
}
