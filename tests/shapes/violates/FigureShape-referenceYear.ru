# expects: khensh:FigureShape-referenceYear
# A figure dated to another year than its words name.
DELETE { GRAPH ?graph { ?this khen:referenceTime ?old } }
INSERT { GRAPH ?graph { ?this khen:referenceTime "1999-12-31"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:Result ; khen:referenceTime ?value ; khen:referenceText ?words FILTER NOT EXISTS { ?this khen:referenceStart ?since } } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:referenceTime ?old }
}
