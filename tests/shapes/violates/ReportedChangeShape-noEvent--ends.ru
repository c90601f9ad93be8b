# expects: khensh:ReportedChangeShape-noEvent
# What is only reported ends a version.
INSERT { GRAPH ?graph { ?version vl:endEvent ?this } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:ReportedChange } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?version khen:reportedChange ?this }
}
