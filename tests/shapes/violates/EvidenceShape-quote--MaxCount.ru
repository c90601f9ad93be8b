# expects: khensh:EvidenceShape-quote
# A quotation with two wordings.
INSERT { GRAPH ?graph { ?quote oa:exact "thêm" } }
WHERE {
    { SELECT ?quote WHERE { GRAPH ?any { ?quote a oa:TextQuoteSelector } } ORDER BY ?quote LIMIT 1 }
    GRAPH ?graph { ?quote oa:exact ?old }
}
