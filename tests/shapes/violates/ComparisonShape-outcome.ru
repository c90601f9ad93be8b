# expects: khensh:ComparisonShape-outcome
# A target said to be missed that was passed.
DELETE { GRAPH ?graph { ?this khen:statedOutcome ?old } }
INSERT { GRAPH ?graph { ?this khen:statedOutcome khen:TargetMissed } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:TargetComparison ; khen:difference ?value } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:difference ?difference }
    OPTIONAL { GRAPH ?graph { ?this khen:statedOutcome ?stated } }
    BIND (COALESCE(?stated, khen:TargetMet) AS ?old)
}
