# expects: khensh:DiscrepancyShape-numbers
# A discrepancy between equal numbers.
INSERT { GRAPH ?graph {
    <https://w3id.org/khen/id/discrepancy/planted> a khen:CountDiscrepancy ; khen:ofCount ?count ;
        khen:announcedNumber ?number ; khen:listedNumber ?number
} }
WHERE {
    { SELECT ?count WHERE { GRAPH ?any { ?count a khen:AnnouncedCount } } ORDER BY ?count LIMIT 1 }
    GRAPH ?graph { ?count khen:recipientCount ?number }
}
