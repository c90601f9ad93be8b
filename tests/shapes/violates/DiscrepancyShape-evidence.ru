# expects: khensh:DiscrepancyShape-evidence
# A discrepancy without the quotation of the count.
INSERT { GRAPH ?graph {
    <https://w3id.org/khen/id/discrepancy/planted> a khen:CountDiscrepancy ; khen:ofCount ?count ;
        khen:announcedNumber ?number ; khen:listedNumber 0
} }
WHERE {
    { SELECT ?count WHERE { GRAPH ?any { ?count a khen:AnnouncedCount } } ORDER BY ?count LIMIT 1 }
    GRAPH ?graph { ?count khen:recipientCount ?number }
}
