# expects: khensh:QuantityShape-qualifierInText
# “Trên, hơn” coded as exact (figure).
DELETE { GRAPH ?graph { ?this khen:qualifier ?old } }
INSERT { GRAPH ?graph { ?this khen:qualifier khen:Exact } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:qualifier ?value ; khen:qualifier khen:MoreThan } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:qualifier ?old }
}
