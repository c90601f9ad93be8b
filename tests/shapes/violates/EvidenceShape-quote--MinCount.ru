# expects: khensh:EvidenceShape-quote
# A quotation without words.
DELETE { GRAPH ?graph { ?quote oa:exact ?old } }
WHERE {
    { SELECT ?quote WHERE { GRAPH ?any { ?quote a oa:TextQuoteSelector } } ORDER BY ?quote LIMIT 1 }
    GRAPH ?graph { ?quote oa:exact ?old }
}
