# expects: khensh:AreaVersionShape-codeOfLevel
# A code 12 for a district.
DELETE { GRAPH ?graph { ?this khen:statisticalCode ?old } }
INSERT { GRAPH ?graph { ?this khen:statisticalCode "12" } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this khen:statisticalCode ?code ; vl:identity ?place . ?place khen:level khen:District } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:statisticalCode ?old }
}
