# expects: khensh:ComparisonShape-note
# Partly comparable, and no reason given.
DELETE { GRAPH ?graph { ?this skos:note ?old } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:TargetComparison ; khen:comparability khen:PartlyComparable } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this skos:note ?old }
}
