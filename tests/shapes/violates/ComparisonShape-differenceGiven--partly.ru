# expects: khensh:ComparisonShape-differenceGiven
# A difference between what is only partly comparable.
INSERT { GRAPH ?graph { ?this khen:difference 28 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:TargetComparison ; khen:comparability khen:PartlyComparable } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:TargetComparison }
}
