# expects: khensh:QuantityShape-bounds
# A sum without its lower bound.
DELETE { GRAPH ?graph { ?this schema:minValue ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a schema:MonetaryAmount ; schema:minValue ?low } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this schema:minValue ?old }
}
