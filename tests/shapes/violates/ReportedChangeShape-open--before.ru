# expects: khensh:ReportedChangeShape-open
# A change reported for a day on which the version was not yet.
DELETE { GRAPH ?graph { ?version schema:validFrom ?from } }
INSERT { GRAPH ?graph { ?version schema:validFrom "2027-01-01"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:ReportedChange } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?version khen:reportedChange ?this }
    OPTIONAL { GRAPH ?graph { ?version schema:validFrom ?from } }
}
