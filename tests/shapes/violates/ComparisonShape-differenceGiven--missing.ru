# expects: khensh:ComparisonShape-differenceGiven
# No difference where the two are comparable.
DELETE { GRAPH ?graph { ?this khen:difference ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:TargetComparison ; khen:difference ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:difference ?old }
}
