# expects: khensh:QuantityShape-bounds
# “Hơn” given a bound above.
INSERT { GRAPH ?graph { ?this schema:maxValue ?number } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:qualifier khen:MoreThan } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:Result ; khen:statedValue ?number }
}
