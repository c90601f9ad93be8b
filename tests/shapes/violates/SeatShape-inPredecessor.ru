# expects: khensh:SeatShape-inPredecessor
# A seat in a unit that belongs elsewhere.
DELETE { GRAPH ?graph { ?this khen:seatIn ?old } }
INSERT { GRAPH ?graph { ?this khen:seatIn ?version } }
WHERE {
    { SELECT ?this WHERE { GRAPH ?any { ?this khen:seatIn ?former } } ORDER BY ?this LIMIT 1 }
    GRAPH ?graph { ?this khen:seatIn ?old . ?version khen:seat ?this }
}
