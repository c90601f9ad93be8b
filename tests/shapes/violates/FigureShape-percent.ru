# expects: khensh:FigureShape-percent
# A share of more than everything.
DELETE { GRAPH ?graph { ?this khen:statedValue ?old } }
INSERT { GRAPH ?graph { ?this khen:statedValue 101 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:statedValue ?value ; khen:unit khen:Percent } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:statedValue ?old }
}
