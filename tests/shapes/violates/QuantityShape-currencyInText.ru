# expects: khensh:QuantityShape-currencyInText
# A currency that nobody wrote is said to be written.
DELETE { GRAPH ?graph { ?this khen:currencyInferred ?old } }
INSERT { GRAPH ?graph { ?this khen:currencyInferred false } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:MonetaryAmount ; khen:currencyInferred ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:currencyInferred ?old }
}
