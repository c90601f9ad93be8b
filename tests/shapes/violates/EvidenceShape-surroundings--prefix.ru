# expects: khensh:EvidenceShape-surroundings
# The words before the quotation are others.
DELETE { GRAPH ?graph { ?quote oa:prefix ?old } }
INSERT { GRAPH ?graph { ?quote oa:prefix ?new } }
WHERE {
    { SELECT ?quote WHERE { GRAPH ?any { ?quote oa:prefix ?value } FILTER (STRLEN(?value) > 3) } ORDER BY ?quote LIMIT 1 }
    GRAPH ?graph { ?quote oa:prefix ?old }
    BIND (CONCAT(?old, "!") AS ?new)
}
