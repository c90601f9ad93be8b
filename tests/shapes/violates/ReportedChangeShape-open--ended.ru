# expects: khensh:ReportedChangeShape-open
# A change reported of a version that has ended.
INSERT { GRAPH ?graph { ?version schema:validThrough "2026-09-30"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:ReportedChange } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?version khen:reportedChange ?this }
}
