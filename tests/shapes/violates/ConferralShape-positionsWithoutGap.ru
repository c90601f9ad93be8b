# expects: khensh:ConferralShape-positionsWithoutGap
# A recipient in the middle of the list is lost.
DELETE { GRAPH ?graph { ?this ?property ?value } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this khen:listPosition 1 } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this ?property ?value }
}
