# expects: khensh:QuantityShape-numberInQuote
# 65.000 read as 65: the mark of thousands taken for a decimal one.
DELETE { GRAPH ?graph { ?this khen:statedValue ?old } }
INSERT { GRAPH ?graph { ?this khen:statedValue ?new } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:statedValue ?value } FILTER (?value >= 10000 && ?value < 1000000) } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:statedValue ?old }
    BIND (?old / 1000 AS ?new)
}
