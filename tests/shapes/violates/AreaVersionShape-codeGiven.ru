# expects: khensh:AreaVersionShape-codeGiven
# A place of the tables without a code.
DELETE { GRAPH ?graph { ?this khen:statisticalCode ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this khen:statisticalCode ?code ; vl:identity ?place } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:statisticalCode ?old }
}
