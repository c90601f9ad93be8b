# expects: khensh:AreaVersionShape-codeOfLevel
# A code 083 for a province.
DELETE { GRAPH ?graph { ?this khen:statisticalCode ?old } }
INSERT { GRAPH ?graph { ?this khen:statisticalCode "083" } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this khen:statisticalCode ?code ; vl:identity ?place . ?place khen:level khen:Province } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:statisticalCode ?old }
}
