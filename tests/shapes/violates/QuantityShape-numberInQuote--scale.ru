# expects: khensh:QuantityShape-numberInQuote
# A sum in tỷ read as triệu.
DELETE { GRAPH ?graph { ?this khen:statedValue ?old } }
INSERT { GRAPH ?graph { ?this khen:statedValue ?new } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:statedValue ?value } FILTER (?value > 1000000000) } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:statedValue ?old }
    BIND (?old / 1000 AS ?new)
}
