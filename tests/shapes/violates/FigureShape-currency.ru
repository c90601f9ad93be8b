# expects: khensh:FigureShape-currency
# A sum that does not say whether its currency was inferred.
DELETE { GRAPH ?graph { ?this khen:currencyInferred ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:currencyInferred ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:currencyInferred ?old }
}
