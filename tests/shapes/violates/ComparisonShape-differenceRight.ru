# expects: khensh:ComparisonShape-differenceRight
# A difference that is not the result less the target.
DELETE { GRAPH ?graph { ?this khen:difference ?old } }
INSERT { GRAPH ?graph { ?this khen:difference ?more } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:TargetComparison ; khen:difference ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:difference ?old }
    BIND (?old + 1 AS ?more)
}
