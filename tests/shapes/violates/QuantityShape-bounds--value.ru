# expects: khensh:QuantityShape-bounds
# A bound that is another number.
DELETE { GRAPH ?graph { ?this schema:minValue ?old } }
INSERT { GRAPH ?graph { ?this schema:minValue 7 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; schema:minValue ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:minValue ?old }
}
