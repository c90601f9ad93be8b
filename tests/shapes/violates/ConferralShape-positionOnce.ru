# expects: khensh:ConferralShape-positionOnce
# The same list position twice.
DELETE { GRAPH ?graph { ?this khen:listPosition 2 } }
INSERT { GRAPH ?graph { ?this khen:listPosition 1 } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this khen:listPosition 2 } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:listPosition 2 }
}
