# expects: khensh:QuantityShape-bounds
# “Gần” given a bound below.
INSERT { GRAPH ?graph { ?this schema:minValue ?number } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:qualifier khen:Nearly } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:Result ; khen:statedValue ?number }
}
