# expects: khensh:EvidenceShape-surroundings
# The words after the quotation are others.
DELETE { GRAPH ?graph { ?quote oa:suffix ?old } }
INSERT { GRAPH ?graph { ?quote oa:suffix ?new } }
WHERE {
    { SELECT ?quote WHERE { GRAPH ?any { ?quote oa:suffix ?value } FILTER (STRLEN(?value) > 3) } ORDER BY ?quote LIMIT 1 }
    GRAPH ?graph { ?quote oa:suffix ?old }
    BIND (CONCAT("!", ?old) AS ?new)
}
