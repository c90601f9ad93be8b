# expects: khensh:ReportedChangeShape-otherType
# The version has taken the type that is only reported.
DELETE { GRAPH ?graph { ?version khen:unitType ?old } }
INSERT { GRAPH ?graph { ?version khen:unitType ?type } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:ReportedChange } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?version khen:reportedChange ?this ; khen:unitType ?old . ?this khen:reportedType ?type }
}
