# expects: khensh:AnnouncementShape-decisionOrder
# The decision is dated after the announcement.
INSERT { GRAPH ?graph { ?this schema:legislationDate "2031-01-01"^^xsd:date } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this a khen:AwardDecision } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this a khen:AwardDecision }
}
