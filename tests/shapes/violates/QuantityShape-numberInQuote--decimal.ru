# expects: khensh:QuantityShape-numberInQuote
# 3.7 tỷ read as 37 billion: the decimal mark taken for none.
DELETE { GRAPH ?graph { ?this schema:value ?old } }
INSERT { GRAPH ?graph { ?this schema:value ?new } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:MonetaryAmount ; schema:value ?value } FILTER (?value > 1000000) } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:value ?old }
    BIND (?old * 10 AS ?new)
}
