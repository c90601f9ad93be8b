# expects: khensh:DiscrepancyShape-numbers
# A discrepancy with another number than its count.
INSERT { GRAPH ?graph {
    <https://w3id.org/khen/id/discrepancy/planted> a khen:CountDiscrepancy ; khen:ofCount ?count ;
        khen:announcedNumber 88 ; khen:listedNumber 87
} }
WHERE {
    { SELECT ?count WHERE { GRAPH ?any { ?count a khen:AnnouncedCount } } ORDER BY ?count LIMIT 1 }
    GRAPH ?graph { ?count khen:recipientCount ?number }
}
