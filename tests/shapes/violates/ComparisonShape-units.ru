# expects: khensh:ComparisonShape-units
# A target in per cent beside a number of things.
DELETE { GRAPH ?graph { ?target khen:unit ?old } }
INSERT { GRAPH ?graph { ?target khen:unit khen:Number } }
WHERE {
    { SELECT ?target WHERE { GRAPH ?any { ?this khen:target ?target } } ORDER BY ?target LIMIT 1 }
    GRAPH ?graph { ?target khen:unit ?old }
}
