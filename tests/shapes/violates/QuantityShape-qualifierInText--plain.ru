# expects: khensh:QuantityShape-qualifierInText
# A plain number coded as “trên”.
DELETE { GRAPH ?graph { ?this khen:qualifier ?old } }
INSERT { GRAPH ?graph { ?this khen:qualifier khen:MoreThan } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Target ; khen:qualifier ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:qualifier ?old }
}
